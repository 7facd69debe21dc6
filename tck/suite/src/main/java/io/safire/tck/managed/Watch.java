package io.safire.tck.managed;

import io.safire.token.AccessToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What threads saw that asked for a token again and again. */
public final class Watch {

    private static final long MILLISECOND = 1_000_000;
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger expired = new AtomicInteger();
    private final AtomicLong longestCall = new AtomicLong();
    private final AtomicLong longestStall = new AtomicLong();

    private Watch() {}

    /**
     * Asks for a while.
     *
     * @param callers how many threads do
     * @param time for how long
     * @param token what they ask for
     * @return what they saw
     */
    public static Watch of(int callers, Duration time, Supplier<AccessToken> token) {
        Watch watch = new Watch();
        long end = System.nanoTime() + time.toNanos();
        List<Thread> threads = IntStream.rangeClosed(0, callers)
                .mapToObj(number -> new Thread(() -> {
                    while (System.nanoTime() < end) {
                        if (number == 0) {
                            watch.stall();
                        } else {
                            watch.call(token);
                        }
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException ended) {
            throw new IllegalStateException(ended);
        }
        return watch;
    }

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
            LockSupport.parkNanos(20 * MILLISECOND);
        }
    }

    /**
     * How many different tokens there were.
     *
     * @return the number
     */
    public int tokens() {
        return tokens.size();
    }

    /**
     * What was thrown.
     *
     * @return all of it
     */
    public List<Throwable> failures() {
        return failures;
    }

    /**
     * How many tokens were over when they were asked for.
     *
     * @return the number
     */
    public int expired() {
        return expired.get();
    }

    /**
     * How long the longest call took, less what the machine kept a thread waiting that called nothing.
     *
     * @return the time
     */
    public Duration longestWait() {
        return Duration.ofNanos(Math.max(0, longestCall.get() - longestStall.get()));
    }

    private void call(Supplier<AccessToken> token) {
        Instant now = Instant.now();
        long before = System.nanoTime();
        try {
            AccessToken given = token.get();
            tokens.add(given.value());
            if (!given.expiresAt().isAfter(now)) {
                expired.incrementAndGet();
            }
        } catch (RuntimeException | Error thrown) {
            failures.add(thrown);
        }
        longestCall.accumulateAndGet(System.nanoTime() - before, Math::max);
        LockSupport.parkNanos(MILLISECOND);
    }

    private void stall() {
        long before = System.nanoTime();
        LockSupport.parkNanos(MILLISECOND);
        longestStall.accumulateAndGet(System.nanoTime() - before - MILLISECOND, Math::max);
    }
}
