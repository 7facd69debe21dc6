package io.safire.http;

import io.safire.internal.http.HttpSender;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * A sender that retries requests without MicroProfile Fault Tolerance, for clients without CDI. It retries the same
 * failures, with the same delays, as {@link RetryingSender} in the default configuration.
 *
 * @hidden because applications do not use this type
 */
public final class StandaloneSender implements HttpSender {

    private final HttpTransport transport;
    private final Runnable onRetry;
    private final RetryTimer timer;
    private final LongSupplier delayMillis;
    private final RetryingSender attempts = new RetryingSender();

    /**
     * @param onRetry the callback that is called before each retry
     * @param delayMillis the supplier of the delay before the first retry
     */
    StandaloneSender(
            HttpTransport transport,
            Runnable onRetry,
            RetryTimer timer,
            LongSupplier delayMillis,
            RequestAttempt attempt) {
        this.transport = transport;
        this.onRetry = onRetry;
        this.timer = timer;
        this.delayMillis = delayMillis;
        attempts.attempt = attempt;
    }

    /**
     * Waits in the calling thread.
     *
     * @param onRetry the callback that is called before each retry
     */
    public static StandaloneSender of(HttpTransport transport, Runnable onRetry) {
        return new StandaloneSender(
                transport, onRetry, RetryTimer.SYSTEM, StandaloneSender::randomDelay, new RequestAttempt());
    }

    @Override
    public InboundResponse send(OutboundRequest request) {
        RetriedRequest retried = new RetriedRequest(transport, request, onRetry, timer);
        long start = timer.nanoTime().getAsLong();
        try {
            for (int retries = 0; true; retries++) {
                try {
                    return attempt(retried, request.repeatable());
                } catch (TransientFailureException failure) {
                    if (retries == RetryingSender.MAX_RETRIES || isTooLate(start)) {
                        return failure.response();
                    }
                    delay(retried);
                }
            }
        } finally {
            retried.restoreInterrupt();
        }
    }

    private InboundResponse attempt(RetriedRequest request, boolean repeatable) {
        return repeatable ? attempts.sendRepeatable(request) : attempts.sendSingleUse(request);
    }

    private boolean isTooLate(long start) {
        Duration passed = Duration.ofNanos(timer.nanoTime().getAsLong() - start);
        return passed.toMillis() >= RetryingSender.MAX_DURATION_MILLIS;
    }

    private void delay(RetriedRequest request) {
        try {
            timer.sleeper().sleep(Duration.ofMillis(delayMillis.getAsLong()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw request.interrupted();
        }
    }

    private static long randomDelay() {
        return ThreadLocalRandom.current()
                .nextLong(
                        RetryingSender.DELAY_MILLIS - RetryingSender.JITTER_MILLIS,
                        RetryingSender.DELAY_MILLIS + RetryingSender.JITTER_MILLIS + 1);
    }
}
