package io.safire.event;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The creation, update or deletion of this client's registration at a server.
 *
 * <p>The library creates the events. In tests, create an instance with {@link #of}.
 *
 * @since 1.0
 */
public interface RegistrationChanged extends SmartEvent {

    /** The kinds of changes to a registration. */
    enum Change {
        /** The server registered the client. */
        CREATED,
        /** The server updated the registration. */
        UPDATED,
        /** The server deleted the registration. */
        DELETED
    }

    /** {@return the kind of the change} */
    Change change();

    /**
     * Creates an event.
     *
     * @param at the time of the event
     * @param server the name of the server
     * @param clientId the {@code client_id}; null if it is unknown
     * @param change the kind of the change
     * @return the event
     */
    static RegistrationChanged of(Instant at, String server, @Nullable String clientId, Change change) {
        return new RegistrationChangedRecord(at, Optional.of(server), Optional.ofNullable(clientId), change);
    }
}
