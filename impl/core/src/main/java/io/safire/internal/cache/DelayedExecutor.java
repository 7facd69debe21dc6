package io.safire.internal.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A scheduler of short tasks, which blocks no thread of the pool during the delay. */
interface DelayedExecutor {

    DelayedExecutor COMPLETABLE_FUTURE = (work, milliseconds) -> CompletableFuture.delayedExecutor(
                    milliseconds, TimeUnit.MILLISECONDS, Runnable::run)
            .execute(work);

    void schedule(Runnable work, long milliseconds);
}
