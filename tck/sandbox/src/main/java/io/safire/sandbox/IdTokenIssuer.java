package io.safire.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.sandbox.control.IdTokenPlan.IdTokenSigner;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxJson;
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

/** An issuer of ID tokens, which are valid or have the defects that a plan specifies. */
final class IdTokenIssuer {

    private static final int LIFETIME_SECONDS = 300;

    private final EhrState ehr;

    IdTokenIssuer(EhrState ehr) {
        this.ehr = ehr;
    }

    /** Returns an ID token, or nothing if the plan omits it. */
    Optional<String> issue(SandboxClient client, Set<String> scopes, String nonce) {
        JsonObject plan = ehr.idTokenPlan();
        if (plan.getBoolean("none", false)) {
            return Optional.empty();
        }
        if (plan.containsKey("text")) {
            return Optional.of(plan.getString("text"));
        }
        String claims = applyPatch(plan, "claims", claims(client, scopes, nonce, plan.getInt("padding", 0)));
        IdTokenSigner signer = IdTokenSigner.valueOf(plan.getString("signer", IdTokenSigner.SERVER.name()));
        String algorithm = plan.getString("algorithm", ehr.signingKeys().defaultAlgorithm());
        return Optional.of(
                signer == IdTokenSigner.UNSIGNED
                        ? base64Url("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + base64Url(claims) + "."
                        : sign(plan, claims, signer, algorithm) + plan.getString("ending", ""));
    }

    private JsonObject claims(SandboxClient client, Set<String> scopes, String nonce, int padding) {
        long now = ehr.now().getEpochSecond();
        JsonObjectBuilder claims = SandboxJson.createObjectBuilder()
                .add("iss", ehr.issuer())
                .add("sub", "dr-1")
                .add("aud", client.clientId())
                .add("iat", now)
                .add("exp", now + LIFETIME_SECONDS);
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

    private String sign(JsonObject plan, String claims, IdTokenSigner signer, String algorithm) {
        PublicJsonWebKey publishedKey = ehr.signingKeys().newest(algorithm);
        JsonObject header = SandboxJson.createObjectBuilder()
                .add("typ", "JWT")
                .add("alg", signer == IdTokenSigner.PUBLIC_KEY_AS_SECRET ? "HS256" : algorithm)
                .add("kid", publishedKey.getKeyId())
                .build();
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        JsonObject patched = SandboxJson.createReader(new StringReader(applyPatch(plan, "header", header)))
                .readObject();
        patched.forEach((name, value) -> signature.setHeader(name, headerValue(value)));
        // if `b64` is false, jose4j signs the payload without encoding the payload (RFC 7797)
        signature.setPayload(patched.getBoolean("b64", true) ? claims : base64Url(claims));
        signature.setKey(
                switch (signer) {
                    case UNPUBLISHED_KEY -> ehr.signingKeys().unpublishedKey().getPrivateKey();
                    case PUBLIC_KEY_AS_SECRET ->
                        new HmacKey(publishedKey.getPublicKey().getEncoded());
                    default -> publishedKey.getPrivateKey();
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

    private static String applyPatch(JsonObject plan, String name, JsonObject target) {
        return plan.containsKey(name)
                ? SandboxJson.createMergePatch(plan.getJsonObject(name))
                        .apply(target)
                        .toString()
                : target.toString();
    }

    private static String base64Url(String text) {
        return new String(Base64.getUrlEncoder().withoutPadding().encode(text.getBytes(UTF_8)), US_ASCII);
    }
}
