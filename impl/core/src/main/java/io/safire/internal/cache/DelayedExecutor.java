package io.safire.internal.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A scheduler for short tasks. During the delay, the scheduler does not block any thread of the pool. */
public interface DelayedExecutor {

    DelayedExecutor COMPLETABLE_FUTURE = (work, milliseconds) -> CompletableFuture.delayedExecutor(
                    milliseconds, TimeUnit.MILLISECONDS, Runnable::run)
            .execute(work);

    void schedule(Runnable work, long milliseconds);
}
