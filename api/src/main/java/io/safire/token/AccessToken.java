package io.safire.token;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * What opens the FHIR server for a while. The value is opaque: it is never decoded and never printed.
 *
 * @param server the name of the server that issued it, whose client alone sends it anywhere
 * @param value the token, sent as {@code Authorization: Bearer <value>} to the server it was issued for, nowhere else
 * @param expiresAt when the server said that it ends, reckoned from the time of its answer; {@code default-expires-in} (five
 *     minutes) after it when the server did not say
 * @param scopes what was granted; what was asked for when the server did not say
 */
public record AccessToken(String server, String value, Instant expiresAt, Scopes scopes) {

    private static final Pattern SENDABLE = Pattern.compile("[\\x21-\\x7E]+");

    /**
     * Checks that all parts are there.
     *
     * @throws IllegalArgumentException if the value has a character that a header cannot have
     */
    public AccessToken {
        requireNonNull(server, "server");
        if (!SENDABLE.matcher(requireNonNull(value, "value")).matches()) {
            throw new IllegalArgumentException("value must be a token that can be sent in a header");
        }
        requireNonNull(expiresAt, "expiresAt");
        requireNonNull(scopes, "scopes");
    }

    @Override
    public String toString() {
        return "AccessToken[server=" + server + ", value=***, expiresAt=" + expiresAt + ", scopes=" + scopes + "]";
    }
}
