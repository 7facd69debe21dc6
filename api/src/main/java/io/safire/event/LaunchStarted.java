package io.safire.event;

import io.safire.token.Scopes;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The creation of an authorization request, which the browser then sends.
 *
 * <p>The library creates the events. In tests, create an instance with {@link #of}.
 *
 * @since 1.0
 */
public interface LaunchStarted extends SmartEvent {

    /**
     * Returns the identifier of the launch.
     *
     * @return the identifier that all events of the launch have in common, equal to {@link
     *     io.safire.web.LaunchRedirect#id()}
     */
    String launchId();

    /**
     * Returns whether the EHR started the launch.
     *
     * @return true for an EHR launch, false for a standalone launch
     */
    boolean ehrLaunch();

    /** {@return the requested scopes} */
    Scopes scopes();

    /**
     * Creates an event.
     *
     * @param at the time of the event
     * @param server the name of the server
     * @param clientId the {@code client_id}; null if it is unknown
     * @param launchId the identifier that all events of the launch have in common, equal to {@link
     *     io.safire.web.LaunchRedirect#id()}
     * @param ehrLaunch true for an EHR launch, false for a standalone launch
     * @param scopes the requested scopes
     * @return the event
     */
    static LaunchStarted of(
            Instant at, String server, @Nullable String clientId, String launchId, boolean ehrLaunch, Scopes scopes) {
        return new LaunchStartedRecord(
                at, Optional.of(server), Optional.ofNullable(clientId), launchId, ehrLaunch, scopes);
    }
}
