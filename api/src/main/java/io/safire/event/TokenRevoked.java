package io.safire.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A server has revoked a token, or said that it was not valid any more.
 *
 * @param at when
 * @param server the name of the server
 * @param clientId the client
 * @param token stands for the token
 * @param refreshToken whether it was a refresh token; false for an access token
 */
public record TokenRevoked(
        Instant at, String server, @Nullable String clientId, TokenReference token, boolean refreshToken)
        implements SmartEvent {

    /** Checks that all parts are there. */
    public TokenRevoked {
        requireNonNull(at, "at");
        requireNonNull(server, "server");
        requireNonNull(token, "token");
    }
}
