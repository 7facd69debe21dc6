package io.safire.internal.http;

import io.safire.internal.http.TransportException.FailureKind;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A limit on the number of concurrent calls. Additional callers wait for a limited time and then fail, so that one slow
 * server does not occupy all threads of the application.
 */
public final class Bulkhead {

    private final int maxConcurrent;
    private final Semaphore permits;
    private final Duration maxWait;
    private final Consumer<Duration> onWait;

    /**
     * Admits waiting callers in the order of their arrival.
     *
     * @param onWait the consumer that receives the time for which a caller waited for a permit
     */
    public Bulkhead(int maxConcurrent, Duration maxWait, Consumer<Duration> onWait) {
        this(new Semaphore(maxConcurrent, true), maxConcurrent, maxWait, onWait);
    }

    /**
     * @param permits the free permits, which other bulkheads can share
     * @param maxConcurrent the number of all permits, for messages
     * @param onWait the consumer that receives the time for which a caller waited for a permit
     */
    public Bulkhead(Semaphore permits, int maxConcurrent, Duration maxWait, Consumer<Duration> onWait) {
        this.maxConcurrent = maxConcurrent;
        this.permits = permits;
        this.maxWait = maxWait;
        this.onWait = onWait;
    }

    /**
     * @throws TransportException if no permit becomes available within the wait time, or if the caller is interrupted
     */
    public <T> T execute(URI target, Supplier<T> work) {
        if (!tryAcquire(Duration.ZERO) && !awaitPermit()) {
            if (Thread.currentThread().isInterrupted()) {
                throw TransportException.interrupted(target, true);
            }
            throw new TransportException(
                    FailureKind.BULKHEAD_FULL,
                    "the maximum number of concurrent requests to this server is reached (" + maxConcurrent + ")",
                    target);
        }
        return runAndRelease(work);
    }

    public <T> Optional<T> tryExecute(Supplier<T> work) {
        return tryAcquire(Duration.ZERO) ? Optional.of(runAndRelease(work)) : Optional.empty();
    }

    boolean isFull() {
        return permits.availablePermits() == 0;
    }

    private <T> T runAndRelease(Supplier<T> work) {
        try {
            return work.get();
        } finally {
            permits.release();
        }
    }

    private boolean awaitPermit() {
        long start = System.nanoTime();
        boolean acquired = tryAcquire(maxWait);
        onWait.accept(Duration.ofNanos(System.nanoTime() - start));
        return acquired;
    }

    private boolean tryAcquire(Duration wait) {
        try {
            // unlike tryAcquire(), tryAcquire(0, unit) does not overtake callers that are already waiting
            return permits.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
