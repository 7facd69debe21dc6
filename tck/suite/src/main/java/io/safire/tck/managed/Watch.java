package io.safire.tck.managed;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what takes the time of a server. */
public final class Watch {

    private static final long PAUSE_NANOS = 20_000_000;
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private Watch() {}

    /**
     * Tries until something is so.
     *
     * @param condition what is tried
     */
    public static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not so within " + LONGEST);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
