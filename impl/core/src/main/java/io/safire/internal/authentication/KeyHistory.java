package io.safire.internal.authentication;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The times at which the client's keys were first seen and last used for signing. A key that is removed from the
 * configuration is a former key until its last assertion has expired. Private keys are not stored.
 */
final class KeyHistory {

    private final Map<JsonObject, KeyUse> uses = new LinkedHashMap<>();

    /**
     * @param lastSigned the time of the last signature; null if the key has not signed
     */
    record KeyUse(
            JsonObject jwk,
            String kid,
            Instant firstSeen,
            @Nullable Instant lastSigned) {}

    /**
     * Adds new keys, and removes former keys that have not signed since the given time.
     *
     * @param expired the time before which every signature belongs to an expired assertion
     */
    void update(List<ClientJwk> keys, Instant now, Instant expired) {
        keys.forEach(key -> uses.putIfAbsent(key.jwk(), new KeyUse(key.jwk(), key.kid(), now, null)));
        former(keys).stream()
                .filter(use -> use.lastSigned == null || !use.lastSigned.isAfter(expired))
                .forEach(use -> uses.remove(use.jwk));
    }

    void recordSignature(ClientJwk key, Instant now) {
        uses.put(key.jwk(), new KeyUse(key.jwk(), key.kid(), firstSeen(key, now), now));
    }

    Instant firstSeen(ClientJwk key, Instant defaultTime) {
        KeyUse use = uses.get(key.jwk());
        return use == null ? defaultTime : use.firstSeen;
    }

    List<KeyUse> former(List<ClientJwk> keys) {
        Set<JsonObject> current = keys.stream().map(ClientJwk::jwk).collect(Collectors.toSet());
        return uses.values().stream().filter(use -> !current.contains(use.jwk)).toList();
    }

    /** A former key can stay published only if no other key has the same {@code kid}. */
    List<KeyUse> formerWithUniqueKid(List<ClientJwk> keys) {
        Set<String> kids = keys.stream().map(ClientJwk::kid).collect(Collectors.toCollection(HashSet::new));
        return former(keys).stream().filter(use -> kids.add(use.kid)).toList();
    }
}
