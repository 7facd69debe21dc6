package io.safire.launch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNullElse;

import io.safire.diagnosis.ApiMessage;
import io.safire.error.ValidationException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A PKCE code verifier, with its S256 code challenge. {@link io.safire.TokenRequests#authorize(Launch)} creates the code verifier
 * of an authorization request. An application needs this type only for a flow that it implements itself.
 *
 * <pre>{@code
 * CodeVerifier verifier = CodeVerifier.random(new SecureRandom());
 * String challenge = verifier.challenge(); // code_challenge, with code_challenge_method S256
 * }</pre>
 *
 * @param value the code verifier: 43 to 128 letters, digits and the characters {@code - . _ ~}
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7636#section-4">RFC 7636, section 4</a>
 * @since 1.0
 */
public record CodeVerifier(String value) {

    private static final int RANDOM_BYTES = 96;
    private static final int MIN_LENGTH = 43;
    private static final int MAX_LENGTH = 128;
    private static final Pattern UNRESERVED = Pattern.compile("[A-Za-z0-9._~-]*");
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    /**
     * Creates a code verifier.
     *
     * @throws ValidationException if the value has fewer than 43 or more than 128 characters, or contains a character
     *     that RFC 7636 does not allow
     */
    public CodeVerifier {
        value = requireNonNullElse(value, "");
        if (value.length() < MIN_LENGTH || value.length() > MAX_LENGTH) {
            throw invalid(
                    "it must have from " + MIN_LENGTH + " to " + MAX_LENGTH + " characters, but has " + value.length());
        }
        if (!UNRESERVED.matcher(value).matches()) {
            throw invalid("it contains characters that RFC 7636 does not allow");
        }
    }

    /**
     * Creates a random code verifier of 128 characters.
     *
     * @param random the source of the 96 random bytes
     * @return the code verifier
     */
    public static CodeVerifier random(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new CodeVerifier(BASE64URL.encodeToString(bytes));
    }

    /**
     * Returns the code challenge for the method {@code S256}.
     *
     * @return the SHA-256 hash of the code verifier in base64url, which has 43 characters
     */
    public String challenge() {
        try {
            return BASE64URL.encodeToString(MessageDigest.getInstance("SHA-256").digest(value.getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static ValidationException invalid(String reason) {
        return new ValidationException(ApiMessage.CODE_VERIFIER.formatWithoutServer(reason), "code_verifier", reason);
    }

    @Override
    public String toString() {
        return "CodeVerifier[value=***]";
    }
}
