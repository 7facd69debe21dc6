package io.safire.internal.authentication;

import io.safire.diagnosis.Finding;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import io.safire.key.KeyState;
import io.safire.key.PublishedKey;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Scheduler that decides which key is used for signing and which keys are published. The active key is used as soon as
 * it has been published for the publication time; until then, a retiring key with a private part is used. A key that is
 * removed from the configuration stays published until its last assertion has expired.
 */
final class KeyScheduler {

    /** The maximum clock difference between client and server. */
    private static final Duration CLOCK_SKEW_MARGIN = Duration.ofMinutes(1);

    private final ServerSettings settings;
    private final Clock clock;
    /** The current keys, and former keys with assertions that have not expired. */
    private final Map<JsonObject, KeyUse> uses = new LinkedHashMap<>();

    private @Nullable JsonObject initialKey;

    /**
     * The use of the client's keys at one point in time.
     *
     * @param signer the key that is used for signing; empty if no key can be used
     * @param findings problems with the key rotation
     */
    record KeySchedule(Optional<ClientJwk> signer, List<PublishedKey> published, List<Finding> findings) {}

    /**
     * The use of one key. The private key is not stored.
     *
     * @param lastSigned the time of the last signature, null if the key has not signed
     */
    private record KeyUse(
            String kid, Instant firstSeen, @Nullable Instant lastSigned) {}

    KeyScheduler(ServerSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Returns the schedule for the current keys.
     *
     * @param jwksFetched whether servers fetch the JWKS from the client; false if the JWKS itself is registered
     */
    synchronized KeySchedule schedule(List<ClientJwk> keys, boolean jwksFetched) {
        Instant now = clock.instant();
        Map<JsonObject, KeyUse> former = updateUses(keys, now);
        Optional<ClientJwk> active = findByState(KeyState.ACTIVE, keys);
        if (initialKey == null) {
            initialKey = active.map(ClientJwk::jwk).orElse(null);
        }
        Optional<ClientJwk> tooEarly = active.filter(key -> now.isBefore(activeFrom(key)));
        Optional<ClientJwk> substitute =
                findByState(KeyState.RETIRING, keys).filter(key -> tooEarly.isPresent() && key.canSign());
        Optional<ClientJwk> signer = substitute.or(() -> active);
        List<Finding> findings = new ArrayList<>();
        tooEarly.flatMap(key -> findingOfNewKey(key, substitute, jwksFetched)).ifPresent(findings::add);
        List<PublishedKey> published = new ArrayList<>();
        keys.forEach(key -> published.add(toPublishedKey(key, signer)));
        addFormerKeys(keys, former, published, findings);
        published.sort(Comparator.comparing(key -> key.state() != KeyState.ACTIVE));
        return new KeySchedule(signer, published, findings);
    }

    /** Records that a key was used for signing at the current time. */
    synchronized void onSigned(ClientJwk key) {
        Instant now = clock.instant();
        KeyUse use = uses.get(key.jwk());
        uses.put(key.jwk(), new KeyUse(key.kid(), use == null ? now : use.firstSeen, now));
    }

    /** Updates the uses and returns those of former keys that must stay published. */
    private Map<JsonObject, KeyUse> updateUses(List<ClientJwk> keys, Instant now) {
        Map<JsonObject, KeyUse> former = new LinkedHashMap<>(uses);
        for (ClientJwk key : keys) {
            former.remove(key.jwk());
            uses.putIfAbsent(key.jwk(), new KeyUse(key.kid(), now, null));
        }
        former.values().removeIf(use -> use.lastSigned == null || !now.isBefore(publishedUntil(use.lastSigned)));
        uses.keySet()
                .removeIf(jwk -> !former.containsKey(jwk)
                        && keys.stream().noneMatch(key -> key.jwk().equals(jwk)));
        return former;
    }

    private PublishedKey toPublishedKey(ClientJwk key, Optional<ClientJwk> signer) {
        boolean signs = signer.filter(other -> other == key).isPresent();
        KeyState other = key.state() == KeyState.ACTIVE ? KeyState.NEXT : key.state();
        return new PublishedKey(key.jwk(), signs ? KeyState.ACTIVE : other, publishedSince(key));
    }

    private void addFormerKeys(
            List<ClientJwk> keys,
            Map<JsonObject, KeyUse> former,
            List<PublishedKey> published,
            List<Finding> findings) {
        Set<String> kids = new HashSet<>();
        keys.forEach(key -> kids.add(key.kid()));
        former.forEach((jwk, use) -> {
            if (!kids.add(use.kid)) {
                findings.add(finding("kid", Message.KID_REUSED, use.kid, settings.key(Setting.KID)));
            } else {
                Instant lastSigned = use.lastSigned == null ? use.firstSeen : use.lastSigned;
                published.add(new PublishedKey(jwk, KeyState.RETIRING, use.firstSeen));
                Instant until = publishedUntil(lastSigned);
                String setting = settings.key(Setting.RETIRING_KEY);
                findings.add(finding("retiring_key", Message.KEY_NOT_CONFIGURED, use.kid, lastSigned, until, setting));
            }
        });
    }

    /**
     * Returns a finding for a key that servers may not have fetched yet. The first key of a process is not reported,
     * because its publication time is unknown.
     *
     * @param substitute the former key that is used for signing instead
     */
    private Optional<Finding> findingOfNewKey(ClientJwk key, Optional<ClientJwk> substitute, boolean jwksFetched) {
        Instant since = publishedSince(key);
        Instant from = activeFrom(key);
        String kid = key.kid();
        if (substitute.isPresent()) {
            String setting = settings.key(Setting.PRIVATE_KEY_PUBLISHED_SINCE);
            String former = substitute.get().kid();
            return Optional.of(finding("private_key", Message.FORMER_KEY_SIGNS, former, from, kid, since, setting));
        }
        String setting = settings.key(Setting.RETIRING_KEY);
        return !jwksFetched || key.jwk().equals(initialKey)
                ? Optional.empty()
                : Optional.of(finding("private_key", Message.NEW_KEY_SIGNS, kid, since, from, setting));
    }

    private Finding finding(String member, Message message, Object... arguments) {
        return message.finding(arguments).withMember(member);
    }

    private Instant publishedSince(ClientJwk key) {
        KeyUse use = uses.get(key.jwk());
        return key.key().publishedSince().orElseGet(() -> use == null ? clock.instant() : use.firstSeen);
    }

    /** Returns the time by which all servers have fetched a JWKS with this key. */
    private Instant activeFrom(ClientJwk key) {
        return publishedSince(key).plus(settings.assertion().keys().publicationTime());
    }

    /** Returns the time at which the last assertion of a key has expired, even on a server whose clock is behind. */
    private Instant publishedUntil(Instant lastSigned) {
        return lastSigned.plus(settings.assertion().lifetime()).plus(CLOCK_SKEW_MARGIN);
    }

    private static Optional<ClientJwk> findByState(KeyState state, List<ClientJwk> keys) {
        return keys.stream().filter(key -> key.state() == state).findFirst();
    }
}
