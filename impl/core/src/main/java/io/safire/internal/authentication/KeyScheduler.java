package io.safire.internal.authentication;

import io.safire.diagnosis.Finding;
import io.safire.internal.authentication.KeyHistory.KeyUse;
import io.safire.internal.config.ServerSettings;
import io.safire.key.KeyState;
import io.safire.key.PublishedKey;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Scheduler that decides which key is used for signing and which keys are published. Until a new active key has been
 * published for the publication time, the retiring key signs in its place. If the retiring key has no private key, the
 * active key signs at once. A key that is removed from the configuration stays published until its last assertion has
 * expired.
 */
final class KeyScheduler {

    /** The publication of a removed key allows for this clock difference between client and server. */
    private static final Duration CLOCK_SKEW_MARGIN = Duration.ofMinutes(1);

    private final ServerSettings settings;
    private final Clock clock;
    private final KeyHistory history = new KeyHistory();
    private final KeyFindings factory;

    private @Nullable JsonObject initialKey;

    KeyScheduler(ServerSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.factory = new KeyFindings(settings);
    }

    /** The result is empty if no key can be used. */
    synchronized Optional<ClientJwk> selectSigner(List<ClientJwk> keys) {
        Instant now = clock.instant();
        history.update(keys, now, now.minus(publishedAfterSignature()));
        Optional<ClientJwk> active = findByState(KeyState.ACTIVE, keys);
        if (initialKey == null) {
            initialKey = active.map(ClientJwk::jwk).orElse(null);
        }
        return substitute(keys, now).or(() -> active);
    }

    synchronized void onSigned(ClientJwk key) {
        history.recordSignature(key, clock.instant());
    }

    /** The first key is the key that is used for signing. */
    synchronized List<PublishedKey> publish(List<ClientJwk> keys) {
        Optional<ClientJwk> signer = selectSigner(keys);
        List<PublishedKey> published = new ArrayList<>();
        for (ClientJwk key : keys) {
            boolean signs = signer.filter(other -> other == key).isPresent();
            KeyState other = key.state() == KeyState.ACTIVE ? KeyState.NEXT : key.state();
            published.add(new PublishedKey(key.jwk(), signs ? KeyState.ACTIVE : other, publishedSince(key)));
        }
        history.formerWithUniqueKid(keys)
                .forEach(use -> published.add(new PublishedKey(use.jwk(), KeyState.RETIRING, use.firstSeen())));
        published.sort(Comparator.comparing(key -> key.state() != KeyState.ACTIVE));
        return published;
    }

    /**
     * Returns problems with the rotation of keys. Call {@link #selectSigner} with the same keys first.
     *
     * @param jwksFetched true if servers fetch the JWKS from the client; false if the JWKS itself is registered
     */
    synchronized List<Finding> findings(List<ClientJwk> keys, boolean jwksFetched) {
        Instant now = clock.instant();
        List<Finding> findings = new ArrayList<>();
        newKey(keys, now).flatMap(key -> findingOf(key, keys, jwksFetched)).ifPresent(findings::add);
        List<KeyUse> published = history.formerWithUniqueKid(keys);
        for (KeyUse use : history.former(keys)) {
            findings.add(
                    published.contains(use)
                            ? factory.formerKeyPublished(use, publishedAfterSignature())
                            : factory.kidReused(use));
        }
        return findings;
    }

    /** Returns no finding for the first key of the process if the time of its publication is unknown. */
    private Optional<Finding> findingOf(ClientJwk newKey, List<ClientJwk> keys, boolean jwksFetched) {
        Instant since = publishedSince(newKey);
        Instant from = activeFrom(newKey);
        return substitute(keys, clock.instant())
                .map(former -> factory.formerKeySigns(former, newKey, since, from))
                .or(() -> jwksFetched && isPublicationTimeKnown(newKey)
                        ? Optional.of(factory.newKeySigns(newKey, since, from))
                        : Optional.empty());
    }

    private boolean isPublicationTimeKnown(ClientJwk key) {
        return key.key().publishedSince().isPresent() || !key.jwk().equals(initialKey);
    }

    /** Returns the active key as long as some servers may not have fetched it yet; empty afterwards. */
    private Optional<ClientJwk> newKey(List<ClientJwk> keys, Instant now) {
        return findByState(KeyState.ACTIVE, keys).filter(key -> now.isBefore(activeFrom(key)));
    }

    /** Returns the key that signs in place of a new key. */
    private Optional<ClientJwk> substitute(List<ClientJwk> keys, Instant now) {
        return newKey(keys, now).isPresent()
                ? findByState(KeyState.RETIRING, keys).filter(ClientJwk::canSign)
                : Optional.empty();
    }

    private Instant publishedSince(ClientJwk key) {
        return key.key().publishedSince().orElseGet(() -> history.firstSeen(key, clock.instant()));
    }

    /** Returns the time by which all servers have fetched a JWKS with this key. */
    private Instant activeFrom(ClientJwk key) {
        return publishedSince(key).plus(settings.assertion().keys().publicationTime());
    }

    /** Returns the time from a signature until its assertion has expired, even on a server whose clock is behind. */
    private Duration publishedAfterSignature() {
        return settings.assertion().lifetime().plus(CLOCK_SKEW_MARGIN);
    }

    private static Optional<ClientJwk> findByState(KeyState state, List<ClientJwk> keys) {
        return keys.stream().filter(key -> key.state() == state).findFirst();
    }
}
