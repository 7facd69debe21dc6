package io.safire.impl.managed;

import io.safire.error.SmartException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One renewal under way, for which others wait.
 *
 * @param before what was there when it began
 * @param outage why the server could not be reached just before it; who did not begin it gets this rather than wait
 */
record Flight(
        @Nullable Current before,
        @Nullable SmartException outage,
        AtomicBoolean taken,
        CompletableFuture<Renewal> result) {

    /** Beyond what a request takes with all its repetitions: nobody waits for ever. */
    private static final long LONGEST_WAIT_SECONDS = 600;
    /** Time for a thread to begin. Some runtimes drop what threads should do while an application starts or ends. */
    private static final long HEAD_START_MILLIS = 250;

    Flight(@Nullable Current before, @Nullable SmartException outage) {
        this(before, outage, new AtomicBoolean(), new CompletableFuture<>());
    }

    void land(Renewal renewal) {
        result.complete(renewal);
    }

    /** Whether the caller is the one to do the work. */
    boolean take() {
        return taken.compareAndSet(false, true);
    }

    /**
     * Waits for the end.
     *
     * @param work done by the caller if nobody has begun it
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
