package io.safire.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A server has registered this client, or changed or deleted its registration.
 *
 * @param at when
 * @param server the name of the server
 * @param clientId the client that was registered
 * @param change what was done
 */
public record RegistrationChanged(
        Instant at, String server, @Nullable String clientId, Change change) implements SmartEvent {

    /** What was done to a registration. */
    public enum Change {
        /** There is a new one. */
        MADE,
        /** It says something else now. */
        UPDATED,
        /** There is none any more. */
        DELETED
    }

    /** Checks that all parts are there. */
    public RegistrationChanged {
        requireNonNull(at, "at");
        requireNonNull(server, "server");
        requireNonNull(change, "change");
    }
}
