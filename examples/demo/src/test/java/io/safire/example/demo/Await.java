package io.safire.example.demo;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A polling wait for asynchronous results. */
final class Await {

    private Await() {}

    static void until(Duration limit, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("The condition was not met within " + limit);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
