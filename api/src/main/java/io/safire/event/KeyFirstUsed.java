package io.safire.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The first use of a client key for a signature since the application started, or since the last use of another key (a
 * rotation). Keys of a {@link io.safire.authentication.Credential} are not reported.
 *
 * @param at the time of the event
 * @param server the name of the server
 * @param clientId the {@code client_id}; null if it is unknown
 * @param kid the identifier of the key
 * @param previousKid the identifier of the key that was used before; null if no key was used since the application
 *     started
 * @since 1.0
 */
public record KeyFirstUsed(
        Instant at,
        String server,
        @Nullable String clientId,
        String kid,
        @Nullable String previousKid) implements SmartEvent {

    public KeyFirstUsed {
        requireNonNull(at, "at");
        requireNonNull(server, "server");
        requireNonNull(kid, "kid");
    }
}
