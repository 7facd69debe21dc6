package io.safire.key;

import static java.util.Objects.requireNonNull;

import io.safire.diagnosis.Finding;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The client's own public keys. Serve the keys without authentication at the URL that is registered with the server.
 *
 * <pre>{@code
 * PublicKeys keys = epic.jwks();
 * return Response.ok(keys.jwkSet().toString(), "application/json")
 *         .header("Cache-Control", keys.cacheControl())
 *         .build();
 * }</pre>
 *
 * @param keys the keys in all states, the signing key first
 * @param maxAge the time for which servers may cache the key set. {@link #cacheControl()} rounds the time down to
 *     seconds
 * @param findings the problems of the current rotation that could lead to rejected requests
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/client-confidential-asymmetric.html#registering-a-client-communicating-public-keys">
 *     SMART App Launch 2.2.0, communicating public keys</a>
 * @since 1.0
 */
public record PublicKeys(List<PublishedKey> keys, Duration maxAge, List<Finding> findings) {

    /**
     * Creates a key set.
     *
     * @throws IllegalArgumentException if two keys have the same {@code kid}
     */
    public PublicKeys {
        keys = List.copyOf(keys);
        requireNonNull(maxAge, "maxAge");
        findings = List.copyOf(findings);
        Set<String> kids = new HashSet<>();
        for (PublishedKey key : keys) {
            if (!kids.add(key.kid())) {
                throw new IllegalArgumentException("two keys have the kid " + key.kid());
            }
        }
    }

    /**
     * Returns the keys as a JSON Web Key Set (RFC 7517, section 5).
     *
     * @return {@code {"keys":[...]}}, without private members
     */
    public JsonObject jwkSet() {
        JsonArrayBuilder array = JwksJsonProvider.PROVIDER.createArrayBuilder();
        keys.forEach(key -> array.add(key.jwk()));
        return JwksJsonProvider.PROVIDER
                .createObjectBuilder()
                .add("keys", array)
                .build();
    }

    /** {@return the value of the {@code Cache-Control} header for the key set, such as {@code public, max-age=3600}} */
    public String cacheControl() {
        return "public, max-age=" + maxAge.toSeconds();
    }

    /** A cache of the JSON-P provider, whose lookup is slow. */
    private static final class JwksJsonProvider {
        private static final JsonProvider PROVIDER = JsonProvider.provider();
    }
}
