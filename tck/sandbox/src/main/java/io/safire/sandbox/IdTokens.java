package io.safire.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.sandbox.control.ClientEntry;
import io.safire.sandbox.control.IdTokenPlan.Signer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/** Creates ID tokens: valid tokens, or tokens with the defects of a plan. */
final class IdTokens {

    private static final int LIFETIME = 300;

    private final Ehr ehr;

    IdTokens(Ehr ehr) {
        this.ehr = ehr;
    }

    /** Returns an ID token, or nothing if the plan omits it. */
    Optional<String> issue(ClientEntry client, Set<String> scopes, String nonce) {
        JsonObject plan = ehr.idTokenPlan();
        if (plan.getBoolean("none", false)) {
            return Optional.empty();
        }
        if (plan.containsKey("text")) {
            return Optional.of(plan.getString("text"));
        }
        String claims = patched(plan, "claims", claims(client, scopes, nonce, plan.getInt("padding", 0)));
        Signer signer = Signer.valueOf(plan.getString("signer", Signer.SERVER.name()));
        String algorithm = plan.getString("algorithm", ehr.signingKeys().usual());
        return Optional.of(
                signer == Signer.NOBODY
                        ? encoded("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + encoded(claims) + "."
                        : signed(plan, claims, signer, algorithm) + plan.getString("ending", ""));
    }

    private JsonObject claims(ClientEntry client, Set<String> scopes, String nonce, int padding) {
        long now = ehr.now().getEpochSecond();
        JsonObjectBuilder claims = Json.createObjectBuilder()
                .add("iss", ehr.issuer())
                .add("sub", "dr-1")
                .add("aud", client.clientId())
                .add("iat", now)
                .add("exp", now + LIFETIME);
        if (scopes.contains("fhirUser")) {
            claims.add("fhirUser", ehr.fhirBase() + "/Practitioner/dr-1");
        }
        if (!nonce.isEmpty()) {
            claims.add("nonce", nonce);
        }
        if (padding > 0) {
            claims.add("padding", "x".repeat(padding));
        }
        return claims.build();
    }

    private String signed(JsonObject plan, String claims, Signer signer, String algorithm) {
        PublicJsonWebKey own = ehr.signingKeys().newest(algorithm);
        JsonObject header = Json.createObjectBuilder()
                .add("typ", "JWT")
                .add("alg", signer == Signer.PUBLIC_KEY_AS_SECRET ? "HS256" : algorithm)
                .add("kid", own.getKeyId())
                .build();
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        JsonObject patched = Json.createReader(new StringReader(patched(plan, "header", header)))
                .readObject();
        patched.forEach((name, value) -> signature.setHeader(name, headerValue(value)));
        // if b64 is false, jose4j signs the payload without encoding it (RFC 7797)
        signature.setPayload(patched.getBoolean("b64", true) ? claims : encoded(claims));
        signature.setKey(
                switch (signer) {
                    case STRANGER -> ehr.signingKeys().stranger().getPrivateKey();
                    case PUBLIC_KEY_AS_SECRET -> new HmacKey(own.getPublicKey().getEncoded());
                    default -> own.getPrivateKey();
                });
        try {
            return signature.getCompactSerialization();
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Object headerValue(JsonValue value) {
        return switch (value.getValueType()) {
            case STRING -> ((JsonString) value).getString();
            case TRUE, FALSE -> value.equals(JsonValue.TRUE);
            default -> value.toString();
        };
    }

    private static String patched(JsonObject plan, String name, JsonObject target) {
        return plan.containsKey(name)
                ? Json.createMergePatch(plan.getJsonObject(name)).apply(target).toString()
                : target.toString();
    }

    private static String encoded(String text) {
        return new String(Base64.getUrlEncoder().withoutPadding().encode(text.getBytes(UTF_8)), US_ASCII);
    }
}
