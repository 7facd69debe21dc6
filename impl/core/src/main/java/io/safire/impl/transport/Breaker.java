package io.safire.impl.transport;

import io.safire.impl.config.Protection;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Leaves an address alone for a while once calls there have failed in a row. Then one call goes through: if it fails, the
 * address is left alone again; any other answer ends that.
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

    /** Whether a call may go there now. One that may has to say how it ended. */
    synchronized boolean lets() {
        if (closedUntil == null) {
            return true;
        }
        Instant now = clock.instant();
        // not for longer where the clock was set back
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
     * Notes a failure.
     *
     * @return until when the address is left alone, if that begins now; null otherwise
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

    /** A call ended before it was sent: nothing is known, and another one may try. */
    synchronized void abandoned() {
        probing = false;
    }

    synchronized @Nullable Instant closedUntil() {
        return closedUntil;
    }
}
