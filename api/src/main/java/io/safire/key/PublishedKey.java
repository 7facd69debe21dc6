package io.safire.key;

import static java.util.Objects.requireNonNull;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.List;

/**
 * One public key of the client.
 *
 * @param jwk the key as a JSON Web Key: {@code kty}, {@code kid}, {@code alg}, {@code use}, {@code key_ops}, and {@code n},
 *     {@code e} or {@code crv}, {@code x}, {@code y}
 * @param state what it is used for now
 * @param publishedSince since when it has been published, as far as is known
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-4">RFC 7517, section 4</a>
 */
public record PublishedKey(JsonObject jwk, KeyState state, Instant publishedSince) {

    private static final List<String> REQUIRED = List.of("kty", "kid", "alg");
    private static final List<String> PRIVATE = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    /**
     * Checks that all parts are there and none is private.
     *
     * @throws IllegalArgumentException if the JWK has no {@code kty}, {@code kid} or {@code alg}, or has a private member
     */
    public PublishedKey {
        requireNonNull(jwk, "jwk");
        requireNonNull(state, "state");
        requireNonNull(publishedSince, "publishedSince");
        for (String name : REQUIRED) {
            if (!(jwk.get(name) instanceof JsonString)) {
                throw new IllegalArgumentException("a JWK without " + name);
            }
        }
        for (String name : PRIVATE) {
            if (jwk.containsKey(name)) {
                throw new IllegalArgumentException("a JWK with the private member " + name);
            }
        }
    }

    /**
     * The identifier of the key.
     *
     * @return {@code kid}
     */
    public String kid() {
        return jwk.getString("kid");
    }

    /**
     * What it signs with.
     *
     * @return {@code RS384} or {@code ES384}
     */
    public String algorithm() {
        return jwk.getString("alg");
    }
}
