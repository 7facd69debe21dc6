package io.safire.event;

import static java.util.Objects.requireNonNull;

import io.safire.token.Scopes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An authorization request was made, for the browser to send.
 *
 * @param at when
 * @param server the name of the server
 * @param clientId the client
 * @param launch identifies the launch in all of its events, as {@link io.safire.launch.StartedLaunch#id()} does
 * @param byEhr whether an EHR started the application; false where the user did
 * @param scopes what is asked for
 */
public record LaunchBegun(
        Instant at, String server, @Nullable String clientId, String launch, boolean byEhr, Scopes scopes)
        implements SmartEvent {

    /** Checks that all parts are there. */
    public LaunchBegun {
        requireNonNull(at, "at");
        requireNonNull(server, "server");
        requireNonNull(launch, "launch");
        requireNonNull(scopes, "scopes");
    }
}
