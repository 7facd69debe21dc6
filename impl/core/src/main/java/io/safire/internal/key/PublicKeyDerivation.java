package io.safire.internal.key;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;
import java.security.spec.RSAPublicKeySpec;
import java.util.stream.Stream;
import javax.crypto.KeyAgreement;
import org.jose4j.keys.EllipticCurves;

/** Derivation of the public key from a private key, and a check that two keys form a pair. */
public final class PublicKeyDerivation {

    private static final byte[] PROBE = "safire".getBytes(US_ASCII);

    private PublicKeyDerivation() {}

    /**
     * @throws UnusableKeyException if the public key cannot be derived from the private key
     */
    public static PublicKey derive(PrivateKey key) {
        try {
            if (key instanceof RSAPrivateCrtKey rsa) {
                return KeyFactory.getInstance("RSA")
                        .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
            }
            if (key instanceof ECPrivateKey ec) {
                return derive(ec);
            }
        } catch (GeneralSecurityException unusable) {
            throw new UnusableKeyException("a key whose public key cannot be derived");
        }
        throw new UnusableKeyException("a key that does not expose its public key");
    }

    /** Returns true if the public key verifies a signature that was created with the private key. */
    public static boolean matches(PrivateKey privateKey, PublicKey publicKey, String algorithm) {
        try {
            return JwsSignature.isValid(algorithm, publicKey, PROBE, JwsSignature.sign(algorithm, privateKey, PROBE));
        } catch (UnusableKeyException otherKeyType) {
            return false;
        }
    }

    /**
     * Derives the public point through key agreement, because the JDK offers point multiplication in constant time only
     * for key agreement. Key agreement with the generator returns the x coordinate of the public point. Of the two
     * possible y coordinates, the verification of a signature shows the correct one. The square root is a single power,
     * because the primes of P-256, P-384 and P-521 are congruent to 3 modulo 4.
     */
    private static PublicKey derive(ECPrivateKey key) throws GeneralSecurityException {
        ECParameterSpec parameters = key.getParams();
        EllipticCurve curve = parameters.getCurve();
        BigInteger prime = ((ECFieldFp) curve.getField()).getP();
        BigInteger x = new BigInteger(1, multiply(parameters.getGenerator(), key));
        BigInteger ySquared = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB());
        BigInteger y = ySquared.modPow(prime.add(BigInteger.ONE).shiftRight(2), prime);
        PublicKey candidate = publicKey(new ECPoint(x, y), parameters);
        return matches(key, candidate, algorithm(curve))
                ? candidate
                : publicKey(new ECPoint(x, prime.subtract(y)), parameters);
    }

    private static String algorithm(EllipticCurve curve) {
        String name = EllipticCurves.getName(curve);
        return Stream.of(SignatureAlgorithm.values())
                .filter(algorithm -> algorithm.curve().equals(name))
                .map(SignatureAlgorithm::name)
                .findFirst()
                .orElseThrow(() -> new UnusableKeyException("a key on an unknown curve"));
    }

    private static byte[] multiply(ECPoint generator, ECPrivateKey key) throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(key);
        agreement.doPhase(publicKey(generator, key.getParams()), true);
        return agreement.generateSecret();
    }

    private static PublicKey publicKey(ECPoint point, ECParameterSpec parameters) throws GeneralSecurityException {
        return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, parameters));
    }
}
