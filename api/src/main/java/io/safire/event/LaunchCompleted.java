package io.safire.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A launch has ended with tokens. A {@link TokenIssued} comes before it.
 *
 * @param at when
 * @param server the name of the server
 * @param clientId the client
 * @param launch identifies the launch in all of its events, as {@link io.safire.launch.CompletedLaunch#id()} does
 * @param subject the user; null without {@code openid}
 */
public record LaunchCompleted(
        Instant at,
        String server,
        @Nullable String clientId,
        String launch,
        @Nullable Subject subject) implements SmartEvent {

    /** Checks that all parts are there. */
    public LaunchCompleted {
        requireNonNull(at, "at");
        requireNonNull(server, "server");
        requireNonNull(launch, "launch");
    }
}
