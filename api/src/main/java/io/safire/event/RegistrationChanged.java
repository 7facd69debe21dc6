package io.safire.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The creation, update or deletion of this client's registration at a server.
 *
 * @param at the time of the event
 * @param server the name of the server
 * @param clientId the {@code client_id} of the registration
 * @param change the kind of the change
 * @since 1.0
 */
public record RegistrationChanged(
        Instant at, String server, @Nullable String clientId, Change change) implements SmartEvent {

    /** The kinds of changes to a registration. */
    public enum Change {
        /** The server registered the client. */
        CREATED,
        /** The server updated the registration. */
        UPDATED,
        /** The server deleted the registration. */
        DELETED
    }

    public RegistrationChanged {
        requireNonNull(at, "at");
        requireNonNull(server, "server");
        requireNonNull(change, "change");
    }
}
