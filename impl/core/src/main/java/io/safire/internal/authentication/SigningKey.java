package io.safire.internal.authentication;

import io.safire.authentication.Credential;
import io.safire.authentication.JwsSigner;
import java.security.PrivateKey;
import org.jspecify.annotations.Nullable;

/**
 * A key that signs client assertions.
 *
 * @param algorithm {@code RS384} or {@code ES384}
 * @param signer the function that returns the signature in the format of JWS
 * @param jwk the client's own key; null if the caller passed the key for one request
 */
record SigningKey(
        String kid,
        String algorithm,
        JwsSigner signer,
        @Nullable ClientJwk jwk) {

    static SigningKey of(String kid, String algorithm, PrivateKey key) {
        return new SigningKey(kid, algorithm, input -> JwsSignature.sign(algorithm, key, input), null);
    }

    /**
     * Returns a key that signs by the callback of the caller.
     *
     * @throws UnusableKeyException if SMART does not allow the algorithm
     */
    static SigningKey of(Credential.Signer passed) {
        String algorithm = passed.algorithm();
        if (!algorithm.equals(JwsSignature.RS384) && !algorithm.equals(JwsSignature.ES384)) {
            throw new UnusableKeyException("a signer for " + algorithm + "; SMART requires RS384 or ES384");
        }
        return new SigningKey(
                passed.kid(), algorithm, input -> JwsSignature.sign(algorithm, passed.signer(), input), null);
    }

    @Override
    public String toString() {
        return "SigningKey[kid=" + kid + ", algorithm=" + algorithm + "]";
    }
}
