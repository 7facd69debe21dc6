package io.safire.authentication;

import static java.util.Objects.requireNonNull;

import java.security.PrivateKey;
import org.jspecify.annotations.Nullable;

/**
 * A client secret or private key that replaces the configured one for a single call, for example during a rotation.
 *
 * <p>A credential must match the client type of the server: a secret for {@link ClientType#CONFIDENTIAL_SYMMETRIC}, a
 * key for {@link ClientType#CONFIDENTIAL_ASYMMETRIC} and for backend services. {@code toString} masks the secret and
 * the key.
 *
 * @since 1.0
 */
public sealed interface Credential {

    /**
     * Creates a credential from a client secret.
     *
     * @param secret the secret as the authorization server issued it, not URL-encoded
     * @return the credential
     * @throws IllegalArgumentException if the secret is blank
     */
    static Credential secret(String secret) {
        return new Secret(secret);
    }

    /**
     * Creates a credential from an encoded private key. The {@code kid} is that of the JWK or, if the JWK has none, the
     * value of the setting {@code kid}.
     *
     * @param key an unencrypted PEM key (PKCS#8, PKCS#1 or SEC1) or a JWK
     * @return the credential
     * @throws IllegalArgumentException if the key is blank
     */
    static Credential key(String key) {
        return new EncodedKey(key, null);
    }

    /**
     * Creates a credential from an encoded private key with a key identifier.
     *
     * @param key an unencrypted PEM key (PKCS#8, PKCS#1 or SEC1) or a JWK
     * @param kid the identifier under which the public key is registered with the authorization server
     * @return the credential
     * @throws IllegalArgumentException if the key is blank
     */
    static Credential key(String key, String kid) {
        return new EncodedKey(key, requireNonNull(kid, "kid"));
    }

    /**
     * Creates a credential from a private key object, for example one from a key store or a hardware module.
     *
     * @param key an RSA key of at least 2048 bits, or an EC key on the curve P-384
     * @param kid the identifier under which the public key is registered with the authorization server
     * @return the credential
     * @throws IllegalArgumentException if the {@code kid} is blank
     */
    static Credential key(PrivateKey key, String kid) {
        return new Key(key, requireNonNull(kid, "kid"));
    }

    /**
     * A client secret.
     *
     * @param value the secret as the authorization server issued it, not URL-encoded
     */
    record Secret(String value) implements Credential {
        /**
         * Creates the credential.
         *
         * @throws IllegalArgumentException if the secret is blank
         */
        public Secret {
            requireText(value, "secret");
        }

        @Override
        public String toString() {
            return "Secret[value=***]";
        }
    }

    /**
     * A private key in its encoded form.
     *
     * @param text an unencrypted PEM key (PKCS#8, PKCS#1 or SEC1) or a JWK
     * @param kid the key identifier; null to use that of the JWK or, if the JWK has none, the value of the setting
     *     {@code kid}
     */
    record EncodedKey(String text, @Nullable String kid) implements Credential {
        /**
         * Creates the credential.
         *
         * @throws IllegalArgumentException if the key is blank
         */
        public EncodedKey {
            requireText(text, "key");
        }

        @Override
        public String toString() {
            return "EncodedKey[text=***, kid=" + kid + "]";
        }
    }

    /**
     * A private key object.
     *
     * @param privateKey an RSA key of at least 2048 bits, or an EC key on the curve P-384
     * @param kid the key identifier
     */
    record Key(PrivateKey privateKey, String kid) implements Credential {
        /**
         * Creates the credential.
         *
         * @throws IllegalArgumentException if the {@code kid} is blank
         */
        public Key {
            requireNonNull(privateKey, "privateKey");
            requireText(kid, "kid");
        }

        @Override
        public String toString() {
            return "Key[privateKey=***, kid=" + kid + "]";
        }
    }

    private static void requireText(String value, String name) {
        if (requireNonNull(value, name).isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank");
        }
    }
}
