package io.safire.registration;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * What a server hands out to let a client register itself; often it can be used once. It is sent to the registration
 * endpoint and nowhere else.
 *
 * @param value the token, sent as {@code Authorization: Bearer <value>}
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7591#section-1.2">RFC 7591, section 1.2</a>
 */
public record InitialAccessToken(String value) {

    private static final Pattern SENDABLE = Pattern.compile("[\\x21-\\x7E]+");

    /**
     * Checks that it can be sent in a header.
     *
     * @throws IllegalArgumentException if it is blank or has spaces, control characters or characters outside of ASCII
     */
    public InitialAccessToken {
        if (!SENDABLE.matcher(requireNonNull(value, "value")).matches()) {
            throw new IllegalArgumentException("an initial access token has printable ASCII characters only");
        }
    }

    /**
     * Makes one of its text, without the white space that a file has at its end.
     *
     * @param text the token
     * @return the token
     * @throws IllegalArgumentException if it cannot be sent in a header
     */
    public static InitialAccessToken of(String text) {
        return new InitialAccessToken(text.strip());
    }

    @Override
    public String toString() {
        return "InitialAccessToken[value=***]";
    }
}
