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
 * Threads that ask for a token again and again, and what they saw. That a caller waited is told by the counts of the JVM and by
 * the requests that it made itself, never by the time: a busy machine holds everybody up.
 */
public final class Callers implements AutoCloseable {

    private static final long PAUSE_NANOS = 4_000_000;
    /** What an implementation may take off the life of a token, since it began on the way. */
    private static final int SHARE_OF_THE_LIFE = 3;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final Set<String> awaited = ConcurrentHashMap.newKeySet();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger expired = new AtomicInteger();
    private final AtomicInteger needless = new AtomicInteger();
    private final AtomicReference<Instant> lastEnd = new AtomicReference<>(Instant.MIN);
    private final Supplier<AccessToken> source;
    private final Traffic traffic;
    private final Duration allowance;
    private volatile boolean stopped;
    private List<Thread> callers = List.of();

    /**
     * Prepares.
     *
     * @param source what is asked
     * @param life how long a token lives
     * @param traffic what the implementation says of its requests
     */
    public Callers(Supplier<AccessToken> source, Duration life, Traffic traffic) {
        this.source = source;
        this.allowance = life.dividedBy(SHARE_OF_THE_LIFE);
        this.traffic = traffic;
    }

    /**
     * Begins.
     *
     * @param count how many threads ask, until they are closed
     * @return these
     */
    public Callers begin(int count) {
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

    /** Stops them, and waits until they have. */
    @Override
    public void close() {
        stopped = true;
        try {
            for (Thread caller : callers) {
                caller.join();
            }
        } catch (InterruptedException ended) {
            throw new IllegalStateException(ended);
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
     * How many of the tokens were there before anybody had to wait for them.
     *
     * @return the number
     */
    public int ahead() {
        return tokens.size() - awaited.size();
    }

    /**
     * How many calls waited although there was a token.
     *
     * @return the number
     */
    public int needlessWaits() {
        return needless.get();
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
     * Returns whether something has been seen that must not be, so that there is nothing left to wait for.
     *
     * @return true after a failure, an expired token or a needless wait
     */
    public boolean sawAFault() {
        return !failures.isEmpty() || expired() > 0 || needlessWaits() > 0;
    }

    private void call() {
        Instant last = lastEnd.get();
        Instant asked = Instant.now();
        long before = waits();
        try {
            AccessToken given = source.get();
            boolean waited = waits() != before;
            tokens.add(given.value());
            lastEnd.accumulateAndGet(given.expiresAt(), (one, other) -> one.isAfter(other) ? one : other);
            if (!given.expiresAt().isAfter(asked)) {
                expired.incrementAndGet();
            }
            if (waited) {
                awaited.add(given.value());
            }
            if (waited && last.isAfter(Instant.now().plus(allowance))) {
                needless.incrementAndGet();
            }
        } catch (RuntimeException | Error thrown) {
            failures.add(thrown);
        }
    }

    private long waits() {
        Thread caller = Thread.currentThread();
        return threads.getThreadInfo(caller.getId()).getWaitedCount() + traffic.by(caller);
    }
}
