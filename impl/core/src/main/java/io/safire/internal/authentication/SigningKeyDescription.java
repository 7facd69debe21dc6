package io.safire.internal.authentication;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Objects;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * The public data of the key that currently signs client assertions.
 *
 * @param kid the {@code kid} of assertions
 * @param jwk the public JWK
 */
public record SigningKeyDescription(String kid, String algorithm, JsonObject jwk) {

    /** The members that determine a public key (RFC 7638, section 3.2). */
    private static final List<String> KEY_MEMBERS = List.of("kty", "n", "e", "crv", "x", "y");

    /** Returns true if a JWK contains the public key of this key. Other members of the JWK may differ. */
    public boolean isPublicKey(JsonObject other) {
        return KEY_MEMBERS.stream().allMatch(member -> Objects.equals(jwk.get(member), other.get(member)));
    }

    /** Returns the SHA-256 thumbprint in base64url (RFC 7638). */
    public String thumbprint() {
        try {
            return JsonWebKey.Factory.newJwk(jwk.toString()).calculateBase64urlEncodedThumbprint("SHA-256");
        } catch (JoseException unusable) {
            throw new IllegalStateException("The JWK was created from a key", unusable);
        }
    }

    /**
     * Returns the text that the diagnosis signs. The text is not a JWT, so that its signature cannot be misused as a
     * client assertion.
     */
    static byte[] probe() {
        return "Safire diagnosis".getBytes(UTF_8);
    }
}
