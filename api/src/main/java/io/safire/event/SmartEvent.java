package io.safire.event;

import java.time.Instant;
import java.util.Optional;

/**
 * A security-relevant event. The library fires the CDI event in the thread, and with the contexts, of the call that
 * causes the event. The observers run before this call returns. {@code @Observes SmartEvent} receives all events,
 * {@code @Observes TokenIssued} only the events of one kind. Events contain no secrets, so they can be logged
 * unchanged.
 *
 * <pre>{@code
 * void log(@Observes SmartEvent event) {
 *     AUDIT.log(Level.INFO, event.toString());
 * }
 * }</pre>
 *
 * <p>If an observer throws an exception, the call continues, and the library logs a warning without the text of the
 * exception. After the exception, CDI skips the remaining observers. An observer that may fail should therefore run
 * last (high {@code @Priority} value). A slow observer delays the call.
 *
 * <p>Later versions may add kinds of events.
 *
 * @since 1.0
 */
public interface SmartEvent {

    /** {@return the time of the event, according to the clock of this machine} */
    Instant at();

    /**
     * Returns the name of the server.
     *
     * @return the configured name; empty for a launch whose server is unknown or not configured
     */
    Optional<String> server();

    /**
     * Returns the client identifier.
     *
     * @return the {@code client_id}; empty if it is neither configured nor registered, or if the server is unknown
     */
    Optional<String> clientId();
}
