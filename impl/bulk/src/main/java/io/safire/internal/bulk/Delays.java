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
    /** A broken connection is most often replaced at once; only further failures need time. */
    private static final Duration FIRST_RECONNECT_DELAY = Duration.ofMillis(500);

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
     * @param failures the number of failures in a row, at least 1
     */
    Duration beforeReconnect(int failures) {
        return failures == 1 ? FIRST_RECONNECT_DELAY : growing(failures - 2);
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
