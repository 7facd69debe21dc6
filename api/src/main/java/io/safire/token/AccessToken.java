package io.safire.token;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What opens the FHIR server for a while. The value is opaque: it is never decoded and never printed.
 *
 * @param value the token, sent as {@code Authorization: Bearer <value>} to the server it was issued for, nowhere else
 * @param expiresAt when the server said that it ends, reckoned from the time of its answer
 * @param scopes what was granted; what was asked for when the server did not say
 */
public record AccessToken(String value, Instant expiresAt, Scopes scopes) {
    /** Checks that all parts are there. */
    public AccessToken {
        requireNonNull(value, "value");
        requireNonNull(expiresAt, "expiresAt");
        requireNonNull(scopes, "scopes");
    }

    @Override
    public String toString() {
        return "AccessToken[value=***, expiresAt=" + expiresAt + ", scopes=" + scopes + "]";
    }
}
