package io.safire.http;

import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.http.RetryAfter;
import io.safire.internal.http.TransportException;
import io.safire.internal.http.TransportException.FailureKind;
import java.time.Clock;
import java.time.Duration;

/**
 * A request that is signed anew for each attempt. The request also determines the delay before each attempt, which
 * grows exponentially.
 *
 * @hidden because applications do not use this type
 */
public final class RetriedRequest {

    private static final Duration MAX_DELAY = Duration.ofSeconds(10);
    private static final int MAX_DOUBLINGS = 20;

    private final HttpTransport transport;
    private final OutboundRequest request;
    private final Runnable onRetry;
    private final RetryTimer timer;
    private int attempts;
    private int attemptsNotSent;
    private long attemptEnd;
    private boolean interrupted;
    private Duration retryAfter = Duration.ZERO;

    RetriedRequest(HttpTransport transport, OutboundRequest request, Runnable onRetry, RetryTimer timer) {
        this.transport = transport;
        this.request = request;
        this.onRetry = onRetry;
        this.timer = timer;
    }

    HttpTransport transport() {
        return transport;
    }

    OutboundRequest authenticate() {
        return request.authenticate();
    }

    /**
     * @throws TransportException if the thread is interrupted
     */
    void beforeAttempt() {
        if (attempts > 0) {
            try {
                timer.sleeper().sleep(remainingDelay());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw interrupted();
            }
            retryAfter = Duration.ZERO;
            onRetry.run();
        }
        attempts++;
    }

    void afterAttempt() {
        attemptEnd = timer.nanoTime().getAsLong();
    }

    /**
     * Returns the delay in addition to the delay of {@code @Retry}. {@code @Retry} waits for the same time before each
     * retry, apart from its jitter. With the additional delay, the total delay doubles before each further retry. The
     * additional delay is at least the time in the header {@code Retry-After}.
     */
    private Duration remainingDelay() {
        Duration passed = Duration.ofNanos(Math.max(0, timer.nanoTime().getAsLong() - attemptEnd));
        long factor = 1L << Math.min(attempts - 1, MAX_DOUBLINGS);
        Duration total = shorter(shorter(passed, MAX_DELAY).multipliedBy(factor), MAX_DELAY);
        Duration remaining = total.minus(shorter(passed, total));
        return remaining.compareTo(retryAfter) < 0 ? retryAfter : remaining;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /**
     * Hides an interrupt of the caller. Otherwise, Fault Tolerance would discard the response, which may contain a
     * single-use token.
     */
    void deferInterrupt() {
        interrupted |= Thread.interrupted();
    }

    void restoreInterrupt() {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * @return the failure; its {@link TransportException#neverSent()} considers earlier attempts as well
     */
    TransportException onFailure(TransportException failure) {
        if (failure.neverSent()) {
            attemptsNotSent++;
        }
        return failure.neverSent() && mayHaveBeenSent() ? failure.afterSentAttempt() : failure;
    }

    TransportException interrupted() {
        return TransportException.interrupted(request.target(), !mayHaveBeenSent());
    }

    TransportException timedOut() {
        return new TransportException(FailureKind.ATTEMPT_TIMEOUT, "Timed out", request.target());
    }

    private boolean mayHaveBeenSent() {
        return attempts > attemptsNotSent;
    }

    boolean mayRetry(TransportException failure) {
        boolean repeatable = request.repeatable() || failure.neverSent();
        return repeatable && failure.kind().isTransient();
    }

    boolean mayRetry(InboundResponse response) {
        if (!response.isTransientFailure()) {
            return false;
        }
        retryAfter = RetryAfter.of(response, Clock.systemUTC()).orElse(Duration.ZERO);
        return retryAfter.compareTo(MAX_DELAY) <= 0;
    }
}
