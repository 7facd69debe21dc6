package io.safire.internal.identity;

import io.safire.diagnosis.Finding;
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
 * @param ignored the first unusable entries, each with the reason
 * @param ignoredCount the number of all unusable entries
 * @param lifetime the time for which the JWKS may be cached
 * @param endSessionEndpoint the {@code end_session_endpoint} in the openid-configuration that contains the URL of the
 *     JWKS; empty if another document contains this URL
 * @param findings the violations in the response with the JWKS, and in the document that contains the URL of the JWKS
 */
record JwkSet(
        URI source,
        List<IssuerKey> keys,
        List<String> ignored,
        int ignoredCount,
        Duration lifetime,
        Optional<String> endSessionEndpoint,
        List<Finding> findings) {

    private static final int MAX_KEYS = 100;
    private static final int MAX_DESCRIBED = 10;
    private static final int MAX_KID_LENGTH = 60;
    /**
     * Several keys can match, because a server that replaces a key may temporarily publish both keys with the same
     * {@code kid}.
     */
    private static final int MAX_KEYS_TRIED = 4;

    /** Reads the usable keys among the first 100 entries of a JWKS. Ignores all other entries. */
    static JwkSet read(URI from, JsonObject document, Duration lifetime) {
        List<IssuerKey> keys = new ArrayList<>();
        List<String> ignored = new ArrayList<>();
        int count = 1;
        if (document.get("keys") instanceof JsonArray array) {
            for (int index = 0; index < Math.min(MAX_KEYS, array.size()); index++) {
                read(array.get(index), "entry " + (index + 1), keys, ignored);
            }
            count = array.size() - keys.size();
        } else {
            ignored.add("the document, because it has no array keys");
        }
        List<String> described = ignored.stream().limit(MAX_DESCRIBED).toList();
        return new JwkSet(from, List.copyOf(keys), described, count, lifetime, Optional.empty(), List.of());
    }

    JwkSet with(Optional<String> newEndSessionEndpoint, List<Finding> newFindings) {
        return new JwkSet(
                source, keys, ignored, ignoredCount, lifetime, newEndSessionEndpoint, List.copyOf(newFindings));
    }

    private static void read(JsonValue entry, String position, List<IssuerKey> keys, List<String> ignored) {
        if (!(entry instanceof JsonObject jwk)) {
            ignored.add(position + " (it is not an object)");
            return;
        }
        try {
            keys.add(IssuerKey.read(jwk));
        } catch (UnusableKeyException unusable) {
            String name = JsonValues.text(jwk, "kid").map(JwkSet::shorten).orElse(position);
            ignored.add(LogSanitizer.sanitize(name + " (" + unusable.reason() + ")"));
        }
    }

    private static String shorten(String kid) {
        return kid.length() <= MAX_KID_LENGTH ? kid : kid.substring(0, MAX_KID_LENGTH) + "...";
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
        if (ignoredCount == 0) {
            return "";
        }
        List<String> parts = new ArrayList<>(ignored);
        if (ignoredCount > ignored.size()) {
            String limit =
                    keys.size() + ignoredCount > MAX_KEYS ? " (Safire reads at most " + MAX_KEYS + " entries)" : "";
            parts.add("further entries: " + (ignoredCount - ignored.size()) + limit);
        }
        return "; ignored: " + String.join(", ", parts);
    }
}
