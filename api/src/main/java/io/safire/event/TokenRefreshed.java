package io.safire.event;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The refresh of an access token.
 *
 * <p>The library creates the events. In tests, create an instance with {@link #of}.
 *
 * @since 1.0
 */
public interface TokenRefreshed extends SmartEvent {

    /** {@return the reference to the refresh token that was sent, which does not contain the refresh token itself} */
    TokenReference usedRefreshToken();

    /**
     * Returns a summary of the token response.
     *
     * @return the granted scopes and the references to the tokens
     */
    TokenSummary token();

    /** {@return the user; empty without the scope {@code openid}} */
    Optional<Subject> subject();

    /**
     * Creates an event.
     *
     * @param at the time of the event
     * @param server the name of the server
     * @param clientId the {@code client_id}; null if it is unknown
     * @param usedRefreshToken the reference to the refresh token that was sent
     * @param token the granted scopes and the references to the tokens
     * @param subject the user; null without the scope {@code openid}
     * @return the event
     */
    static TokenRefreshed of(
            Instant at,
            String server,
            @Nullable String clientId,
            TokenReference usedRefreshToken,
            TokenSummary token,
            @Nullable Subject subject) {
        return new TokenRefreshedRecord(
                at,
                Optional.of(server),
                Optional.ofNullable(clientId),
                usedRefreshToken,
                token,
                Optional.ofNullable(subject));
    }
}
