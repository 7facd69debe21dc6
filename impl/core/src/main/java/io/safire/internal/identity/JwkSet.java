package io.safire.internal.identity;

import io.safire.internal.key.SignatureAlgorithm;
import io.safire.internal.key.UnusableKeyException;
import io.safire.internal.text.JsonValues;
import io.safire.internal.text.LogSanitizer;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The usable public keys in the JWKS of an issuer.
 *
 * @param source the URL of the JWKS
 * @param ignored the other entries, each with the reason for which it is unusable
 * @param lifetime the time for which the JWKS may be cached
 */
record JwkSet(URI source, List<IssuerKey> keys, List<String> ignored, Duration lifetime) {

    private static final int MAX_KEYS = 100;
    private static final int MAX_DESCRIBED = 20;
    /**
     * Several keys can match, because a server that replaces a key may temporarily publish both keys with the same
     * {@code kid}.
     */
    private static final int MAX_KEYS_TRIED = 4;

    /** Ignores unusable keys, and all keys after the first 100 keys. */
    static JwkSet read(URI from, JsonObject document, Duration lifetime) {
        List<IssuerKey> keys = new ArrayList<>();
        List<String> ignored = new ArrayList<>();
        if (document.get("keys") instanceof JsonArray array) {
            for (int index = 0; index < Math.min(MAX_KEYS, array.size()); index++) {
                read(array.get(index), "entry " + (index + 1), keys, ignored);
            }
            if (array.size() > MAX_KEYS) {
                ignored.add("all entries after the first " + MAX_KEYS);
            }
        } else {
            ignored.add("the document, because it has no array keys");
        }
        return new JwkSet(from, List.copyOf(keys), List.copyOf(ignored), lifetime);
    }

    private static void read(JsonValue entry, String position, List<IssuerKey> keys, List<String> ignored) {
        if (!(entry instanceof JsonObject jwk)) {
            ignored.add(position + " (it is not an object)");
            return;
        }
        try {
            keys.add(IssuerKey.read(jwk));
        } catch (UnusableKeyException unusable) {
            String name =
                    JsonValues.text(jwk, "kid").map(LogSanitizer::sanitize).orElse(position);
            ignored.add(name + " (" + unusable.reason() + ")");
        }
    }

    /** Returns no key if the token has no {@code kid} and several keys match. */
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

    String describeKeys() {
        String usable = keys.stream()
                .map(key -> (key.kid() == null ? "(no kid)" : key.kid()) + " "
                        + (key.algorithm() == null ? key.keyType() + key.curve() : key.algorithm()))
                .collect(Collectors.joining(", "));
        return (keys.isEmpty() ? "no usable keys" : LogSanitizer.sanitize(usable)) + describeIgnored();
    }

    private String describeIgnored() {
        if (ignored.isEmpty()) {
            return "";
        }
        String more = ignored.size() > MAX_DESCRIBED ? ", and " + (ignored.size() - MAX_DESCRIBED) + " others" : "";
        return "; ignored: " + ignored.stream().limit(MAX_DESCRIBED).collect(Collectors.joining(", ")) + more;
    }
}
