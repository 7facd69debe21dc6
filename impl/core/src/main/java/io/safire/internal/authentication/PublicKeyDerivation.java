package io.safire.internal.authentication;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import javax.crypto.KeyAgreement;

/** Derivation of the public key from a private key, with a check that two keys form a pair. */
final class PublicKeyDerivation {

    private static final byte[] PROBE = "safire".getBytes(US_ASCII);

    private PublicKeyDerivation() {}

    /**
     * Derives the public key.
     *
     * @throws UnusableKeyException if the public key cannot be derived from the private key
     */
    static PublicKey derive(PrivateKey key) {
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

    /**
     * Returns whether the public key verifies a signature that was created with the private key.
     *
     * @param algorithm {@code RS384} or {@code ES384}
     */
    static boolean matches(PrivateKey privateKey, PublicKey publicKey, String algorithm) {
        String name = algorithm.equals("RS384") ? "SHA384withRSA" : "SHA384withECDSA";
        try {
            Signature signing = Signature.getInstance(name);
            signing.initSign(privateKey);
            signing.update(PROBE);
            byte[] signature = signing.sign();
            Signature verifying = Signature.getInstance(name);
            verifying.initVerify(publicKey);
            verifying.update(PROBE);
            return verifying.verify(signature);
        } catch (GeneralSecurityException differentKeyTypes) {
            return false;
        }
    }

    /**
     * Derives the public point through key agreement, because only there does the JDK offer point multiplication in
     * constant time. Key agreement with the generator returns the x coordinate of the public point. Of the two possible
     * y coordinates, the correct one is found by verifying a signature.
     */
    private static PublicKey derive(ECPrivateKey key) throws GeneralSecurityException {
        ECParameterSpec curve = key.getParams();
        KeyFactory factory = KeyFactory.getInstance("EC");
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(key);
        agreement.doPhase(factory.generatePublic(new ECPublicKeySpec(curve.getGenerator(), curve)), true);
        BigInteger x = new BigInteger(1, agreement.generateSecret());
        BigInteger prime = ((ECFieldFp) curve.getCurve().getField()).getP();
        BigInteger y = squareRoot(
                x.pow(3)
                        .add(curve.getCurve().getA().multiply(x))
                        .add(curve.getCurve().getB())
                        .mod(prime),
                prime);
        for (BigInteger candidate : new BigInteger[] {y, prime.subtract(y)}) {
            ECPublicKey point =
                    (ECPublicKey) factory.generatePublic(new ECPublicKeySpec(new ECPoint(x, candidate), curve));
            if (matches(key, point, "ES384")) {
                return point;
            }
        }
        throw new UnusableKeyException("a key whose public key cannot be derived");
    }

    /** Returns a square root modulo a prime that is congruent to 3 modulo 4, such as the prime of P-384. */
    private static BigInteger squareRoot(BigInteger square, BigInteger prime) {
        return square.modPow(prime.add(BigInteger.ONE).shiftRight(2), prime);
    }
}
