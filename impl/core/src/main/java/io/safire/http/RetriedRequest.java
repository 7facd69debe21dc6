package io.safire.http;

import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.http.RetryAfter;
import io.safire.internal.http.TransportException;
import java.time.Clock;
import java.time.Duration;

/**
 * A request that is signed anew for each attempt, and the delay before the next attempt that the server requested.
 *
 * @hidden because applications do not use this type
 */
public final class RetriedRequest {

    private static final Duration MAX_RETRY_AFTER = Duration.ofSeconds(10);

    private final HttpTransport transport;
    private final OutboundRequest request;
    private final Runnable onRetry;
    private boolean attempted;
    private boolean interrupted;
    private Duration retryAfter = Duration.ZERO;

    RetriedRequest(HttpTransport transport, OutboundRequest request, Runnable onRetry) {
        this.transport = transport;
        this.request = request;
        this.onRetry = onRetry;
    }

    HttpTransport transport() {
        return transport;
    }

    OutboundRequest authenticate() {
        return request.authenticate();
    }

    /**
     * Waits for the time that the server requested. If the attempt is not the first attempt, the retry is also
     * reported.
     */
    void beforeAttempt() {
        if (attempted) {
            sleep(retryAfter);
            retryAfter = Duration.ZERO;
            onRetry.run();
        }
        attempted = true;
    }

    /**
     * Hides an interrupt of the caller, because Fault Tolerance would discard the response, which may contain a
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

    boolean mayRetry(TransportException failure) {
        boolean repeatable = request.repeatable() || failure.kind().neverSent();
        return repeatable && failure.kind().isTransient();
    }

    /** Returns whether the response is a transient failure and {@code Retry-After} is at most ten seconds. */
    boolean mayRetry(InboundResponse response) {
        if (!response.isTransientFailure()) {
            return false;
        }
        retryAfter = RetryAfter.of(response, Clock.systemUTC()).orElse(Duration.ZERO);
        return retryAfter.compareTo(MAX_RETRY_AFTER) <= 0;
    }

    private static void sleep(Duration delay) {
        if (delay.isZero()) {
            return;
        }
        try {
            Thread.sleep(delay.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
