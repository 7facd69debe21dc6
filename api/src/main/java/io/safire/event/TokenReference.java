package io.safire.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A reference to a token for audit logs. Equal tokens have equal references, and the token cannot be recovered from its
 * reference. To find the events of a known token, for example a leaked token, compute its reference with {@link #of}.
 *
 * @param hash the first 16 hexadecimal digits of the SHA-256 hash of the token, in lower case
 * @since 1.0
 */
public record TokenReference(String hash) {

    private static final int HASH_BYTES = 8;
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{16}");

    /**
     * Creates a reference.
     *
     * @throws IllegalArgumentException if the hash does not consist of 16 lower-case hexadecimal digits
     */
    public TokenReference {
        requireNonNull(hash, "hash");
        if (!DIGITS.matcher(hash).matches()) {
            throw new IllegalArgumentException("hash must consist of 16 lower-case hexadecimal digits");
        }
    }

    /**
     * Returns the reference to a token.
     *
     * @param token the value of the token
     * @return the reference
     */
    public static TokenReference of(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
            return new TokenReference(HexFormat.of().formatHex(digest, 0, HASH_BYTES));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is not available", impossible);
        }
    }
}
