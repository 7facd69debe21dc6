package io.safire.event;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The failure of a launch that could not start, or that ended without tokens. For example, the EHR is not configured,
 * the authorization response belongs to no pending launch, or the user denied access. If a server rejected a request, a
 * {@link RequestRefused} event precedes this event.
 *
 * <p>The library creates the events. In tests, create an instance with {@link #of}.
 *
 * @since 1.0
 */
public interface LaunchFailed extends SmartEvent {

    /**
     * Returns the identifier of the launch.
     *
     * @return the identifier that all events of the launch have in common; empty if no launch had started, or if the
     *     application exchanged a code without its authorization request. If the authorization response belongs to no
     *     launch, the identifier results from its {@code state}, and no {@link LaunchStarted} event has this identifier
     */
    Optional<String> launchId();

    /** {@return the code of the message, such as {@code SAFIRE-1105}} */
    String code();

    /** {@return the message of the exception, with the cause and the action to take} */
    String message();

    /**
     * Creates an event.
     *
     * @param at the time of the event
     * @param server the name of the server; null if it is unknown
     * @param clientId the {@code client_id}; null if it is unknown
     * @param launchId the identifier that all events of the launch have in common; null if no launch had started
     * @param code the code of the message, such as {@code SAFIRE-1105}
     * @param message the message of the exception, with the cause and the action to take
     * @return the event
     */
    static LaunchFailed of(
            Instant at,
            @Nullable String server,
            @Nullable String clientId,
            @Nullable String launchId,
            String code,
            String message) {
        return new LaunchFailedRecord(
                at,
                Optional.ofNullable(server),
                Optional.ofNullable(clientId),
                Optional.ofNullable(launchId),
                code,
                message);
    }
}
