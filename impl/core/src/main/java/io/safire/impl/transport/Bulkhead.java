package io.safire.impl.transport;

import io.safire.impl.transport.TransportFailure.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lets so many callers in at once; the others wait for a while and then give up, so that they are there for other servers. */
public final class Bulkhead {

    private final int most;
    private final Semaphore places;
    private final Duration longestWait;

    public Bulkhead(int most, Duration longestWait) {
        this.most = most;
        this.places = new Semaphore(most, true);
        this.longestWait = longestWait;
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
            if (places.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        throw new TransportFailure(
                Kind.FULL, "as many requests to this server as may be are under way already (" + most + ")", target);
    }
}
