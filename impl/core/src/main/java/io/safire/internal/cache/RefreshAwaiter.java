package io.safire.internal.cache;

import io.safire.error.NetworkException;
import io.safire.internal.cache.AutoRefreshingToken.Joined;
import io.safire.internal.message.Message;
import io.safire.token.AccessToken;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * The wait for a refresh, for a caller without a valid cached token. {@link #await} blocks the caller until the refresh
 * ends. {@link #completeLater} returns at once, and completes a {@code CompletionStage} after the refresh.
 */
record RefreshAwaiter(String server, AutoRefreshingToken token, RefreshThreads.ServerThreads threads) {

    /**
     * The delay before another thread is tried. Some runtimes discard a submitted task without running it while an
     * application starts or stops.
     */
    private static final long START_DELAY_MILLIS = 250;

    private static final int MAX_STARTS = 120;

    /** Joins or starts a refresh, and waits for its result. */
    AccessToken await() {
        while (true) {
            Joined joined = token.join();
            InFlightRefresh flight = joined.flight();
            // a caller runs the refresh itself only if no other thread is available, because an interrupt of the caller
            // would abort the refresh
            if (joined.mine() && !threads.tryStart(() -> token.run(flight))) {
                token.run(flight);
            }
            RefreshResult result = awaitResult(flight);
            if (!result.isDeferred()) {
                return result.requireToken();
            }
        }
    }

    private RefreshResult awaitResult(InFlightRefresh flight) {
        try {
            return flight.await(() -> token.run(flight));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new NetworkException(Message.REFRESH_INTERRUPTED.format(server), "Interrupted");
        } catch (TimeoutException timeout) {
            throw new NetworkException(Message.REFRESH_TIMED_OUT.format(server), "Timed out");
        }
    }

    /** Joins or starts a refresh, and completes the stage after the refresh. This method does not block the caller. */
    void completeLater(CompletableFuture<AccessToken> stage) {
        Joined joined = token.join();
        InFlightRefresh flight = joined.flight();
        if (joined.mine()) {
            start(flight, MAX_STARTS);
        }
        flight.result().whenComplete((result, none) -> {
            if (result.isDeferred()) {
                completeLater(stage);
            } else {
                completeOnOwnThread(stage, result);
            }
        });
    }

    /**
     * Starts a refresh that no caller waits for. If no thread has started the refresh after a short delay, this method
     * tries again with another thread.
     */
    private void start(InFlightRefresh flight, int attempts) {
        if (flight.isStarted()) {
            return;
        }
        if (attempts == 0) {
            token.cancel(flight, new RefreshResult.Failed(noThread()));
            return;
        }
        threads.tryStart(() -> token.run(flight));
        threads.timer().schedule(() -> start(flight, attempts - 1), START_DELAY_MILLIS);
    }

    private NetworkException noThread() {
        return new NetworkException(Message.NO_REFRESH_THREAD.format(server), "No thread", true);
    }

    private void completeOnOwnThread(CompletableFuture<AccessToken> stage, RefreshResult result) {
        Runnable completion = () -> complete(stage, result);
        try {
            threads.completions().execute(completion);
        } catch (RejectedExecutionException | IllegalStateException | OutOfMemoryError noThread) {
            // if no thread is available, this thread must complete the stage
            completion.run();
        }
    }

    private static void complete(CompletableFuture<AccessToken> stage, RefreshResult result) {
        try {
            stage.complete(result.requireToken());
        } catch (RuntimeException failure) {
            stage.completeExceptionally(failure);
        }
    }
}
