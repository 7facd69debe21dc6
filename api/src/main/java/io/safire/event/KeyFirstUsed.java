package io.safire.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key of the client has signed for the first time since the application started, or for the first time after another one
 * did: it was rotated. A key that was given for one call is not reported.
 *
 * @param at when
 * @param server the name of the server
 * @param clientId the client
 * @param kid the identifier of the key
 * @param former the identifier of the key that signed before; null where none did since the start
 */
public record KeyFirstUsed(
        Instant at,
        String server,
        @Nullable String clientId,
        String kid,
        @Nullable String former) implements SmartEvent {

    /** Checks that all parts are there. */
    public KeyFirstUsed {
        requireNonNull(at, "at");
        requireNonNull(server, "server");
        requireNonNull(kid, "kid");
    }
}
