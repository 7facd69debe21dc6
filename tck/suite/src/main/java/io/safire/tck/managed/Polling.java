package io.safire.tck.managed;

import io.safire.error.NetworkException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Methods that wait for a condition. */
public final class Polling {

    private static final long PAUSE_NANOS = 20_000_000;
    /** The system property with the maximum time to wait in seconds. The default limit is 1,200 seconds. */
    public static final String LIMIT_PROPERTY = "tck.watch.limit";

    private static final long DEFAULT_LIMIT_SECONDS = 1_200;

    private Polling() {}

    /**
     * Waits until the condition is true.
     *
     * @throws AssertionError if the condition is still false after the time in {@value #LIMIT_PROPERTY}
     */
    public static void until(BooleanSupplier condition) {
        Duration limit = Duration.ofSeconds(Long.getLong(LIMIT_PROPERTY, DEFAULT_LIMIT_SECONDS));
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("The condition is still false after " + limit);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /**
     * Repeats a call until it completes without a {@link NetworkException}. On a busy machine, a client with a short timeout can
     * time out although the server responds.
     */
    public static void untilNoTimeout(Runnable call) {
        until(() -> completesInTime(call));
    }

    private static boolean completesInTime(Runnable call) {
        try {
            call.run();
            return true;
        } catch (NetworkException timeout) {
            return false;
        }
    }
}
