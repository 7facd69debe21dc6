package io.safire;

import static java.util.Objects.requireNonNull;

import java.security.PrivateKey;
import org.jspecify.annotations.Nullable;

/**
 * A secret or key that is used for one call in place of the configured one, for example while a secret is being
 * rotated.
 *
 * <p>A credential has to fit the client type of the server: a secret for {@link ClientType#CONFIDENTIAL_SYMMETRIC}, a
 * key for {@link ClientType#CONFIDENTIAL_ASYMMETRIC} and for backend services. No {@code toString} shows it.
 */
public sealed interface Credential {

    /**
     * A client secret.
     *
     * @param secret the secret as the authorization server gave it, not encoded
     * @return the credential
     */
    static Credential secret(String secret) {
        return new Secret(secret);
    }

    /**
     * A private key as text, under the {@code kid} inside a JWK, else under the configured one.
     *
     * @param key PEM (PKCS#8, PKCS#1 or SEC1, not encrypted) or a JWK
     * @return the credential
     */
    static Credential key(String key) {
        return new EncodedKey(key, null);
    }

    /**
     * A private key as text.
     *
     * @param key PEM (PKCS#8, PKCS#1 or SEC1, not encrypted) or a JWK
     * @param kid the identifier under which the public key is registered with the authorization server
     * @return the credential
     */
    static Credential key(String key, String kid) {
        return new EncodedKey(key, requireNonNull(kid, "kid"));
    }

    /**
     * A private key that is at hand as an object, for example from a key store.
     *
     * @param key an RSA key of 2048 bits or more, or an EC key on P-384
     * @param kid the identifier under which the public key is registered with the authorization server
     * @return the credential
     */
    static Credential key(PrivateKey key, String kid) {
        return new Key(key, requireNonNull(kid, "kid"));
    }

    /**
     * A client secret.
     *
     * @param value the secret as the authorization server gave it, not encoded
     */
    record Secret(String value) implements Credential {
        /** Checks that there is a secret. */
        public Secret {
            requireText(value, "secret");
        }

        @Override
        public String toString() {
            return "Secret[value=***]";
        }
    }

    /**
     * A private key as text.
     *
     * @param text PEM (PKCS#8, PKCS#1 or SEC1, not encrypted) or a JWK
     * @param kid the identifier of the key, null for the one inside a JWK, else the configured one
     */
    record EncodedKey(String text, @Nullable String kid) implements Credential {
        /** Checks that there is a key. */
        public EncodedKey {
            requireText(text, "key");
        }

        @Override
        public String toString() {
            return "EncodedKey[text=***, kid=" + kid + "]";
        }
    }

    /**
     * A private key as an object.
     *
     * @param privateKey an RSA key of 2048 bits or more, or an EC key on P-384
     * @param kid the identifier of the key
     */
    record Key(PrivateKey privateKey, String kid) implements Credential {
        /** Checks that there is a key. */
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
