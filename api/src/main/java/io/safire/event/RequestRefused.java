package io.safire.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A server refused a request, or its answer was refused here because it breaks a rule.
 *
 * @param at when
 * @param server the name of the server
 * @param clientId the client
 * @param request what was asked for
 * @param reason the id of the message, such as {@code SAFIRE-0501}
 * @param message what is wrong and what to do, as the exception says it
 * @param status the HTTP status of the refusal; 0 where it was refused here
 * @param error the error code, such as {@code invalid_grant}; null where there is none
 */
public record RequestRefused(
        Instant at,
        String server,
        @Nullable String clientId,
        SmartRequest request,
        String reason,
        String message,
        int status,
        @Nullable String error)
        implements SmartEvent {

    /** Checks that all parts are there. */
    public RequestRefused {
        requireNonNull(at, "at");
        requireNonNull(server, "server");
        requireNonNull(request, "request");
        requireNonNull(reason, "reason");
        requireNonNull(message, "message");
    }
}
