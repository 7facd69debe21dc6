package io.safire.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The failure of a launch that could not start, or that ended without tokens. For example, the EHR is not configured,
 * the authorization response belongs to no pending launch, the user or the server denied access, or a request failed.
 * If a server rejected a request, a {@link RequestRefused} event precedes this event.
 *
 * @param at the time of the event
 * @param server the name of the server; null if it is unknown
 * @param clientId the {@code client_id}; null if the client or the server is unknown
 * @param launchId the identifier of the launch in all of its events; null if no launch had started. For a response that
 *     belongs to no launch, the identifier occurs in no other event
 * @param code the code of the message, such as {@code SAFIRE-1105}
 * @param message the message of the exception, with the cause and the action to take
 * @since 1.0
 */
public record LaunchFailed(
        Instant at,
        @Nullable String server,
        @Nullable String clientId,
        @Nullable String launchId,
        String code,
        String message)
        implements SmartEvent {

    public LaunchFailed {
        requireNonNull(at, "at");
        requireNonNull(code, "code");
        requireNonNull(message, "message");
    }
}
