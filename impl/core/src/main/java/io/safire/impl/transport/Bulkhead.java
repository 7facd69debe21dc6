package io.safire.impl.transport;

import io.safire.impl.transport.TransportFailure.Kind;
import java.net.URI;
import java.time.Duration;
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

    /** Whether the next caller would have to wait. */
    public boolean isFull() {
        return places.availablePermits() == 0;
    }

    /**
     * Does something in one of the places.
     *
     * @param target where it goes
     * @throws TransportFailure if none became free
     */
    public <T> T within(URI target, Supplier<T> work) {
        enter(target);
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    private void enter(URI target) {
        try {
            // with a time, callers who wait already come first
            if (places.tryAcquire(0, TimeUnit.NANOSECONDS)) {
                return;
            }
            long start = System.nanoTime();
            boolean free = places.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS);
            waited.accept(Duration.ofNanos(System.nanoTime() - start));
            if (free) {
                return;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        throw new TransportFailure(
                Kind.FULL, "as many requests to this server as may be are under way already (" + most + ")", target);
    }
}
