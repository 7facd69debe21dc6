package io.safire.internal.cache;

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
 * @param previous the token that was cached when the refresh was started
 * @param outage a recent failure because of an unreachable server; callers that join the refresh receive this failure
 *     at once
 * @param started true as soon as a thread runs the refresh
 */
record InFlightRefresh(
        @Nullable CachedToken previous,
        @Nullable SmartException outage,
        AtomicBoolean started,
        CompletableFuture<RefreshResult> result) {

    /**
     * This limit prevents a lost result from blocking callers forever. A request with all its retries takes less time.
     */
    private static final long MAX_WAIT_SECONDS = 600;
    /**
     * A thread must start the work within this time, because some runtimes discard a submitted task without running it
     * while an application starts or stops.
     */
    private static final long THREAD_START_TIMEOUT_MILLIS = 250;

    InFlightRefresh(@Nullable CachedToken previous, @Nullable SmartException outage) {
        this(previous, outage, new AtomicBoolean(), new CompletableFuture<>());
    }

    static InFlightRefresh ended(RefreshResult result) {
        return new InFlightRefresh(null, null, new AtomicBoolean(true), CompletableFuture.completedFuture(result));
    }

    boolean isStarted() {
        return started.get();
    }

    void complete(RefreshResult outcome) {
        result.complete(outcome);
    }

    /** Returns true only to the first caller, which must then run the refresh. */
    boolean tryStart() {
        return started.compareAndSet(false, true);
    }

    /**
     * @param work the action that runs the refresh if no other thread has started it. The calling thread runs the
     *     action if there is no result after 250 ms
     * @throws TimeoutException if there is still no result 600 seconds later
     */
    RefreshResult await(Runnable work) throws InterruptedException, TimeoutException {
        try {
            return result.get(THREAD_START_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException notYet) {
            work.run();
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        }
        try {
            return result.get(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        }
    }
}
