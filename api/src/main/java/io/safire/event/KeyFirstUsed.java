package io.safire.event;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first signature with a client key after the start of the application, or after the change from another key (a
 * rotation). Signatures with the key of a {@link io.safire.authentication.Credential} fire no event.
 *
 * <p>The library creates the events. In tests, create an instance with {@link #of}.
 *
 * @since 1.0
 */
public interface KeyFirstUsed extends SmartEvent {

    /** {@return the identifier of the key} */
    String kid();

    /**
     * Returns the identifier of the previous key.
     *
     * @return the identifier of the key that was used before; empty if no other key was used since the application
     *     started
     */
    Optional<String> previousKid();

    /**
     * Creates an event.
     *
     * @param at the time of the event
     * @param server the name of the server
     * @param clientId the {@code client_id}; null if it is unknown
     * @param kid the identifier of the key
     * @param previousKid the identifier of the key that was used before; null if no other key was used since the
     *     application started
     * @return the event
     */
    static KeyFirstUsed of(
            Instant at, String server, @Nullable String clientId, String kid, @Nullable String previousKid) {
        return new KeyFirstUsedRecord(
                at, Optional.of(server), Optional.ofNullable(clientId), kid, Optional.ofNullable(previousKid));
    }
}
