package io.safire.impl.transport;

import io.safire.impl.transport.TransportFailure.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A limit for the number of concurrent calls. Further callers wait for a limited time and then fail, so that one slow
 * server does not occupy all threads of the application.
 */
public final class Bulkhead {

    private final int most;
    private final Semaphore places;
    private final Duration longestWait;
    private final Consumer<Duration> waited;

    /**
     * Creates a bulkhead that admits waiting callers in the order of their arrival.
     *
     * @param waited receives the time that a caller waited for a permit
     */
    public Bulkhead(int most, Duration longestWait, Consumer<Duration> waited) {
        this.most = most;
        this.places = new Semaphore(most, true);
        this.longestWait = longestWait;
        this.waited = waited;
    }

    /**
     * Runs the work as soon as a permit is available.
     *
     * @param target the URL to report if no permit becomes available
     * @throws TransportFailure if no permit becomes available within the wait time
     */
    public <T> T within(URI target, Supplier<T> work) {
        if (!enters(Duration.ZERO) && !waits()) {
            throw new TransportFailure(
                    Kind.FULL,
                    "the maximum number of concurrent requests to this server is reached (" + most + ")",
                    target);
        }
        return inside(work);
    }

    /** Runs the work if a permit is available at once; otherwise returns empty. */
    public <T> Optional<T> ifFree(Supplier<T> work) {
        return enters(Duration.ZERO) ? Optional.of(inside(work)) : Optional.empty();
    }

    private <T> T inside(Supplier<T> work) {
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    private boolean waits() {
        long start = System.nanoTime();
        boolean free = enters(longestWait);
        waited.accept(Duration.ofNanos(System.nanoTime() - start));
        return free;
    }

    private boolean enters(Duration wait) {
        try {
            // unlike tryAcquire(), tryAcquire(0, unit) does not overtake callers that already wait
            return places.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
