package io.safire.sandbox;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** The key with which a server signs ID tokens, made at its first use. */
final class SigningKeys {

    private @Nullable RsaJsonWebKey key;

    synchronized JsonObject publicKeys() {
        String jwk = key().toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
        return Json.createObjectBuilder()
                .add(
                        "keys",
                        Json.createArrayBuilder()
                                .add(Json.createReader(new StringReader(jwk)).readObject()))
                .build();
    }

    synchronized String sign(JwtClaims claims) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue("RS256");
        signature.setKeyIdHeaderValue(key().getKeyId());
        signature.setHeader("typ", "JWT");
        signature.setPayload(claims.toJson());
        signature.setKey(key().getPrivateKey());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private RsaJsonWebKey key() {
        if (key == null) {
            try {
                key = RsaJwkGenerator.generateJwk(2048);
            } catch (JoseException impossible) {
                throw new IllegalStateException(impossible);
            }
            key.setKeyId("id-1");
            key.setUse("sig");
            key.setAlgorithm("RS256");
        }
        return key;
    }
}
