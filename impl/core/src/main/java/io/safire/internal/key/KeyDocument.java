package io.safire.internal.key;

import org.jspecify.annotations.Nullable;

/**
 * A document with a key, and the settings for reading the key.
 *
 * @param password the password of the key if it is encrypted, or the one password of a key store and of the key in it;
 *     null if it is not set
 * @param alias the alias of the key in a key store; null if it is not set
 * @param kid the {@code kid} that selects a key of a JWK set; null if it is not set
 */
public record KeyDocument(
        KeyContent content,
        @Nullable String password,
        @Nullable String alias,
        @Nullable String kid) {

    @Override
    public String toString() {
        return "KeyDocument[alias=" + alias + ", kid=" + kid + "]";
    }
}
