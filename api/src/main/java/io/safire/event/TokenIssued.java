package io.safire.event;

import io.safire.token.TokenFlow;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The issuance of a token by a server. The token response has passed all validations.
 *
 * <p>The library creates the events. In tests, create an instance with {@link #of}.
 *
 * @since 1.0
 */
public interface TokenIssued extends SmartEvent {

    /** {@return the flow that obtained the token} */
    TokenFlow flow();

    /**
     * Returns a summary of the token response.
     *
     * @return the granted scopes and the references to the tokens
     */
    TokenSummary token();

    /** {@return the user; empty without the scope {@code openid}, and in backend services} */
    Optional<Subject> subject();

    /**
     * Creates an event.
     *
     * @param at the time of the event
     * @param server the name of the server
     * @param clientId the {@code client_id}; null if it is unknown
     * @param flow the flow that obtained the token
     * @param token the granted scopes and the references to the tokens
     * @param subject the user; null without the scope {@code openid}, and in backend services
     * @return the event
     */
    static TokenIssued of(
            Instant at,
            String server,
            @Nullable String clientId,
            TokenFlow flow,
            TokenSummary token,
            @Nullable Subject subject) {
        return new TokenIssuedRecord(
                at, Optional.of(server), Optional.ofNullable(clientId), flow, token, Optional.ofNullable(subject));
    }
}
