package io.safire.internal.http;

import io.safire.internal.config.ResilienceSettings;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A circuit breaker for one endpoint. While the circuit breaker is closed, calls pass. After a number of consecutive
 * failures, the circuit breaker opens. The open circuit breaker makes calls fail fast until the delay has passed. After
 * the delay, the circuit breaker is half-open and lets one probe pass. If the probe fails, the circuit breaker opens
 * again. If the probe succeeds, the circuit breaker closes.
 */
final class CircuitBreaker {

    private final ResilienceSettings protection;
    private final Clock clock;
    private int consecutiveFailures;
    private @Nullable Instant openUntil;
    private boolean probing;

    CircuitBreaker(ResilienceSettings protection, Clock clock) {
        this.protection = protection;
        this.clock = clock;
    }

    /**
     * Returns true if the call may be sent. The caller must then report the outcome of the call with
     * {@link #onSuccess()}, {@link #onFailure()} or {@link #onAbandoned()}.
     */
    synchronized boolean tryAcquire() {
        if (openUntil == null) {
            return true;
        }
        Instant now = clock.instant();
        // a clock that is set back does not extend the delay
        boolean open = now.isBefore(openUntil) && !now.isBefore(openUntil.minus(protection.breakerDelay()));
        if (probing || open) {
            return false;
        }
        probing = true;
        return true;
    }

    synchronized void onSuccess() {
        consecutiveFailures = 0;
        openUntil = null;
        probing = false;
    }

    /**
     * @return the time until which the circuit breaker stays open; null if this failure did not open it
     */
    synchronized @Nullable Instant onFailure() {
        consecutiveFailures++;
        boolean opens = probing || openUntil == null && consecutiveFailures >= protection.breakerFailures();
        probing = false;
        if (!opens) {
            return null;
        }
        openUntil = clock.instant().plus(protection.breakerDelay());
        return openUntil;
    }

    /** The call ended without a result, so another call may probe the endpoint. */
    synchronized void onAbandoned() {
        probing = false;
    }

    synchronized @Nullable Instant openUntil() {
        return openUntil;
    }
}
