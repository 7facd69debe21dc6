package io.safire.internal.authentication;

import io.safire.internal.text.JsonValues;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.security.PublicKey;
import java.util.List;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * Converter of public keys to JSON Web Keys with the members that authorization servers require.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7518#section-6">RFC 7518, section 6</a>
 */
final class PublicJwk {

    private PublicJwk() {}

    static JsonObject toJwk(String kid, PublicKey key, String algorithm) {
        try {
            PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(key);
            jwk.setKeyId(kid);
            jwk.setAlgorithm(algorithm);
            jwk.setUse("sig");
            jwk.setKeyOps(List.of("verify"));
            JsonObjectBuilder members = JsonValues.object();
            jwk.toParams(OutputControlLevel.PUBLIC_ONLY).forEach((name, value) -> add(members, name, value));
            return members.build();
        } catch (JoseException unusable) {
            throw new UnusableKeyException("a key that cannot be represented as a JWK");
        }
    }

    private static void add(JsonObjectBuilder members, String name, Object value) {
        if (value instanceof List<?> list) {
            JsonArrayBuilder array = JsonValues.array();
            list.forEach(item -> array.add(String.valueOf(item)));
            members.add(name, array);
        } else {
            members.add(name, String.valueOf(value));
        }
    }
}
