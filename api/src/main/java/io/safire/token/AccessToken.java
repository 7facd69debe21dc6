package io.safire.token;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * An access token for a FHIR server. The value of an access token is opaque: the library never decodes it, and
 * {@code toString} masks it.
 *
 * @param server the name of the server that issued the token; only the client of this server sends the token
 * @param value the token, sent as {@code Authorization: Bearer <value>} only to the server that issued the token
 * @param expiresAt the time at which the token expires: the time at which the response arrived plus {@code expires_in}.
 *     If {@code expires_in} is missing, the setting {@code default-expires-in} applies (default: 5 minutes)
 * @param scopes the granted scopes; the requested scopes if the response has no {@code scope}
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-5.1">RFC 6749, section 5.1</a>
 * @since 1.0
 */
public record AccessToken(String server, String value, Instant expiresAt, Scopes scopes) {

    private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7E]+");

    /**
     * Creates an access token.
     *
     * @throws IllegalArgumentException if the value has characters other than visible ASCII, which a header cannot
     *     contain
     */
    public AccessToken {
        requireNonNull(server, "server");
        if (!VISIBLE_ASCII.matcher(requireNonNull(value, "value")).matches()) {
            throw new IllegalArgumentException("value must consist of visible ASCII characters");
        }
        requireNonNull(expiresAt, "expiresAt");
        requireNonNull(scopes, "scopes");
    }

    @Override
    public String toString() {
        return "AccessToken[server=" + server + ", value=***, expiresAt=" + expiresAt + ", scopes=" + scopes + "]";
    }
}
