package io.safire.event;

import static java.util.Objects.requireNonNull;

import io.safire.token.TokenFlow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The issue of a token by a server, after the token response passed all validations.
 *
 * @param at the time of the event
 * @param server the name of the server
 * @param clientId the {@code client_id}; null if it is unknown
 * @param flow the flow that obtained the token
 * @param token the granted scopes and the references of the tokens
 * @param subject the user; null without the scope {@code openid}, and in backend services
 * @since 1.0
 */
public record TokenIssued(
        Instant at,
        String server,
        @Nullable String clientId,
        TokenFlow flow,
        TokenSummary token,
        @Nullable Subject subject)
        implements SmartEvent {

    public TokenIssued {
        requireNonNull(at, "at");
        requireNonNull(server, "server");
        requireNonNull(flow, "flow");
        requireNonNull(token, "token");
    }
}
