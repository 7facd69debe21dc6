package io.safire.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Polling for the state of other processes. */
final class Eventually {

    private static final Duration TIMEOUT = Duration.ofMinutes(20);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    private Eventually() {}

    static void until(BooleanSupplier condition) {
        Instant end = Instant.now().plus(TIMEOUT);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("time limit exceeded").isBefore(end);
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }
}
