package io.safire.event;

import static java.util.Objects.requireNonNull;

import io.safire.token.Scopes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The creation of an authorization request, which the browser then sends.
 *
 * @param at the time of the event
 * @param server the name of the server
 * @param clientId the {@code client_id}; null if it is unknown
 * @param launchId the identifier of the launch in all of its events, equal to {@link io.safire.web.LaunchRedirect#id()}
 * @param ehrLaunch true for an EHR launch, false for a standalone launch
 * @param scopes the requested scopes
 * @since 1.0
 */
public record LaunchStarted(
        Instant at, String server, @Nullable String clientId, String launchId, boolean ehrLaunch, Scopes scopes)
        implements SmartEvent {

    public LaunchStarted {
        requireNonNull(at, "at");
        requireNonNull(server, "server");
        requireNonNull(launchId, "launchId");
        requireNonNull(scopes, "scopes");
    }
}
