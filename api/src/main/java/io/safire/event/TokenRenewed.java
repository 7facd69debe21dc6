package io.safire.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A refresh token has given a new access token.
 *
 * @param at when
 * @param server the name of the server
 * @param clientId the client
 * @param renewedBy stands for the refresh token that was sent; many servers take it once
 * @param token what was granted
 * @param subject the user; null without {@code openid}
 */
public record TokenRenewed(
        Instant at,
        String server,
        @Nullable String clientId,
        TokenReference renewedBy,
        TokenSummary token,
        @Nullable Subject subject)
        implements SmartEvent {

    /** Checks that all parts are there. */
    public TokenRenewed {
        requireNonNull(at, "at");
        requireNonNull(server, "server");
        requireNonNull(renewedBy, "renewedBy");
        requireNonNull(token, "token");
    }
}
