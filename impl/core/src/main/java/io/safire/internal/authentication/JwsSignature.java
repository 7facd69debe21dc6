package io.safire.internal.authentication;

import io.safire.authentication.JwsSigner;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import org.jose4j.jca.ProviderContext;
import org.jose4j.jwa.AlgorithmFactoryFactory;
import org.jose4j.jws.EcdsaUsingShaAlgorithm;
import org.jose4j.jws.JsonWebSignatureAlgorithm;
import org.jose4j.lang.JoseException;

/** The two signature algorithms of SMART, computed by jose4j. */
final class JwsSignature {

    static final String RS384 = "RS384";
    static final String ES384 = "ES384";
    private static final int ES384_BYTES = 96;

    private JwsSignature() {}

    static byte[] sign(String algorithm, PrivateKey key, byte[] input) {
        try {
            JsonWebSignatureAlgorithm signature = find(algorithm);
            signature.validateSigningKey(key);
            return signature.sign(signature.prepareForSign(key, new ProviderContext()), input);
        } catch (JoseException | RuntimeException unusable) {
            throw new UnusableKeyException("a key that cannot sign with " + algorithm);
        }
    }

    static boolean isValid(String algorithm, PublicKey key, byte[] input, byte[] signature) {
        try {
            return find(algorithm).verifySignature(signature, key, input, new ProviderContext());
        } catch (JoseException | RuntimeException otherKeyType) {
            return false;
        }
    }

    /**
     * Calls a signer of the application. The message of the signer's exception may contain secrets, so only the class
     * of the exception is reported.
     */
    static byte[] sign(String algorithm, JwsSigner signer, byte[] input) {
        byte[] signature;
        try {
            signature = signer.sign(input);
        } catch (GeneralSecurityException | RuntimeException failure) {
            throw new UnusableKeyException(
                    "a signer that threw " + failure.getClass().getName(), failure);
        }
        if (signature == null || signature.length == 0) {
            throw new UnusableKeyException("a signer that returned no signature for " + algorithm);
        }
        try {
            return algorithm.equals(ES384) && signature.length != ES384_BYTES
                    ? EcdsaUsingShaAlgorithm.convertDerToConcatenated(signature, ES384_BYTES)
                    : signature;
        } catch (IOException | RuntimeException otherFormat) {
            throw new UnusableKeyException("a signer that returned no signature for " + algorithm);
        }
    }

    private static JsonWebSignatureAlgorithm find(String algorithm) throws JoseException {
        return AlgorithmFactoryFactory.getInstance().getJwsAlgorithmFactory().getAlgorithm(algorithm);
    }
}
