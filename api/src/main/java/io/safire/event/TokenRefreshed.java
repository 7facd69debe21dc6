package io.safire.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The refresh of an access token.
 *
 * @param at the time of the event
 * @param server the name of the server
 * @param clientId the {@code client_id}; null if it is unknown
 * @param usedRefreshToken the reference of the refresh token that was sent; many servers accept it only once
 * @param token the granted scopes and the references of the tokens
 * @param subject the user; null without the scope {@code openid}
 * @since 1.0
 */
public record TokenRefreshed(
        Instant at,
        String server,
        @Nullable String clientId,
        TokenReference usedRefreshToken,
        TokenSummary token,
        @Nullable Subject subject)
        implements SmartEvent {

    public TokenRefreshed {
        requireNonNull(at, "at");
        requireNonNull(server, "server");
        requireNonNull(usedRefreshToken, "usedRefreshToken");
        requireNonNull(token, "token");
    }
}
