package io.safire.key;

import static java.util.Objects.requireNonNull;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.List;

/**
 * A published public key of the client.
 *
 * @param jwk the key as a JSON Web Key with {@code kty}, {@code kid}, {@code alg}, {@code use} and {@code key_ops}, and
 *     either {@code n} and {@code e}, or {@code crv}, {@code x} and {@code y}
 * @param state the state of the key in its rotation
 * @param publishedSince the time since which the key has been published, as far as this node knows
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-4">RFC 7517, section 4</a>
 * @since 1.0
 */
public record PublishedKey(JsonObject jwk, KeyState state, Instant publishedSince) {

    private static final List<String> REQUIRED = List.of("kty", "kid", "alg");
    private static final List<String> PRIVATE = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    /**
     * Creates a published key.
     *
     * @throws IllegalArgumentException if the JWK lacks {@code kty}, {@code kid} or {@code alg}, or has a private
     *     member
     */
    public PublishedKey {
        requireNonNull(jwk, "jwk");
        requireNonNull(state, "state");
        requireNonNull(publishedSince, "publishedSince");
        for (String name : REQUIRED) {
            if (!(jwk.get(name) instanceof JsonString)) {
                throw new IllegalArgumentException("the JWK lacks the member " + name);
            }
        }
        for (String name : PRIVATE) {
            if (jwk.containsKey(name)) {
                throw new IllegalArgumentException("the JWK has the private member " + name);
            }
        }
    }

    /**
     * Returns the key identifier.
     *
     * @return {@code kid}
     */
    public String kid() {
        return jwk.getString("kid");
    }

    /**
     * Returns the signature algorithm.
     *
     * @return {@code alg}, which is {@code RS384} or {@code ES384}
     */
    public String algorithm() {
        return jwk.getString("alg");
    }
}
