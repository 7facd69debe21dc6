package io.safire.internal.store;

import io.safire.internal.cache.DelayedExecutor;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * A queue of token responses that could not be written to the store. A background thread retries the writes until they
 * succeed. The load balancer may send the users to another node, which can find the tokens only in the store.
 */
final class PendingStoreWrites {

    private static final long INITIAL_DELAY_MILLIS = 1_000;
    private static final long MAX_DELAY_MILLIS = 8_000;

    private final Predicate<Runnable> threads;
    private final Sleeper sleeper;
    private final DelayedExecutor scheduler;
    private final BooleanSupplier closed;
    private final Queue<RefreshResultWriter> queue = new ConcurrentLinkedQueue<>();
    /** True from the request for a thread until the end of this thread. */
    private final AtomicBoolean workerActive = new AtomicBoolean();

    /**
     * @param threads the function that starts a task, or returns false if no thread is free
     * @param scheduler the scheduler that requests a thread again after a delay. The scheduler does not occupy one of
     *     the threads
     * @param closed returns true if the application is stopping; the queue then requests no more threads
     */
    PendingStoreWrites(
            Predicate<Runnable> threads, Sleeper sleeper, DelayedExecutor scheduler, BooleanSupplier closed) {
        this.threads = threads;
        this.sleeper = sleeper;
        this.scheduler = scheduler;
        this.closed = closed;
    }

    void add(RefreshResultWriter writer) {
        queue.add(writer);
        ensureWorker();
    }

    private void ensureWorker() {
        if (workerActive.compareAndSet(false, true)) {
            startWorker(INITIAL_DELAY_MILLIS);
        }
    }

    /**
     * Schedules another attempt if no thread is free. Otherwise, the queued responses would wait for a further call of
     * their users.
     */
    private void startWorker(long delay) {
        if (closed.getAsBoolean() || threads.test(this::drain)) {
            return;
        }
        try {
            scheduler.schedule(() -> startWorker(nextDelay(delay)), delay);
        } catch (OutOfMemoryError noThread) {
            // the scheduler received no thread either, so the next response that is queued causes another attempt
            workerActive.set(false);
        }
    }

    private static long nextDelay(long delay) {
        return Math.min(delay * 2, MAX_DELAY_MILLIS);
    }

    private void drain() {
        boolean drained = false;
        try {
            drained = writeAll();
        } finally {
            workerActive.set(false);
        }
        if (drained && !queue.isEmpty()) {
            // a response was queued while this worker was ending
            ensureWorker();
        }
    }

    /** Returns false if the thread was interrupted before the queue was empty. */
    private boolean writeAll() {
        long delay = INITIAL_DELAY_MILLIS;
        for (RefreshResultWriter next = queue.poll(); next != null; next = queue.poll()) {
            if (next.isSettled()) {
                delay = INITIAL_DELAY_MILLIS;
                continue;
            }
            queue.add(next);
            sleeper.sleep(delay);
            delay = nextDelay(delay);
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
        }
        return true;
    }
}
