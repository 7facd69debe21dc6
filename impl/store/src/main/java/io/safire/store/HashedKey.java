package io.safire.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.spi.TokenStore.TokenKey;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Hashed keys for the entries of a store. Read access to the store reveals only the hashes, and not the session
 * identifiers and {@code state} values. All keys have the same length and alphabet, so the database's collation does
 * not affect the comparison of keys. The hash does not protect values that can be guessed, such as a short user name.
 */
public final class HashedKey {

    private static final int INT_BYTES = 4;

    private HashedKey() {}

    /**
     * Returns the hashed key of stored tokens.
     *
     * @param key the server and subject of the tokens
     * @return 43 letters, digits, hyphens and underscores
     */
    public static String of(TokenKey key) {
        return hash("token", key.server(), key.subject());
    }

    /**
     * Returns the hashed key of a launch.
     *
     * @param state the {@code state} parameter of the launch
     * @return 43 letters, digits, hyphens and underscores
     */
    public static String ofState(String state) {
        return hash("launch", state);
    }

    /** Prefixes each part with its length, so that two different lists of parts never result in the same bytes. */
    private static String hash(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(UTF_8);
                digest.update(
                        ByteBuffer.allocate(INT_BYTES).putInt(bytes.length).array());
                digest.update(bytes);
            }
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
