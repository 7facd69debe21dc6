package io.safire.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The revocation of a token, or the server's confirmation that the token is no longer valid.
 *
 * @param at the time of the event
 * @param server the name of the server
 * @param clientId the {@code client_id}; null if it is unknown
 * @param token the reference of the token
 * @param refreshToken true for a refresh token, false for an access token
 * @since 1.0
 */
public record TokenRevoked(
        Instant at, String server, @Nullable String clientId, TokenReference token, boolean refreshToken)
        implements SmartEvent {

    public TokenRevoked {
        requireNonNull(at, "at");
        requireNonNull(server, "server");
        requireNonNull(token, "token");
    }
}
