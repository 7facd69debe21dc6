package io.safire.event;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rejection of a request by a server, or the rejection of a response by the client because the response violates a
 * rule.
 *
 * <p>The library creates the events. In tests, create an instance with {@link #of}.
 *
 * @since 1.0
 */
public interface RequestRefused extends SmartEvent {

    /** {@return the kind of the request} */
    SmartRequest request();

    /** {@return the code of the message, such as {@code SAFIRE-0501}} */
    String code();

    /** {@return the message of the exception, with the cause and the action to take} */
    String message();

    /** {@return the HTTP status of the response; 0 if the client rejected the response} */
    int status();

    /**
     * {@return the error code of the response, such as {@code invalid_grant}; empty if the response has no error code}
     */
    Optional<String> error();

    /**
     * Creates an event.
     *
     * @param at the time of the event
     * @param server the name of the server
     * @param clientId the {@code client_id}; null if it is unknown
     * @param request the kind of the request
     * @param code the code of the message, such as {@code SAFIRE-0501}
     * @param message the message of the exception, with the cause and the action to take
     * @param status the HTTP status of the response; 0 if the client rejected the response
     * @param error the error code of the response, such as {@code invalid_grant}; null if the response has no error
     *     code
     * @return the event
     */
    static RequestRefused of(
            Instant at,
            String server,
            @Nullable String clientId,
            SmartRequest request,
            String code,
            String message,
            int status,
            @Nullable String error) {
        return new RequestRefusedRecord(
                at,
                Optional.of(server),
                Optional.ofNullable(clientId),
                request,
                code,
                message,
                status,
                Optional.ofNullable(error));
    }
}
