package io.safire.event;

import static java.util.Objects.requireNonNull;

import io.safire.token.TokenFlow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A server has issued a token, and everything that was to be checked about it was.
 *
 * @param at when
 * @param server the name of the server
 * @param clientId the client
 * @param flow whether it is for a user who launched the application, or for the application itself
 * @param token what was granted
 * @param subject the user; null without {@code openid}, and in a backend service
 */
public record TokenIssued(
        Instant at,
        String server,
        @Nullable String clientId,
        TokenFlow flow,
        TokenSummary token,
        @Nullable Subject subject)
        implements SmartEvent {

    /** Checks that all parts are there. */
    public TokenIssued {
        requireNonNull(at, "at");
        requireNonNull(server, "server");
        requireNonNull(flow, "flow");
        requireNonNull(token, "token");
    }
}
