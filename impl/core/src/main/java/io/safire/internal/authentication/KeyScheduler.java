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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
    private final Map<JsonObject, Instant> firstSeen = new HashMap<>();
    private final Map<JsonObject, LastSignature> signed = new LinkedHashMap<>();
    private @Nullable JsonObject initialKey;
    private @Nullable StableSchedule stableSchedule;

    /** The time of a key's last signature. The private key is not stored. */
    private record LastSignature(String kid, Instant time) {}

    /**
     * A schedule that stays valid until the configured keys change, because no key is waiting for its publication time
     * and no removed key is still published.
     */
    private record StableSchedule(List<ClientJwk> keys, boolean jwksFetched, KeySchedule schedule) {}

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
        StableSchedule cached = stableSchedule;
        if (cached != null && cached.jwksFetched == jwksFetched && cached.keys.equals(keys)) {
            return cached.schedule;
        }
        KeySchedule schedule = computeSchedule(keys, jwksFetched);
        boolean isStable = schedule.findings().isEmpty() && schedule.published().size() == keys.size();
        stableSchedule = isStable ? new StableSchedule(keys, jwksFetched, schedule) : null;
        return schedule;
    }

    private KeySchedule computeSchedule(List<ClientJwk> keys, boolean jwksFetched) {
        Instant now = clock.instant();
        removeExpired(keys, now);
        keys.forEach(key -> firstSeen.putIfAbsent(key.jwk(), now));
        Optional<ClientJwk> active = findByState(KeyState.ACTIVE, keys);
        if (initialKey == null) {
            initialKey = active.map(ClientJwk::jwk).orElse(null);
        }
        Optional<ClientJwk> retiring = findByState(KeyState.RETIRING, keys).filter(ClientJwk::canSign);
        Optional<ClientJwk> notYetActive = active.filter(key -> now.isBefore(activeFrom(key)));
        Optional<ClientJwk> signer = notYetActive.isPresent() && retiring.isPresent() ? retiring : active;
        List<Finding> findings = new ArrayList<>();
        notYetActive.ifPresent(key -> retiring.ifPresentOrElse(
                other -> findings.add(notYetActive(key, other)),
                () -> unannounced(key, jwksFetched).ifPresent(findings::add)));
        List<PublishedKey> published = new ArrayList<>();
        keys.forEach(key -> published.add(toPublishedKey(key, signer)));
        addRemovedKeys(keys, published, findings);
        published.sort(Comparator.comparing(key -> key.state() != KeyState.ACTIVE));
        return new KeySchedule(signer, published, findings);
    }

    /** Records that a key was used for signing at the current time. */
    synchronized void onSigned(ClientJwk key) {
        signed.put(key.jwk(), new LastSignature(key.kid(), clock.instant()));
        if (stableSchedule != null && !stableSchedule.keys.contains(key)) {
            stableSchedule = null;
        }
    }

    private void removeExpired(List<ClientJwk> keys, Instant now) {
        Set<JsonObject> current = keys.stream().map(ClientJwk::jwk).collect(Collectors.toSet());
        signed.entrySet()
                .removeIf(
                        entry -> !current.contains(entry.getKey()) && !now.isBefore(publishedUntil(entry.getValue())));
        firstSeen.keySet().removeIf(key -> !current.contains(key) && !signed.containsKey(key));
    }

    private PublishedKey toPublishedKey(ClientJwk key, Optional<ClientJwk> signer) {
        boolean signs = signer.filter(key::equals).isPresent();
        KeyState other = key.state() == KeyState.ACTIVE ? KeyState.NEXT : key.state();
        return new PublishedKey(key.jwk(), signs ? KeyState.ACTIVE : other, publishedSince(key));
    }

    private void addRemovedKeys(List<ClientJwk> keys, List<PublishedKey> published, List<Finding> findings) {
        Set<JsonObject> current = keys.stream().map(ClientJwk::jwk).collect(Collectors.toSet());
        Set<String> kids = keys.stream().map(ClientJwk::kid).collect(Collectors.toSet());
        signed.forEach((jwk, entry) -> {
            if (current.contains(jwk)) {
                return;
            }
            if (kids.contains(entry.kid())) {
                findings.add(finding("kid", Message.KID_REUSED, entry.kid(), settings.key(Setting.KID)));
            } else if (kids.add(entry.kid())) {
                published.add(new PublishedKey(jwk, KeyState.RETIRING, firstSeen.getOrDefault(jwk, entry.time())));
                findings.add(finding(
                        "retiring_key",
                        Message.KEY_NOT_CONFIGURED,
                        entry.kid(),
                        entry.time(),
                        publishedUntil(entry),
                        settings.key(Setting.RETIRING_KEY)));
            }
        });
    }

    private Finding notYetActive(ClientJwk key, ClientJwk retiring) {
        return finding(
                "private_key",
                Message.FORMER_KEY_SIGNS,
                retiring.kid(),
                activeFrom(key),
                key.kid(),
                publishedSince(key),
                settings.key(Setting.PRIVATE_KEY_PUBLISHED_SINCE));
    }

    /**
     * Returns a finding if the key is used for signing before servers can have fetched it. The first key of a process
     * is not reported, because its publication time is unknown.
     */
    private Optional<Finding> unannounced(ClientJwk key, boolean jwksFetched) {
        return !jwksFetched || key.jwk().equals(initialKey)
                ? Optional.empty()
                : Optional.of(finding(
                        "private_key",
                        Message.NEW_KEY_SIGNS,
                        key.kid(),
                        publishedSince(key),
                        activeFrom(key),
                        settings.key(Setting.RETIRING_KEY)));
    }

    private Finding finding(String member, Message message, Object... arguments) {
        return new Finding(member, message.format(settings.name(), arguments));
    }

    private Instant publishedSince(ClientJwk key) {
        return key.key().publishedSince().orElseGet(() -> firstSeen.getOrDefault(key.jwk(), clock.instant()));
    }

    /** Returns the time by which all servers have fetched a JWKS with this key. */
    private Instant activeFrom(ClientJwk key) {
        return publishedSince(key).plus(settings.assertion().keys().publicationTime());
    }

    private Instant publishedUntil(LastSignature key) {
        return key.time().plus(settings.assertion().lifetime()).plus(CLOCK_SKEW_MARGIN);
    }

    private static Optional<ClientJwk> findByState(KeyState state, List<ClientJwk> keys) {
        return keys.stream().filter(key -> key.state() == state).findFirst();
    }
}
