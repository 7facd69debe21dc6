package io.safire.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Stands for a token in an audit log: the same for the same token, and of no use to get at it. Who has a token, such as one
 * that was found where it should not be, can look for its events with {@link #of}.
 *
 * @param hash the first 16 hexadecimal digits of the SHA-256 of the token
 */
public record TokenReference(String hash) {

    private static final int BYTES = 8;
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{16}");

    /** Checks that there is a hash. */
    public TokenReference {
        requireNonNull(hash, "hash");
        if (!DIGITS.matcher(hash).matches()) {
            throw new IllegalArgumentException("hash must be 16 hexadecimal digits");
        }
    }

    /**
     * The reference of a token.
     *
     * @param token its value
     * @return the reference
     */
    public static TokenReference of(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
            return new TokenReference(HexFormat.of().formatHex(digest, 0, BYTES));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
