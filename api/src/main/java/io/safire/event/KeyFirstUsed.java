package io.safire.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The first signature with a client key since the application started or since another key signed, which is a rotation.
 * Keys of a {@link io.safire.Credential} are not reported.
 *
 * @param at the time of the event
 * @param server the name of the server
 * @param clientId the {@code client_id}; null if it is unknown
 * @param kid the identifier of the key
 * @param previousKid the identifier of the key that signed before; null if no key has signed since the start
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
