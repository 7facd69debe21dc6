package io.safire.internal.identity;

import io.safire.internal.text.LogSanitizer;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The usable public keys in the JWKS of an issuer.
 *
 * @param source the URL of the JWKS
 * @param lifetime the time for which the JWKS may be cached
 */
record JwkSet(URI source, List<IssuerKey> keys, Duration lifetime) {

    private static final int MAX_KEYS = 100;
    /**
     * The maximum number of keys to try. Several keys can match, because a server that replaces a key may temporarily
     * publish both keys with the same {@code kid}.
     */
    private static final int MAX_KEYS_TRIED = 4;

    /** Reads a JWKS. Unusable keys and keys after the first 100 keys are ignored. */
    static JwkSet read(URI from, JsonObject document, Duration lifetime) {
        List<IssuerKey> keys = document.get("keys") instanceof JsonArray array
                ? array.stream()
                        .limit(MAX_KEYS)
                        .filter(JsonObject.class::isInstance)
                        .flatMap(jwk -> IssuerKey.read(jwk.asJsonObject()).stream())
                        .toList()
                : List.of();
        return new JwkSet(from, keys, lifetime);
    }

    /**
     * Returns the keys that may verify the signature of a token. If the token has no {@code kid}, the result is empty
     * unless exactly one key matches.
     */
    List<IssuerKey> findMatching(SignatureAlgorithm algorithm, Optional<String> kid) {
        List<IssuerKey> matching = keys.stream()
                .filter(key -> key.supports(algorithm))
                .filter(key -> kid.isEmpty() || kid.get().equals(key.kid()))
                .toList();
        if (kid.isEmpty() && matching.size() > 1) {
            return List.of();
        }
        return matching.stream().limit(MAX_KEYS_TRIED).toList();
    }

    /** Returns the {@code kid} and the algorithm of each key, for messages. */
    String describeKeys() {
        return keys.isEmpty()
                ? "no usable keys"
                : LogSanitizer.sanitize(keys.stream()
                        .map(key -> (key.kid() == null ? "(no kid)" : key.kid()) + " "
                                + (key.algorithm() == null ? key.keyType() + key.curve() : key.algorithm()))
                        .collect(Collectors.joining(", ")));
    }
}
