package io.safire.internal.authentication;

import static java.util.Objects.requireNonNull;

import io.safire.authentication.Credential;
import io.safire.authentication.JwsSigner;
import io.safire.internal.key.AlgorithmRule;
import io.safire.internal.key.JwsSignature;
import io.safire.internal.key.UnusableKeyException;
import java.security.Key;
import java.security.PrivateKey;
import org.jspecify.annotations.Nullable;

/**
 * A key that signs client assertions.
 *
 * @param algorithm the signature algorithm
 * @param signer the function that returns the signature in the format of JWS
 * @param key the public key, or the private key from which the public key is derived; null if both are unknown
 * @param jwk the client's own key; null if the key is a {@link CredentialOverride}
 * @param x5t the SHA-1 thumbprint of the certificate; null if the certificate is unknown
 */
record SigningKey(
        String kid,
        String algorithm,
        JwsSigner signer,
        KeyOrigin origin,
        @Nullable Key key,
        @Nullable ClientJwk jwk,
        @Nullable String x5t) {

    static SigningKey of(String kid, String algorithm, PrivateKey key, KeyOrigin origin, @Nullable String x5t) {
        JwsSigner signer = input -> JwsSignature.sign(algorithm, key, input);
        return new SigningKey(kid, algorithm, signer, origin, key, null, x5t);
    }

    static SigningKey of(Credential.Signer callback, AlgorithmRule rule, KeyOrigin origin) {
        String algorithm = callback.algorithm();
        if (!rule.allows(algorithm)) {
            throw new UnusableKeyException("a signer for " + algorithm + "; " + rule.description());
        }
        JwsSigner signer = requireNonNull(callback.signer());
        return new SigningKey(
                callback.kid(),
                algorithm,
                input -> JwsSignature.sign(algorithm, signer, input),
                origin,
                null,
                null,
                null);
    }

    SigningKey withKidFrom(String source) {
        return new SigningKey(kid, algorithm, signer, origin.withKid(source), key, jwk, x5t);
    }

    @Override
    public String toString() {
        return "SigningKey[kid=" + kid + ", algorithm=" + algorithm + "]";
    }
}
