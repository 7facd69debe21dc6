package io.safire.tck.managed;

import io.safire.error.NetworkException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what takes the time of a server. */
public final class Watch {

    private static final long PAUSE_NANOS = 20_000_000;
    /** The system property with the seconds after which a test that would wait for ever ends; 1,200 without it. */
    public static final String LIMIT = "tck.watch.limit";

    private static final long DEFAULT_LIMIT = 1_200;

    private Watch() {}

    /**
     * Tries until something is so.
     *
     * @param condition what is tried
     */
    public static void until(BooleanSupplier condition) {
        Duration limit = Duration.ofSeconds(Long.getLong(LIMIT, DEFAULT_LIMIT));
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not so within " + limit);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /**
     * Calls until a response comes in time. A client with a short timeout gives up on a busy machine where the server
     * responds, too.
     *
     * @param call the call
     */
    public static void untilInTime(Runnable call) {
        until(() -> isInTime(call));
    }

    private static boolean isInTime(Runnable call) {
        try {
            call.run();
            return true;
        } catch (NetworkException late) {
            return false;
        }
    }
}
