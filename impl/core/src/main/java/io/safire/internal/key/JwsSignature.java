package io.safire.internal.key;

import io.safire.authentication.JwsSigner;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Map;
import org.jose4j.jca.ProviderContext;
import org.jose4j.jwa.AlgorithmFactoryFactory;
import org.jose4j.jws.EcdsaUsingShaAlgorithm;
import org.jose4j.jws.JsonWebSignatureAlgorithm;
import org.jose4j.lang.JoseException;

/** Signatures in the format of JWS, computed by jose4j. */
public final class JwsSignature {

    /** The lengths of signatures in bytes (RFC 7518, section 3.4). */
    private static final Map<String, Integer> EC_BYTES = Map.of("ES256", 64, "ES384", 96, "ES512", 132);

    private JwsSignature() {}

    public static byte[] sign(String algorithm, PrivateKey key, byte[] input) {
        try {
            JsonWebSignatureAlgorithm signature = find(algorithm);
            signature.validateSigningKey(key);
            return signature.sign(signature.prepareForSign(key, new ProviderContext()), input);
        } catch (JoseException | RuntimeException unusable) {
            throw new UnusableKeyException("a key that cannot sign with " + algorithm);
        }
    }

    public static boolean isValid(String algorithm, PublicKey key, byte[] input, byte[] signature) {
        try {
            return find(algorithm).verifySignature(signature, key, input, new ProviderContext());
        } catch (JoseException | RuntimeException otherKeyType) {
            return false;
        }
    }

    /** The message of the signer's exception may contain secrets, so only the class of the exception is reported. */
    public static byte[] sign(String algorithm, JwsSigner signer, byte[] input) {
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
            int bytes = EC_BYTES.getOrDefault(algorithm, signature.length);
            return signature.length == bytes
                    ? signature
                    : EcdsaUsingShaAlgorithm.convertDerToConcatenated(signature, bytes);
        } catch (IOException | RuntimeException otherFormat) {
            throw new UnusableKeyException("a signer that returned no signature for " + algorithm);
        }
    }

    private static JsonWebSignatureAlgorithm find(String algorithm) throws JoseException {
        return AlgorithmFactoryFactory.getInstance().getJwsAlgorithmFactory().getAlgorithm(algorithm);
    }
}
