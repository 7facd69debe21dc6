package io.safire.impl.managed;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A scheduler of short tasks, which blocks no thread of the pool during the delay. */
interface Timer {

    Timer OF_THE_JDK = (work, milliseconds) -> CompletableFuture.delayedExecutor(
                    milliseconds, TimeUnit.MILLISECONDS, Runnable::run)
            .execute(work);

    void later(Runnable work, long milliseconds);
}
