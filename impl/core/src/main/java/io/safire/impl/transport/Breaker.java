package io.safire.impl.transport;

import io.safire.impl.config.Protection;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A circuit breaker for one endpoint. While it is closed, calls pass. After a number of consecutive failures it opens:
 * calls fail fast until the delay has passed. Then it is half-open and lets one probe pass. If the probe fails, the
 * circuit breaker opens again; any other response closes it.
 */
final class Breaker {

    private final Protection protection;
    private final Clock clock;
    private int failures;
    private @Nullable Instant closedUntil;
    private boolean probing;

    Breaker(Protection protection, Clock clock) {
        this.protection = protection;
        this.clock = clock;
    }

    /**
     * Returns whether a call may be sent now. If so, the caller must report the result with {@link #succeeded()},
     * {@link #failed()} or {@link #abandoned()}.
     */
    synchronized boolean lets() {
        if (closedUntil == null) {
            return true;
        }
        Instant now = clock.instant();
        // a clock that is set back does not extend the delay
        boolean closed = now.isBefore(closedUntil) && !now.isBefore(closedUntil.minus(protection.delay()));
        if (probing || closed) {
            return false;
        }
        probing = true;
        return true;
    }

    synchronized void succeeded() {
        failures = 0;
        closedUntil = null;
        probing = false;
    }

    /**
     * Records a failed call.
     *
     * @return the time until which the circuit breaker is open, if this failure opened it; null otherwise
     */
    synchronized @Nullable Instant failed() {
        failures++;
        boolean begins = probing || closedUntil == null && failures >= protection.failures();
        probing = false;
        if (!begins) {
            return null;
        }
        closedUntil = clock.instant().plus(protection.delay());
        return closedUntil;
    }

    /** Records that a call ended without a result, so that another call may probe the endpoint. */
    synchronized void abandoned() {
        probing = false;
    }

    synchronized @Nullable Instant closedUntil() {
        return closedUntil;
    }
}
