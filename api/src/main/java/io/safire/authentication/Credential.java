package io.safire.authentication;

import static java.util.Objects.requireNonNullElse;

import java.security.PrivateKey;
import org.jspecify.annotations.Nullable;

/**
 * A client secret, a private key or a {@code kid} that replaces the configured credential. A credential that the
 * application passes to {@code SmartClient.with} applies only to the requests of the returned object. A credential that
 * a {@code CredentialSource} returns applies to all requests of the client.
 *
 * <p>A credential must match the client type of the server: a secret for {@link ClientType#CONFIDENTIAL_SYMMETRIC}, a
 * key or {@code kid} for {@link ClientType#CONFIDENTIAL_ASYMMETRIC} and for backend services. A request with a blank or
 * otherwise unusable credential throws a {@link io.safire.error.ConfigurationException} and sends no credential.
 * {@code toString} masks the secret and the key.
 *
 * @since 1.0
 */
public sealed interface Credential {

    /**
     * Creates a credential from a client secret.
     *
     * @param secret the secret as the authorization server issued it, not URL-encoded
     * @return the credential
     */
    static Credential secret(String secret) {
        return new Secret(secret);
    }

    /**
     * Creates a credential from an encoded private key. A {@code kid} in the JWK takes precedence over the setting
     * {@code kid}.
     *
     * @param key an unencrypted PEM key (PKCS#8, PKCS#1 or SEC1), a JWK, a JWK set, or the Base64 of a key
     * @return the credential
     */
    static Credential key(String key) {
        return new EncodedKey(key, null);
    }

    /**
     * Creates a credential from an encoded private key with a key identifier.
     *
     * @param key an unencrypted PEM key (PKCS#8, PKCS#1 or SEC1), a JWK, a JWK set, or the Base64 of a key
     * @param kid the identifier under which the public key is registered with the authorization server
     * @return the credential
     */
    static Credential key(String key, String kid) {
        return new EncodedKey(key, requireNonNullElse(kid, ""));
    }

    /**
     * Creates a credential from a private key object, for example from a key store or a hardware module.
     *
     * @param key an RSA key of at least 2048 bits, or an EC key on the curve P-384
     * @param kid the identifier under which the public key is registered with the authorization server
     * @return the credential
     */
    static Credential key(PrivateKey key, String kid) {
        return new Key(key, kid);
    }

    /**
     * Creates a credential that signs with a callback, for example with a key in a cloud key management service.
     *
     * @param kid the identifier under which the public key is registered with the authorization server
     * @param algorithm {@code RS384}, {@code ES384}, or the value of the setting {@code assertion-algorithm}
     * @param signer the callback, which is called for each attempt of a request
     * @return the credential
     */
    static Credential signer(String kid, String algorithm, JwsSigner signer) {
        return new Signer(kid, algorithm, signer);
    }

    /**
     * Creates a credential that consists of the configured private key and another key identifier.
     *
     * @param kid the identifier under which the public key is registered with the authorization server
     * @return the credential
     */
    static Credential kid(String kid) {
        return new Kid(kid);
    }

    /**
     * A client secret.
     *
     * @param value the secret as the authorization server issued it, not URL-encoded
     */
    record Secret(String value) implements Credential {
        /** Creates the credential. Replaces a missing secret with a blank secret. */
        public Secret {
            value = requireNonNullElse(value, "");
        }

        @Override
        public String toString() {
            return "Secret[value=***]";
        }
    }

    /**
     * A private key in its encoded form.
     *
     * @param text an unencrypted PEM key (PKCS#8, PKCS#1 or SEC1), a JWK, a JWK set, or the Base64 of a key
     * @param kid the key identifier; null to use the {@code kid} of the JWK or, if the JWK has no {@code kid}, the
     *     setting {@code kid}
     */
    record EncodedKey(String text, @Nullable String kid) implements Credential {
        /** Creates the credential. Replaces a missing key with a blank key. */
        public EncodedKey {
            text = requireNonNullElse(text, "");
        }

        @Override
        public String toString() {
            return "EncodedKey[text=***, kid=" + kid + "]";
        }
    }

    /**
     * A private key object.
     *
     * @param privateKey an RSA key of at least 2048 bits, or an EC key on the curve P-384; null if the key is missing,
     *     which makes the credential unusable
     * @param kid the key identifier
     */
    record Key(@Nullable PrivateKey privateKey, String kid) implements Credential {
        /** Creates the credential. Replaces a missing key identifier with a blank identifier. */
        public Key {
            kid = requireNonNullElse(kid, "");
        }

        @Override
        public String toString() {
            return "Key[privateKey=***, kid=" + kid + "]";
        }
    }

    /**
     * A credential that signs with a callback.
     *
     * @param kid the key identifier
     * @param algorithm {@code RS384}, {@code ES384}, or the value of the setting {@code assertion-algorithm}
     * @param signer the callback; null if the callback is missing, which makes the credential unusable
     */
    record Signer(String kid, String algorithm, @Nullable JwsSigner signer) implements Credential {
        /** Creates the credential. Replaces a missing key identifier or algorithm with a blank text. */
        public Signer {
            kid = requireNonNullElse(kid, "");
            algorithm = requireNonNullElse(algorithm, "");
        }

        @Override
        public String toString() {
            return "Signer[kid=" + kid + ", algorithm=" + algorithm + ", signer=***]";
        }
    }

    /**
     * A key identifier for the configured private key.
     *
     * @param kid the key identifier
     */
    record Kid(String kid) implements Credential {
        /** Creates the credential. Replaces a missing key identifier with a blank identifier. */
        public Kid {
            kid = requireNonNullElse(kid, "");
        }
    }
}
