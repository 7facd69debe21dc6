package io.safire.internal.authentication;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.authentication.JwsSigner;
import io.safire.internal.key.AlgorithmRule;
import io.safire.internal.key.JwsSignature;
import io.safire.internal.key.UnusableKeyException;
import io.safire.internal.text.StrictJsonReader;
import io.safire.key.KeyState;
import io.safire.spi.ClientKey;
import jakarta.json.JsonObject;
import java.util.List;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * A key of the client with its public JWK.
 *
 * @param jwk the public JWK; it identifies the key even if the state of the key in the configuration changes
 * @param origin the sources of the key and its {@code kid}, for messages
 * @param x5t the SHA-1 thumbprint of the certificate; null if the certificate is unknown
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7518#section-6">RFC 7518, section 6</a>
 */
record ClientJwk(
        ClientKey key,
        String algorithm,
        JsonObject jwk,
        KeyOrigin origin,
        @Nullable String x5t) {

    /**
     * @throws UnusableKeyException if the rule does not allow the key
     */
    static ClientJwk of(ClientKey key, AlgorithmRule rule, KeyOrigin origin, @Nullable String x5t) {
        String algorithm = rule.algorithmOf(key.publicKey());
        try {
            PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(key.publicKey());
            jwk.setKeyId(key.kid());
            jwk.setAlgorithm(algorithm);
            jwk.setUse("sig");
            jwk.setKeyOps(List.of("verify"));
            String json = jwk.toJson(OutputControlLevel.PUBLIC_ONLY);
            return new ClientJwk(key, algorithm, StrictJsonReader.read(json.getBytes(UTF_8)), origin, x5t);
        } catch (JoseException unusable) {
            throw new UnusableKeyException("a key that cannot be represented as a JWK");
        }
    }

    String kid() {
        return key.kid();
    }

    KeyState state() {
        return key.state();
    }

    boolean isSameAs(@Nullable ClientJwk other) {
        return other != null && jwk.equals(other.jwk);
    }

    boolean canSign() {
        return key.privateKey().isPresent() || key.signer().isPresent();
    }

    /**
     * @param kid the {@code kid} of the assertion, which may differ from the {@code kid} of this key
     */
    SigningKey signingKey(String kid) {
        JwsSigner signer = key.privateKey().isPresent() ? this::signByKey : this::signByCallback;
        return new SigningKey(kid, algorithm, signer, origin, key.publicKey(), this, x5t);
    }

    /**
     * @throws UnusableKeyException if the signature of a test text does not match the public key
     */
    void requireMatchingSignature() {
        byte[] probe = SigningKeyDescription.probe();
        byte[] signature = key.privateKey().isPresent() ? signByKey(probe) : signByCallback(probe);
        if (!JwsSignature.isValid(algorithm, key.publicKey(), probe, signature)) {
            throw new UnusableKeyException("a key whose signature does not match the public key");
        }
    }

    private byte[] signByKey(byte[] input) {
        return JwsSignature.sign(algorithm, key.privateKey().orElseThrow(), input);
    }

    /**
     * Verifies the signature, because a service that hashes the input once more returns a signature that looks right
     * but is invalid.
     */
    private byte[] signByCallback(byte[] input) {
        JwsSigner signer = key.signer().orElseThrow();
        byte[] signature = JwsSignature.sign(algorithm, signer, input);
        if (!JwsSignature.isValid(algorithm, key.publicKey(), input, signature)) {
            throw new UnusableKeyException("a signer whose signature does not match the public key");
        }
        return signature;
    }
}
