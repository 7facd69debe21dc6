package io.safire.internal.bulk;

import io.safire.http.RetryTimer.Sleeper;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.RetryAfter;
import java.time.Clock;
import java.time.Duration;

/** The delays between the requests of an export. */
record Delays(Clock clock, Sleeper sleeper, BulkErrors errors) {

    private static final Duration MIN_RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration MAX_RETRY_AFTER = Duration.ofMinutes(5);
    private static final Duration FIRST_DELAY = Duration.ofSeconds(5);
    private static final Duration MAX_DELAY = Duration.ofMinutes(2);
    private static final int MAX_DOUBLINGS = 10;

    /**
     * @param earlier the number of earlier requests, which doubles the delay if the response names no delay
     */
    Duration after(InboundResponse response, int earlier) {
        return RetryAfter.of(response, clock)
                .map(delay -> max(MIN_RETRY_AFTER, min(delay, MAX_RETRY_AFTER)))
                .orElseGet(() -> growing(earlier));
    }

    Duration growing(int earlier) {
        return min(FIRST_DELAY.multipliedBy(1L << Math.min(earlier, MAX_DOUBLINGS)), MAX_DELAY);
    }

    /**
     * @throws io.safire.bulk.BulkExportException if the thread is interrupted
     */
    void sleep(Duration delay) {
        try {
            sleeper.sleep(delay);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw errors.interrupted();
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
