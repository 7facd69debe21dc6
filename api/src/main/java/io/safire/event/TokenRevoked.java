package io.safire.event;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The revocation of a token, or the server's confirmation that the token is no longer valid.
 *
 * <p>The library creates the events. In tests, create an instance with {@link #of}.
 *
 * @since 1.0
 */
public interface TokenRevoked extends SmartEvent {

    /** {@return the reference to the token} */
    TokenReference token();

    /**
     * Returns whether the token is a refresh token.
     *
     * @return true for a refresh token, false for an access token
     */
    boolean refreshToken();

    /**
     * Creates an event.
     *
     * @param at the time of the event
     * @param server the name of the server
     * @param clientId the {@code client_id}; null if it is unknown
     * @param token the reference to the token
     * @param refreshToken true for a refresh token, false for an access token
     * @return the event
     */
    static TokenRevoked of(
            Instant at, String server, @Nullable String clientId, TokenReference token, boolean refreshToken) {
        return new TokenRevokedRecord(at, Optional.of(server), Optional.ofNullable(clientId), token, refreshToken);
    }
}
