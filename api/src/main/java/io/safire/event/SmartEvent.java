package io.safire.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something happened that matters for security. It is fired as a CDI event, in the thread and the contexts of the call that
 * it is about, before that call returns: {@code @Observes SmartEvent} gets all of them, {@code @Observes TokenIssued} one
 * kind. Nothing in it is secret, so that it can be logged as it is.
 *
 * <pre>{@code
 * void log(@Observes SmartEvent event) {
 *     AUDIT.log(Level.INFO, event.toString());
 * }
 * }</pre>
 *
 * <p>An observer that throws does not end the call; a warning without the text of its exception is logged. CDI does not
 * ask the observers after it, so one that may fail comes last ({@code @Priority}). An observer that is slow makes the call
 * slow.
 */
public sealed interface SmartEvent
        permits KeyFirstUsed,
                LaunchBegun,
                LaunchCompleted,
                LaunchRefused,
                RegistrationChanged,
                RequestRefused,
                TokenIssued,
                TokenRenewed,
                TokenRevoked {

    /**
     * When it happened, by the clock of this machine.
     *
     * @return the instant
     */
    Instant at();

    /**
     * The server that it is about.
     *
     * @return its configured name; null for a launch that belongs to no configured server or cannot be told to belong to one
     */
    @Nullable
    String server();

    /**
     * The client.
     *
     * @return {@code client_id}; null when it is neither configured nor registered, and where the server is not known
     */
    @Nullable
    String clientId();
}
