package io.safire.internal.authentication;

import static java.util.Objects.requireNonNull;

import io.safire.authentication.Credential;
import io.safire.authentication.JwsSigner;
import java.security.Key;
import java.security.PrivateKey;
import org.jspecify.annotations.Nullable;

/**
 * A key that signs client assertions.
 *
 * @param algorithm {@code RS384} or {@code ES384}
 * @param signer the function that returns the signature in the format of JWS
 * @param key the public key, or the private key from which the public key is derived; null if both are unknown
 * @param jwk the client's own key; null if the key is a {@link CredentialOverride}
 */
record SigningKey(
        String kid,
        String algorithm,
        JwsSigner signer,
        KeyOrigin origin,
        @Nullable Key key,
        @Nullable ClientJwk jwk) {

    static SigningKey of(String kid, String algorithm, PrivateKey key, KeyOrigin origin) {
        return new SigningKey(kid, algorithm, input -> JwsSignature.sign(algorithm, key, input), origin, key, null);
    }

    /**
     * Returns a key that signs with the callback of the application.
     *
     * @throws UnusableKeyException if SMART does not allow the algorithm
     */
    static SigningKey of(Credential.Signer callback, KeyOrigin origin) {
        String algorithm = callback.algorithm();
        if (!algorithm.equals(JwsSignature.RS384) && !algorithm.equals(JwsSignature.ES384)) {
            throw new UnusableKeyException("a signer for " + algorithm + "; SMART requires RS384 or ES384");
        }
        JwsSigner signer = requireNonNull(callback.signer());
        return new SigningKey(
                callback.kid(), algorithm, input -> JwsSignature.sign(algorithm, signer, input), origin, null, null);
    }

    /** Returns this key with the {@code kid} from another source. */
    SigningKey withKidFrom(String source) {
        return new SigningKey(kid, algorithm, signer, origin.withKid(source), key, jwk);
    }

    @Override
    public String toString() {
        return "SigningKey[kid=" + kid + ", algorithm=" + algorithm + "]";
    }
}
