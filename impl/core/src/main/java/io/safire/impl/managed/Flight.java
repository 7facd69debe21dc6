package io.safire.impl.managed;

import io.safire.error.SmartException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A refresh in progress, whose result any number of callers can await.
 *
 * @param before the cached token when the refresh was started
 * @param outage the failure that made the server unreachable shortly before; callers that join the refresh get it at once
 * @param taken set by the thread that runs the refresh
 */
record Flight(
        @Nullable Current before,
        @Nullable SmartException outage,
        AtomicBoolean taken,
        CompletableFuture<Renewal> result) {

    /** Longer than a request takes with all its retries, so that a lost result does not block callers forever. */
    private static final long LONGEST_WAIT_SECONDS = 600;
    /** The time for a thread to start the work. Some runtimes drop tasks while an application starts or stops. */
    private static final long HEAD_START_MILLIS = 250;

    Flight(@Nullable Current before, @Nullable SmartException outage) {
        this(before, outage, new AtomicBoolean(), new CompletableFuture<>());
    }

    boolean isStarted() {
        return taken.get();
    }

    void land(Renewal renewal) {
        result.complete(renewal);
    }

    /** Returns true to the first caller only, which then has to run the refresh. */
    boolean take() {
        return taken.compareAndSet(false, true);
    }

    /**
     * Waits for the result.
     *
     * @param work run by the calling thread after 250 ms without a result; does nothing if another thread has started it
     * @throws TimeoutException if there is no result after 600 more seconds
     */
    Renewal awaited(Runnable work) throws InterruptedException, TimeoutException {
        try {
            return result.get(HEAD_START_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException notYet) {
            work.run();
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        }
        try {
            return result.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        }
    }
}
