package io.safire.spi;

import static java.util.Objects.requireNonNull;

import io.safire.authentication.JwsSigner;
import io.safire.diagnosis.ApiMessage;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.key.KeyState;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key of the client with its state in the rotation. The private key may be an object of a hardware module that does
 * not export the key. A callback can replace the private key. The public key is always required.
 *
 * @since 1.0
 */
public final class ClientKey {

    private final String kid;
    private final KeyState state;
    private final PublicKey publicKey;
    private final @Nullable PrivateKey privateKey;
    private final @Nullable JwsSigner signer;
    private final @Nullable Instant publishedSince;
    private final @Nullable X509Certificate certificate;

    private ClientKey(
            @Nullable String kid,
            KeyState state,
            @Nullable PublicKey publicKey,
            @Nullable PrivateKey privateKey,
            @Nullable JwsSigner signer,
            @Nullable Instant publishedSince,
            @Nullable X509Certificate certificate) {
        if (kid == null || kid.isBlank()) {
            throw unusable("kid", "its kid is blank");
        }
        this.kid = kid;
        this.state = requireNonNull(state, "state");
        this.publicKey = requirePresent("public_key", publicKey);
        this.privateKey = privateKey;
        this.signer = signer;
        this.publishedSince = publishedSince;
        this.certificate = certificate;
    }

    private static ConfigurationException unusable(String attribute, String reason) {
        return new ConfigurationException(
                ApiMessage.CLIENT_KEY.formatWithoutServer(reason), Violations.invalid(attribute, null, List.of()));
    }

    private static <T> T requirePresent(String attribute, @Nullable T value) {
        if (value == null) {
            throw unusable(attribute, "its " + attribute.replace('_', ' ') + " is null");
        }
        return value;
    }

    /**
     * Creates a key that can sign.
     *
     * @param kid the key identifier, unique among the keys of the client
     * @param state the state of the key in its rotation
     * @param publicKey the public key: RSA of at least 2048 bits, or EC on the curve P-384
     * @param privateKey the private key
     * @return the key
     * @throws ConfigurationException if {@code kid} is blank, or a key or callback is null
     */
    public static ClientKey of(String kid, KeyState state, PublicKey publicKey, PrivateKey privateKey) {
        return new ClientKey(kid, state, publicKey, requirePresent("private_key", privateKey), null, null, null);
    }

    /**
     * Creates a key that signs with a callback, for example with a key in a cloud key management service. The library
     * verifies each signature with the public key.
     *
     * @param kid the key identifier, unique among the keys of the client
     * @param state the state of the key in its rotation
     * @param publicKey the public key: RSA of at least 2048 bits, or EC on the curve P-384
     * @param signer the callback
     * @return the key
     * @throws ConfigurationException if {@code kid} is blank, or a key or callback is null
     */
    public static ClientKey signer(String kid, KeyState state, PublicKey publicKey, JwsSigner signer) {
        return new ClientKey(kid, state, publicKey, null, requirePresent("signer", signer), null, null);
    }

    /**
     * Creates a key that is only published.
     *
     * @param kid the key identifier, unique among the keys of the client
     * @param state the state of the key in its rotation, other than {@link KeyState#ACTIVE}
     * @param publicKey the public key: RSA of at least 2048 bits, or EC on the curve P-384
     * @return the key
     * @throws ConfigurationException if {@code kid} is blank, the key is null, or the state is {@link KeyState#ACTIVE}
     */
    public static ClientKey publicOnly(String kid, KeyState state, PublicKey publicKey) {
        if (state == KeyState.ACTIVE) {
            throw unusable("private_key", "an active key requires its private key");
        }
        return new ClientKey(kid, state, publicKey, null, null, null, null);
    }

    /**
     * Returns a copy of this key with the time since which the key has been published.
     *
     * @param since the time. For a key without this time, the library uses the time at which it first received the key
     * @return the key
     */
    public ClientKey withPublishedSince(Instant since) {
        return new ClientKey(kid, state, publicKey, privateKey, signer, requireNonNull(since, "since"), certificate);
    }

    /**
     * Returns a copy of this key with its certificate. If the setting {@code send-x5t} is {@code true}, each client
     * assertion contains the thumbprint of the certificate.
     *
     * @param certificate the certificate
     * @return the key
     * @throws ConfigurationException if the certificate belongs to another key
     */
    public ClientKey withCertificate(X509Certificate certificate) {
        if (!certificate.getPublicKey().equals(publicKey)) {
            throw unusable("certificate", "its certificate belongs to another key");
        }
        return new ClientKey(kid, state, publicKey, privateKey, signer, publishedSince, certificate);
    }

    /**
     * Returns the key identifier.
     *
     * @return the {@code kid}
     */
    public String kid() {
        return kid;
    }

    /** {@return the state of the key in its rotation} */
    public KeyState state() {
        return state;
    }

    /** {@return the public key} */
    public PublicKey publicKey() {
        return publicKey;
    }

    /** {@return the private key; empty for a key that is only published or signs with a callback} */
    public Optional<PrivateKey> privateKey() {
        return Optional.ofNullable(privateKey);
    }

    /** {@return the callback that signs; empty for a key that is only published or has a private key object} */
    public Optional<JwsSigner> signer() {
        return Optional.ofNullable(signer);
    }

    /** {@return the time since which the key has been published; empty if unknown} */
    public Optional<Instant> publishedSince() {
        return Optional.ofNullable(publishedSince);
    }

    /**
     * Returns the certificate of the key.
     *
     * @return the certificate; empty if unknown
     */
    public Optional<X509Certificate> certificate() {
        return Optional.ofNullable(certificate);
    }

    @Override
    public String toString() {
        return "ClientKey[kid=" + kid + ", state=" + state + ", canSign=" + (privateKey != null || signer != null)
                + "]";
    }
}
