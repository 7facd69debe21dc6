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
 * A request that is signed anew for each attempt. The request also determines the delay before each attempt, which grows
 * exponentially.
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
     * Waits before an attempt that is not the first attempt, and reports the retry.
     *
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
     * Returns the delay that remains after the delay of {@code @Retry}. {@code @Retry} waits for the same time before
     * each retry, apart from its jitter. Before the first retry, the total delay equals this time. The total delay then
     * doubles before each further retry. If the server sent {@code Retry-After}, the remaining delay is not shorter
     * than the time in this header.
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
     * Records the failure of an attempt.
     *
     * @return the failure, which also tells whether an earlier attempt may have reached the server
     */
    TransportException onFailure(TransportException failure) {
        if (failure.neverSent()) {
            attemptsNotSent++;
        }
        return failure.neverSent() && mayHaveBeenSent() ? failure.afterSentAttempt() : failure;
    }

    /** Creates the failure for a thread that was interrupted between or during the attempts. */
    TransportException interrupted() {
        return new TransportException(
                FailureKind.CONNECTION_BROKEN, "Interrupted", request.target(), !mayHaveBeenSent());
    }

    /** Creates the failure for an attempt that Fault Tolerance ended. */
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

    /** Returns whether the response is a transient failure and {@code Retry-After} is at most ten seconds. */
    boolean mayRetry(InboundResponse response) {
        if (!response.isTransientFailure()) {
            return false;
        }
        retryAfter = RetryAfter.of(response, Clock.systemUTC()).orElse(Duration.ZERO);
        return retryAfter.compareTo(MAX_DELAY) <= 0;
    }
}
