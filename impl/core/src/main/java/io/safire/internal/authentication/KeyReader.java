package io.safire.internal.authentication;

import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Reader of private keys in PEM (PKCS#8, PKCS#1, SEC1) and JWK format.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/client-confidential-asymmetric.html">SMART App Launch 2.2.0, RS384
 *     and ES384</a>
 */
public final class KeyReader {

    private static final int MIN_RSA_BITS = 2048;

    private KeyReader() {}

    /**
     * Reads a private key.
     *
     * @throws UnusableKeyException if the text is not a private key, or SMART does not allow the key
     */
    public static SigningKey readPrivateKey(String text) {
        String stripped = text.strip();
        return stripped.startsWith("{") ? readJwk(stripped) : signingKey(PemPrivateKey.read(stripped), null);
    }

    /**
     * Reads a public key, with its private key if the text contains it.
     *
     * @throws UnusableKeyException if the text is not a key, SMART does not allow the key, or public and private key do not
     *     match
     */
    static KeyMaterial readMaterial(String text) {
        String stripped = text.strip();
        if (stripped.startsWith("{")) {
            return readMaterial(parseJwk(stripped));
        }
        if (PemPublicKey.isPresentIn(stripped) && !stripped.contains("PRIVATE KEY")) {
            PublicKey key = PemPublicKey.read(stripped);
            return new KeyMaterial(null, key, algorithmOf(key), null);
        }
        SigningKey key = readPrivateKey(stripped);
        return new KeyMaterial(key.privateKey(), PublicKeyDerivation.derive(key.privateKey()), key.algorithm(), null);
    }

    private static KeyMaterial readMaterial(PublicJsonWebKey jwk) {
        String algorithm = algorithmOf(jwk.getPublicKey());
        requireAlgorithm(jwk, algorithm);
        PrivateKey privateKey = jwk.getPrivateKey();
        if (privateKey != null && !PublicKeyDerivation.matches(privateKey, jwk.getPublicKey(), algorithm)) {
            throw new UnusableKeyException("a JWK whose private and public members do not match");
        }
        return new KeyMaterial(privateKey, jwk.getPublicKey(), algorithm, jwk.getKeyId());
    }

    /**
     * Returns the signature algorithm of a public key.
     *
     * @throws UnusableKeyException if SMART does not allow the key
     */
    static String algorithmOf(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return rs384(rsa.getModulus());
        }
        if (key instanceof ECPublicKey ec) {
            return es384(ec.getParams());
        }
        throw unsupportedKey(key.getAlgorithm());
    }

    /**
     * Returns the private key with its signature algorithm.
     *
     * @throws UnusableKeyException if SMART does not allow the key
     */
    public static SigningKey signingKey(PrivateKey key, @Nullable String kid) {
        if (key instanceof RSAPrivateKey rsa) {
            return new SigningKey(key, rs384(rsa.getModulus()), kid);
        }
        if (key instanceof ECPrivateKey ec) {
            return new SigningKey(key, es384(ec.getParams()), kid);
        }
        return opaque(key, kid);
    }

    /**
     * Derives the algorithm only from the key type, because a key in a hardware security module does not expose its
     * parameters.
     */
    private static SigningKey opaque(PrivateKey key, @Nullable String kid) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> new SigningKey(key, "RS384", kid);
            case "EC" -> new SigningKey(key, "ES384", kid);
            default -> throw unsupportedKey(key.getAlgorithm());
        };
    }

    private static SigningKey readJwk(String json) {
        PublicJsonWebKey jwk = parseJwk(json);
        if (jwk.getPrivateKey() == null) {
            throw new UnusableKeyException("a JWK without a private key");
        }
        SigningKey key = signingKey(jwk.getPrivateKey(), jwk.getKeyId());
        requireAlgorithm(jwk, key.algorithm());
        return key;
    }

    private static PublicJsonWebKey parseJwk(String json) {
        JsonWebKey jwk;
        try {
            jwk = JsonWebKey.Factory.newJwk(json);
        } catch (JoseException | RuntimeException malformed) {
            throw new UnusableKeyException("neither PEM nor a JWK");
        }
        if (jwk instanceof PublicJsonWebKey pair) {
            return pair;
        }
        throw new UnusableKeyException("a JWK of kty " + jwk.getKeyType() + ", which has no public key");
    }

    private static void requireAlgorithm(JsonWebKey jwk, String algorithm) {
        if (jwk.getAlgorithm() != null && !jwk.getAlgorithm().equals(algorithm)) {
            throw new UnusableKeyException("a JWK with alg " + jwk.getAlgorithm() + "; alg must be " + algorithm);
        }
    }

    private static String rs384(BigInteger modulus) {
        if (modulus.bitLength() < MIN_RSA_BITS) {
            throw new UnusableKeyException(
                    "an RSA key of " + modulus.bitLength() + " bits; RS384 requires at least 2048");
        }
        return "RS384";
    }

    private static String es384(@Nullable ECParameterSpec parameters) {
        if (!isP384(parameters)) {
            throw new UnusableKeyException("an EC key that is not on the curve P-384, which ES384 requires");
        }
        return "ES384";
    }

    private static UnusableKeyException unsupportedKey(String algorithm) {
        return new UnusableKeyException(
                "a key for the algorithm " + algorithm + "; SMART requires RSA (RS384) or EC on P-384 (ES384)");
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
