package io.safire.internal.authentication;

import java.math.BigInteger;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.ECParameterSpec;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Reader of keys in PEM (PKCS#8, PKCS#1, SEC1) and JWK format.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/client-confidential-asymmetric.html">SMART App Launch 2.2.0, RS384
 *     and ES384</a>
 */
final class KeyReader {

    private static final int MIN_RSA_BITS = 2048;

    private KeyReader() {}

    /**
     * Reads a private key and the public key that belongs to it.
     *
     * @throws UnusableKeyException if the text is not a private key, or SMART does not allow the key
     */
    static KeyMaterial readPrivateKey(String text) {
        KeyMaterial material = readMaterial(text);
        if (material.privateKey() == null) {
            throw new UnusableKeyException(
                    text.strip().startsWith("{")
                            ? "a JWK without a private key"
                            : "a public key; signing requires the private key");
        }
        return material;
    }

    /**
     * Reads a public key. If the text also contains the private key, reads both keys.
     *
     * @throws UnusableKeyException if the text is not a key, SMART does not allow the key, or public and private key do not
     *     match
     */
    static KeyMaterial readMaterial(String text) {
        String stripped = text.strip();
        if (stripped.startsWith("{")) {
            return readJwk(stripped);
        }
        Key key = PemReader.read(stripped);
        String algorithm = algorithmOf(key);
        return key instanceof PrivateKey privateKey
                ? new KeyMaterial(privateKey, PublicKeyDerivation.derive(privateKey), algorithm, null)
                : new KeyMaterial(null, (PublicKey) key, algorithm, null);
    }

    private static KeyMaterial readJwk(String json) {
        PublicJsonWebKey jwk = parseJwk(json);
        PrivateKey privateKey = jwk.getPrivateKey();
        String algorithm = algorithmOf(jwk.getPublicKey());
        if (jwk.getAlgorithm() != null && !jwk.getAlgorithm().equals(algorithm)) {
            throw new UnusableKeyException("a JWK with alg " + jwk.getAlgorithm() + "; alg must be " + algorithm);
        }
        if (privateKey != null && !PublicKeyDerivation.matches(privateKey, jwk.getPublicKey(), algorithm)) {
            throw new UnusableKeyException("a JWK whose private and public members do not match");
        }
        String kid = jwk.getKeyId();
        return new KeyMaterial(privateKey, jwk.getPublicKey(), algorithm, kid == null || kid.isBlank() ? null : kid);
    }

    private static PublicJsonWebKey parseJwk(String json) {
        JsonWebKey jwk;
        try {
            jwk = JsonWebKey.Factory.newJwk(json);
        } catch (JoseException | RuntimeException malformed) {
            throw new UnusableKeyException(
                    json.contains("\"keys\"") ? "a JWK set; use one JWK of the set" : "neither PEM nor a JWK");
        }
        if (jwk instanceof PublicJsonWebKey pair) {
            return pair;
        }
        throw new UnusableKeyException("a JWK of kty " + jwk.getKeyType() + ", which has no public key");
    }

    /**
     * Returns the signature algorithm of a public or private key. A key in a hardware security module does not expose
     * its parameters, so only its type determines the algorithm.
     *
     * @throws UnusableKeyException if SMART does not allow the key
     */
    static String algorithmOf(Key key) {
        if (key instanceof RSAKey rsa) {
            return rs384(rsa.getModulus());
        }
        if (key instanceof ECKey ec) {
            return es384(ec.getParams());
        }
        boolean isOpaque = key instanceof PrivateKey;
        if (isOpaque && key.getAlgorithm().equals("RSA")) {
            return JwsSignature.RS384;
        }
        if (isOpaque && key.getAlgorithm().equals("EC")) {
            return JwsSignature.ES384;
        }
        throw new UnusableKeyException("a key for the algorithm " + key.getAlgorithm()
                + "; SMART requires RSA (RS384) or EC on P-384 (ES384)");
    }

    private static String rs384(BigInteger modulus) {
        if (modulus.bitLength() < MIN_RSA_BITS) {
            throw new UnusableKeyException(
                    "an RSA key of " + modulus.bitLength() + " bits; RS384 requires at least 2048");
        }
        return JwsSignature.RS384;
    }

    private static String es384(@Nullable ECParameterSpec parameters) {
        String curve = parameters == null ? null : EllipticCurves.getName(parameters.getCurve());
        if (!EllipticCurves.P_384.equals(curve)) {
            throw new UnusableKeyException(
                    curve == null
                            ? "an EC key that is not on the curve P-384, which ES384 requires"
                            : "an EC key on the curve " + curve + ", but ES384 requires P-384");
        }
        return JwsSignature.ES384;
    }
}
