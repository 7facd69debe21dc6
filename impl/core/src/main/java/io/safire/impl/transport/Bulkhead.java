package io.safire.impl.transport;

import io.safire.impl.transport.TransportFailure.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Lets so many callers in at once; the others wait for a while and then give up, so that they are there for other servers. */
public final class Bulkhead {

    private final int most;
    private final Semaphore places;
    private final Duration longestWait;
    private final Consumer<Duration> waited;

    /**
     * Makes one.
     *
     * @param waited is told how long a caller had to wait
     */
    public Bulkhead(int most, Duration longestWait, Consumer<Duration> waited) {
        this.most = most;
        this.places = new Semaphore(most, true);
        this.longestWait = longestWait;
        this.waited = waited;
    }

    /**
     * Does something in one of the places.
     *
     * @param target where it goes
     * @throws TransportFailure if none became free
     */
    public <T> T within(URI target, Supplier<T> work) {
        if (!enters(Duration.ZERO) && !waits()) {
            throw new TransportFailure(
                    Kind.FULL,
                    "as many requests to this server as may be are under way already (" + most + ")",
                    target);
        }
        return inside(work);
    }

    /** Does something if one of the places is free; empty if the caller would have to wait. */
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
            // with a time, even none, callers who wait already come first
            return places.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
