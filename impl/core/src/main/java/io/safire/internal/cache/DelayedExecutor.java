package io.safire.internal.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A scheduler for short tasks. No thread of the pool is blocked during the delay. */
public interface DelayedExecutor {

    DelayedExecutor COMPLETABLE_FUTURE = (work, milliseconds) -> CompletableFuture.delayedExecutor(
                    milliseconds, TimeUnit.MILLISECONDS, Runnable::run)
            .execute(work);

    void schedule(Runnable work, long milliseconds);
}
