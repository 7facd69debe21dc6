package io.safire.internal.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** Random strings and SHA-256 hashes, encoded as base64url without padding. */
public final class OpaqueStrings {

    private static final int DEFAULT_BYTES = 32;
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private OpaqueStrings() {}

    /** Encodes 256 random bits. */
    public static String random(SecureRandom random) {
        return random(random, DEFAULT_BYTES);
    }

    public static String random(SecureRandom random, int bytes) {
        byte[] content = new byte[bytes];
        random.nextBytes(content);
        return BASE64URL.encodeToString(content);
    }

    public static String sha256(String text) {
        return BASE64URL.encodeToString(Sha256.hash(text.getBytes(UTF_8)));
    }

    public static boolean equalsInConstantTime(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }
}
