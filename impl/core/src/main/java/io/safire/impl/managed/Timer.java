package io.safire.impl.managed;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Does something short later, without a thread that waits for it. */
interface Timer {

    Timer OF_THE_JDK = (work, milliseconds) -> CompletableFuture.delayedExecutor(
                    milliseconds, TimeUnit.MILLISECONDS, Runnable::run)
            .execute(work);

    void later(Runnable work, long milliseconds);
}
