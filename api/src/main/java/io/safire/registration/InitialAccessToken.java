package io.safire.registration;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * An initial access token, with which a server permits a client to register. Many servers accept an initial access
 * token only once. The client sends this token only to the registration endpoint.
 *
 * @param value the token, sent as {@code Authorization: Bearer <value>}
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7591#section-1.2">RFC 7591, section 1.2</a>
 * @since 1.0
 */
public record InitialAccessToken(String value) {

    private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7E]+");

    /**
     * Creates an initial access token.
     *
     * @throws IllegalArgumentException if the value is empty or has characters other than visible ASCII
     */
    public InitialAccessToken {
        if (!VISIBLE_ASCII.matcher(requireNonNull(value, "value")).matches()) {
            throw new IllegalArgumentException("value must consist of visible ASCII characters");
        }
    }

    /**
     * Creates an initial access token, and removes leading and trailing white space, such as the line break at the end
     * of a file.
     *
     * @param text the token
     * @return the token
     * @throws IllegalArgumentException if the token is empty or has characters other than visible ASCII
     */
    public static InitialAccessToken of(String text) {
        return new InitialAccessToken(text.strip());
    }

    @Override
    public String toString() {
        return "InitialAccessToken[value=***]";
    }
}
