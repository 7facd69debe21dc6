package io.safire.tck.managed;

import io.safire.token.AccessToken;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Threads that request a token repeatedly and record their observations. Waits are detected from the JVM's thread
 * statistics, and from the requests that a thread itself sends. The elapsed time is not used, because a busy machine
 * delays every thread.
 */
public final class RepeatingCallers implements AutoCloseable {

    private static final long PAUSE_NANOS = 4_000_000;
    /**
     * An implementation may shorten the lifetime of a token by the duration of its request. The allowance for this is
     * the lifetime divided by this number.
     */
    private static final int LIFETIME_DIVISOR = 3;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final Set<String> awaited = ConcurrentHashMap.newKeySet();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger expired = new AtomicInteger();
    private final AtomicInteger needlessWaits = new AtomicInteger();
    private final AtomicReference<Instant> latestExpiry = new AtomicReference<>(Instant.MIN);
    private final Supplier<AccessToken> source;
    private final TokenRequestCounter traffic;
    private final Duration allowance;
    private volatile boolean stopped;
    private List<Thread> callers = List.of();

    /**
     * Creates the callers.
     *
     * @param source the supplier of the token
     * @param lifetime the lifetime of a token
     * @param traffic the counter of the implementation's requests
     */
    public RepeatingCallers(Supplier<AccessToken> source, Duration lifetime, TokenRequestCounter traffic) {
        this.source = source;
        this.allowance = lifetime.dividedBy(LIFETIME_DIVISOR);
        this.traffic = traffic;
    }

    /**
     * Starts threads that request the token repeatedly until {@link #close()} is called.
     *
     * @param count the number of threads
     */
    public RepeatingCallers start(int count) {
        call();
        callers = IntStream.range(0, count)
                .mapToObj(number -> new Thread(() -> {
                    while (!stopped) {
                        call();
                        LockSupport.parkNanos(PAUSE_NANOS);
                    }
                }))
                .toList();
        callers.forEach(caller -> caller.setDaemon(true));
        callers.forEach(Thread::start);
        return this;
    }

    /** Stops the threads and waits for their end. */
    @Override
    public void close() {
        stopped = true;
        try {
            for (Thread caller : callers) {
                caller.join();
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Returns the number of different tokens. */
    public int tokens() {
        return tokens.size();
    }

    /** Returns the number of tokens that were refreshed so early that no caller had to wait. */
    public int refreshedAhead() {
        return tokens.size() - awaited.size();
    }

    /** Returns the number of calls that waited although a valid token was cached. */
    public int needlessWaits() {
        return needlessWaits.get();
    }

    /** Returns all exceptions of the calls. */
    public List<Throwable> failures() {
        return failures;
    }

    /** Returns the number of calls that returned an expired token. */
    public int expired() {
        return expired.get();
    }

    /** Returns whether a call failed, returned an expired token or waited needlessly, so that the test can stop early. */
    public boolean hasFailure() {
        return !failures.isEmpty() || expired() > 0 || needlessWaits() > 0;
    }

    private void call() {
        Instant previousExpiry = latestExpiry.get();
        Instant start = Instant.now();
        long waitsBefore = waits();
        try {
            AccessToken token = source.get();
            boolean waited = waits() != waitsBefore;
            tokens.add(token.value());
            latestExpiry.accumulateAndGet(token.expiresAt(), (one, other) -> one.isAfter(other) ? one : other);
            if (!token.expiresAt().isAfter(start)) {
                expired.incrementAndGet();
            }
            if (waited) {
                awaited.add(token.value());
            }
            if (waited && previousExpiry.isAfter(Instant.now().plus(allowance))) {
                needlessWaits.incrementAndGet();
            }
        } catch (RuntimeException | Error thrown) {
            failures.add(thrown);
        }
    }

    private long waits() {
        Thread caller = Thread.currentThread();
        return threads.getThreadInfo(caller.getId()).getWaitedCount() + traffic.sentBy(caller);
    }
}
