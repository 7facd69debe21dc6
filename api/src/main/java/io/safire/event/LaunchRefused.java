package io.safire.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A launch did not begin, or ended without tokens: nobody knows the EHR, the answer is not one to this launch, the user or the
 * server said no, or something did not work. Where a server refused a request, a {@link RequestRefused} comes before it.
 *
 * @param at when
 * @param server the name of the server; null where it is not known
 * @param clientId the client; null where the server is not known
 * @param launch identifies the launch in all of its events; null where none had begun. An answer that belongs to no launch has
 *     one that no other event has
 * @param reason the id of the message, such as {@code SAFIRE-1105}
 * @param message what is wrong and what to do, as the exception says it
 */
public record LaunchRefused(
        Instant at,
        @Nullable String server,
        @Nullable String clientId,
        @Nullable String launch,
        String reason,
        String message)
        implements SmartEvent {

    /** Checks that all parts are there. */
    public LaunchRefused {
        requireNonNull(at, "at");
        requireNonNull(reason, "reason");
        requireNonNull(message, "message");
    }
}
