package io.safire.impl.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Random strings and SHA-256 hashes, encoded as base64url without padding. */
public final class Opaque {

    private static final int BYTES = 32;
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private Opaque() {}

    /** Returns a string of 256 random bits. */
    public static String random(SecureRandom random) {
        return random(random, BYTES);
    }

    public static String random(SecureRandom random, int bytes) {
        byte[] content = new byte[bytes];
        random.nextBytes(content);
        return BASE64URL.encodeToString(content);
    }

    /** Returns the SHA-256 hash of a string in UTF-8. */
    public static String hash(String text) {
        try {
            return BASE64URL.encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** Compares two strings in constant time. */
    public static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }
}
