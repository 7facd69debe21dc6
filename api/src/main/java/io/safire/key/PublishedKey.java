package io.safire.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A published public key of the client.
 *
 * @param jwk the key as a JSON Web Key with {@code kty}, {@code kid}, {@code alg}, {@code use} and {@code key_ops}, and
 *     either {@code n} and {@code e}, or {@code crv}, {@code x} and {@code y}
 * @param state the state of the key in its rotation
 * @param publishedSince the time since which the key has been published, according to this node
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-4">RFC 7517, section 4</a>
 * @since 1.0
 */
public record PublishedKey(JsonObject jwk, KeyState state, Instant publishedSince) {

    private static final List<String> REQUIRED = List.of("kty", "kid", "alg");
    /** The members that determine a public key, in the order of RFC 7638. */
    private static final List<String> THUMBPRINT_MEMBERS = List.of("crv", "e", "kty", "n", "x", "y");

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
     * @return {@code alg}, which is {@code RS384}, {@code ES384} or the value of the setting
     *     {@code assertion-algorithm}
     */
    public String algorithm() {
        return jwk.getString("alg");
    }

    /**
     * Returns the SHA-256 thumbprint of the key. The thumbprint does not depend on the {@code kid}, so the thumbprint
     * is the same at every server. If a server rejects a client assertion, the message contains the thumbprint of the
     * signing key.
     *
     * @return the thumbprint in base64url, which has 43 characters
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7638#section-3">RFC 7638, section 3</a>
     */
    public String thumbprint() {
        String members = THUMBPRINT_MEMBERS.stream()
                .filter(jwk::containsKey)
                .map(name -> "\"" + name + "\":" + jwk.get(name))
                .collect(Collectors.joining(",", "{", "}"));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(members.getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
