package io.safire.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The successful completion of a launch. A {@link TokenIssued} event precedes it.
 *
 * @param at the time of the event
 * @param server the name of the server
 * @param clientId the {@code client_id}; null if it is unknown
 * @param launchId the identifier of the launch in all of its events, equal to
 *     {@link io.safire.web.CompletedLaunch#id()}
 * @param subject the user; null without the scope {@code openid}
 * @since 1.0
 */
public record LaunchCompleted(
        Instant at,
        String server,
        @Nullable String clientId,
        String launchId,
        @Nullable Subject subject) implements SmartEvent {

    public LaunchCompleted {
        requireNonNull(at, "at");
        requireNonNull(server, "server");
        requireNonNull(launchId, "launchId");
    }
}
