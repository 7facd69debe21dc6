package io.safire.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.spi.TokenStore.TokenKey;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The keys under which a store keeps its entries: hashes, so that who reads the store learns neither session identifiers nor
 * a {@code state}. All have one length and one alphabet, whatever the database's collation. What can be guessed, such as a
 * short user name, can be found by trying.
 */
public final class HashedKey {

    private static final int LENGTH_OF_A_NUMBER = 4;

    private HashedKey() {}

    /**
     * The key of kept tokens.
     *
     * @param key whose tokens
     * @return 43 letters, digits, hyphens and underscores
     */
    public static String of(TokenKey key) {
        return hash("token", key.server(), key.subject());
    }

    /**
     * The key of a launch.
     *
     * @param state its {@code state}
     * @return 43 letters, digits, hyphens and underscores
     */
    public static String ofState(String state) {
        return hash("launch", state);
    }

    /** Each part after its length, so that no two lists of parts are the same bytes. */
    private static String hash(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(UTF_8);
                digest.update(ByteBuffer.allocate(LENGTH_OF_A_NUMBER)
                        .putInt(bytes.length)
                        .array());
                digest.update(bytes);
            }
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
