package io.safire.impl.launch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Makes verifiers of 128 characters out of 96 random bytes, and their S256 challenges.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7636#section-4">RFC 7636, section 4</a>
 */
final class Pkce {

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final int VERIFIER_BYTES = 96;

    private Pkce() {}

    static String verifier(SecureRandom random) {
        return text(random, VERIFIER_BYTES);
    }

    static String challenge(String verifier) {
        try {
            return BASE64URL.encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    static String text(SecureRandom random, int bytes) {
        byte[] content = new byte[bytes];
        random.nextBytes(content);
        return BASE64URL.encodeToString(content);
    }
}
