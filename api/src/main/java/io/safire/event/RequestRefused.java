package io.safire.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The rejection of a request by a server, or of a server's response by the client because the response violates a rule.
 *
 * @param at the time of the event
 * @param server the name of the server
 * @param clientId the {@code client_id}; null if it is unknown
 * @param request the kind of the request
 * @param code the code of the message, such as {@code SAFIRE-0501}
 * @param message the message of the exception, with the cause and the action to take
 * @param status the HTTP status of the response; 0 if the client rejected the response
 * @param error the error code of the response, such as {@code invalid_grant}; null if the response has no error code
 * @since 1.0
 */
public record RequestRefused(
        Instant at,
        String server,
        @Nullable String clientId,
        SmartRequest request,
        String code,
        String message,
        int status,
        @Nullable String error)
        implements SmartEvent {

    public RequestRefused {
        requireNonNull(at, "at");
        requireNonNull(server, "server");
        requireNonNull(request, "request");
        requireNonNull(code, "code");
        requireNonNull(message, "message");
    }
}
