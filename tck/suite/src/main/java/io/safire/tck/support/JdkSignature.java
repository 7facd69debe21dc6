package io.safire.tck.support;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.sandbox.control.SandboxJson;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Map;

/** Signatures of JWTs that only the JDK computes and verifies, independently of the library and the sandbox. */
public final class JdkSignature {

    private static final Map<String, String> CURVES =
            Map.of("P-256", "secp256r1", "P-384", "secp384r1", "P-521", "secp521r1");

    private JdkSignature() {}

    /**
     * Returns whether a public key verifies the signature of a JWT.
     *
     * @param jwk the public key
     * @param jwt the JWT in compact serialization, whose header names the algorithm
     */
    public static boolean verify(JsonObject jwk, String jwt) {
        String[] parts = jwt.split("\\.", -1);
        try {
            Signature signature = signature(json(parts[0]).getString("alg"));
            signature.initVerify(publicKey(jwk));
            signature.update((parts[0] + "." + parts[1]).getBytes(US_ASCII));
            return parts.length == 3 && signature.verify(decode(parts[2]));
        } catch (GeneralSecurityException keyOfOtherType) {
            return false;
        }
    }

    /** Returns a JWT in compact serialization, signed with the algorithm {@code alg} of the header. */
    public static String sign(PrivateKey key, JsonObject header, JsonObject claims) {
        String text = encode(header.toString().getBytes(UTF_8)) + "."
                + encode(claims.toString().getBytes(UTF_8));
        try {
            Signature signature = signature(header.getString("alg"));
            signature.initSign(key);
            signature.update(text.getBytes(US_ASCII));
            return text + "." + encode(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Returns the key with this {@code kid} of a JWKS. */
    public static JsonObject key(JsonObject jwks, String kid) {
        return jwks.getJsonArray("keys").getValuesAs(JsonObject.class).stream()
                .filter(key -> key.getString("kid", "").equals(kid))
                .findFirst()
                .orElseThrow();
    }

    private static Signature signature(String algorithm) throws GeneralSecurityException {
        String hash = algorithm.substring(2);
        return switch (algorithm.substring(0, 2)) {
            case "RS" -> Signature.getInstance("SHA" + hash + "withRSA");
            case "ES" -> Signature.getInstance("SHA" + hash + "withECDSAinP1363Format");
            default -> pss(hash);
        };
    }

    private static Signature pss(String hash) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("RSASSA-PSS");
        String digest = "SHA-" + hash;
        signature.setParameter(new PSSParameterSpec(
                digest, "MGF1", new MGF1ParameterSpec(digest), Integer.parseInt(hash) / Byte.SIZE, 1));
        return signature;
    }

    private static PublicKey publicKey(JsonObject jwk) throws GeneralSecurityException {
        if (jwk.getString("kty").equals("RSA")) {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e")));
        }
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec(String.valueOf(CURVES.get(jwk.getString("crv")))));
        ECPoint point = new ECPoint(number(jwk, "x"), number(jwk, "y"));
        return KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
    }

    private static BigInteger number(JsonObject jwk, String member) {
        return new BigInteger(1, decode(jwk.getString(member)));
    }

    private static JsonObject json(String encoded) {
        return SandboxJson.createReader(new StringReader(new String(decode(encoded), UTF_8)))
                .readObject();
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] decode(String encoded) {
        return Base64.getUrlDecoder().decode(encoded);
    }
}
