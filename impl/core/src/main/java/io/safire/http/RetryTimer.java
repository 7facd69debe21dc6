package io.safire.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The time between the attempts of a request.
 *
 * @param nanoTime the supplier of a time in nanoseconds, which never goes back
 * @param sleeper the action that waits before the next attempt
 * @hidden because applications do not use this type
 */
public record RetryTimer(LongSupplier nanoTime, Sleeper sleeper) {

    public static final RetryTimer SYSTEM =
            new RetryTimer(System::nanoTime, delay -> TimeUnit.NANOSECONDS.sleep(delay.toNanos()));

    @FunctionalInterface
    public interface Sleeper {
        void sleep(Duration delay) throws InterruptedException;
    }
}
