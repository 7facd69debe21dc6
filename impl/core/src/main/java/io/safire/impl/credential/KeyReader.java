package io.safire.impl.credential;

import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Reads private keys: PEM (PKCS#8, PKCS#1, SEC1) and JWK.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/client-confidential-asymmetric.html">SMART App Launch 2.2.0,
 *     RS384 and ES384</a>
 */
public final class KeyReader {

    private static final int LEAST_RSA_BITS = 2048;

    private KeyReader() {}

    /**
     * Reads a key.
     *
     * @throws UnusableKeyException if the text is no private key, or one that SMART does not allow
     */
    public static SigningKey read(String text) {
        String stripped = text.strip();
        return stripped.startsWith("{") ? jwk(stripped) : of(PemKey.read(stripped), null);
    }

    /**
     * Finds the algorithm of a key.
     *
     * @throws UnusableKeyException if SMART does not allow the key
     */
    public static SigningKey of(PrivateKey key, @Nullable String kid) {
        if (key instanceof RSAPrivateKey rsa) {
            int bits = rsa.getModulus().bitLength();
            if (bits < LEAST_RSA_BITS) {
                throw new UnusableKeyException("an RSA key of " + bits + " bits; RS384 needs 2048 or more");
            }
            return new SigningKey(key, "RS384", kid);
        }
        if (key instanceof ECPrivateKey ec) {
            if (!isP384(ec.getParams())) {
                throw new UnusableKeyException("an EC key that is not on the curve P-384, which ES384 needs");
            }
            return new SigningKey(key, "ES384", kid);
        }
        return opaque(key, kid);
    }

    /** A key inside a hardware module shows its algorithm only. */
    private static SigningKey opaque(PrivateKey key, @Nullable String kid) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> new SigningKey(key, "RS384", kid);
            case "EC" -> new SigningKey(key, "ES384", kid);
            default ->
                throw new UnusableKeyException(
                        "a key for " + key.getAlgorithm() + "; SMART signs with RSA (RS384) or EC on P-384 (ES384)");
        };
    }

    private static SigningKey jwk(String json) {
        JsonWebKey jwk;
        try {
            jwk = JsonWebKey.Factory.newJwk(json);
        } catch (JoseException | RuntimeException malformed) {
            throw new UnusableKeyException("neither PEM nor a JWK");
        }
        if (!(jwk instanceof PublicJsonWebKey pair) || pair.getPrivateKey() == null) {
            throw new UnusableKeyException("a JWK without a private key");
        }
        SigningKey key = of(pair.getPrivateKey(), jwk.getKeyId());
        if (jwk.getAlgorithm() != null && !jwk.getAlgorithm().equals(key.algorithm())) {
            throw new UnusableKeyException(
                    "a JWK for the algorithm " + jwk.getAlgorithm() + "; it would have to be " + key.algorithm());
        }
        return key;
    }

    private static boolean isP384(@Nullable ECParameterSpec parameters) {
        ECParameterSpec p384 = EllipticCurves.P384;
        return parameters != null
                && parameters.getCurve().getField() instanceof ECFieldFp field
                && field.getP().equals(prime(p384))
                && parameters.getCurve().getA().equals(p384.getCurve().getA())
                && parameters.getCurve().getB().equals(p384.getCurve().getB())
                && parameters.getOrder().equals(p384.getOrder());
    }

    private static BigInteger prime(ECParameterSpec parameters) {
        return ((ECFieldFp) parameters.getCurve().getField()).getP();
    }
}
