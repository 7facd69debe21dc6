package io.safire.internal.cache;

import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import io.safire.internal.event.RequestObservation;
import io.safire.internal.message.Message;
import io.safire.token.AccessToken;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An access token that is refreshed before it expires. Until a refresh is due, a call only reads one field and the
 * clock. No thread holds the lock during a request or while it waits.
 */
public final class AutoRefreshingToken {

    private static final Logger LOG = System.getLogger(AutoRefreshingToken.class.getName());
    /**
     * Minimum age of a token that {@link #invalidate} discards. If a resource server rejects a newer token, it does so
     * for a different reason.
     */
    private static final long MIN_INVALIDATION_AGE_MILLIS = 1_000;
    /**
     * The time for which the server counts as unavailable after a failure. It is longer than the usual interval between
     * calls.
     */
    private static final long OUTAGE_WINDOW_MILLIS = 10_000;
    /** Some runtimes drop the tasks of threads while an application starts or stops. */
    private static final long START_DELAY = 250;

    private static final int MAX_STARTS = 120;

    private final String server;
    private final TokenRefresher refresher;
    private final RefreshSchedule schedule;
    private final LongSupplier clock;
    private final RefreshThreads.ServerThreads threads;
    private final Object lock = new Object();

    private volatile @Nullable CachedToken cached;
    private @Nullable InFlightRefresh inFlight;
    /** A refresh in progress whose result is outdated, because the token was replaced or removed in the meantime. */
    private @Nullable InFlightRefresh superseded;

    private int failures;
    private @Nullable SmartException lastFailure;
    private long failedAt;
    private long failFastUntil;

    AutoRefreshingToken(
            String server,
            TokenRefresher refresher,
            RefreshSchedule schedule,
            LongSupplier clock,
            RefreshThreads.ServerThreads threads) {
        this.server = server;
        this.refresher = refresher;
        this.schedule = schedule;
        this.clock = clock;
        this.threads = threads;
    }

    /** Returns a valid access token. If the cached token is not valid, the caller waits for a new token. */
    public AccessToken accessToken() {
        CachedToken now = cached;
        long time = clock.getAsLong();
        if (now != null && time < now.refreshAfter()) {
            return now.token();
        }
        return now != null && time < now.usableUntil()
                ? refreshAhead(now, time)
                : awaitToken().tokens().accessToken();
    }

    /** Returns a valid token like {@link #accessToken()}, but never waits for a response. */
    public CompletionStage<AccessToken> accessTokenAsync() {
        if (isUsable()) {
            return CompletableFuture.completedFuture(accessToken());
        }
        CompletableFuture<AccessToken> result = new CompletableFuture<>();
        complete(result);
        return result;
    }

    /** Completes a stage after the refresh in progress. If no refresh is in progress, starts one. */
    private void complete(CompletableFuture<AccessToken> result) {
        Joined joined;
        try {
            joined = join();
        } catch (SmartException failure) {
            completeOnOwnThread(result, null, failure);
            return;
        }
        InFlightRefresh flight = joined.flight();
        if (flight == null) {
            completeOnOwnThread(result, joined.obtained(), null);
            return;
        }
        if (joined.mine()) {
            start(flight, MAX_STARTS);
        }
        flight.result().whenComplete((refresh, none) -> {
            try {
                TokenSnapshot obtained = requireSnapshot(refresh);
                if (obtained == null) {
                    complete(result);
                } else {
                    completeOnOwnThread(result, obtained, null);
                }
            } catch (SmartException failure) {
                completeOnOwnThread(result, null, failure);
            }
        });
    }

    /**
     * Starts a refresh that no caller waits for. If no thread starts the work in time, the work is given to another
     * thread.
     */
    private void start(InFlightRefresh flight, int attempts) {
        if (flight.isStarted()) {
            return;
        }
        if (attempts == 0) {
            if (flight.tryStart()) {
                finish(flight, new RefreshResult.Failed(noThread()));
            }
            return;
        }
        threads.tryStart(() -> run(flight));
        threads.timer().schedule(() -> start(flight, attempts - 1), START_DELAY);
    }

    private NetworkException noThread() {
        return new NetworkException(server, Message.NO_REFRESH_THREAD.format(server), "No thread", true);
    }

    private void completeOnOwnThread(
            CompletableFuture<AccessToken> result, @Nullable TokenSnapshot obtained, @Nullable SmartException failure) {
        Runnable completion = obtained == null
                ? () -> result.completeExceptionally(failure)
                : () -> result.complete(obtained.tokens().accessToken());
        try {
            threads.completions().execute(completion);
        } catch (RejectedExecutionException | IllegalStateException | OutOfMemoryError noThread) {
            // the application is stopping, or no thread can be created; an incomplete stage would be worse
            completion.run();
        }
    }

    /** Returns the cached token, even if it is no longer usable; null if no token is cached. */
    @Nullable
    CachedToken cached() {
        return cached;
    }

    boolean isUsable() {
        CachedToken now = cached;
        return now != null && clock.getAsLong() < now.usableUntil();
    }

    /** Returns whether a refresh is in progress, or a response has yet to be written to the store. */
    boolean isBusy() {
        synchronized (lock) {
            return inFlight != null || refresher.hasPendingWrite();
        }
    }

    /** Replaces the token with a token from another source, such as a new sign-in. */
    void replace(TokenSnapshot snapshot) {
        synchronized (lock) {
            superseded = inFlight;
            cache(snapshot);
        }
    }

    /** Caches tokens that were read from the store, unless a token is already cached. */
    void initialize(TokenSnapshot snapshot) {
        synchronized (lock) {
            if (cached == null) {
                cache(snapshot);
            }
        }
    }

    /** Removes the cached token. */
    void clear() {
        synchronized (lock) {
            superseded = inFlight;
            cached = null;
        }
    }

    /**
     * Stops using a token that a resource server rejected. The token stays in use if it is younger than one second, or
     * younger than a tenth of its lifetime if that is less.
     *
     * @return false if a different token is cached
     */
    boolean invalidate(AccessToken token) {
        if (!isCached(token)) {
            // checked without the lock, because a caller that does not know which instance has the token calls all
            // instances
            return false;
        }
        synchronized (lock) {
            CachedToken now = cached;
            if (now == null || !isCached(token)) {
                return false;
            }
            TokenSnapshot snapshot = now.snapshot();
            long minAge = Math.min(MIN_INVALIDATION_AGE_MILLIS, (snapshot.usableUntil() - snapshot.receivedAt()) / 10);
            long age = clock.getAsLong() - snapshot.receivedAt();
            // a negative age means that the clock was set back, so the actual age is unknown
            if (age < 0 || age >= minAge) {
                cached = now.asUnusable();
            }
            return true;
        }
    }

    private boolean isCached(AccessToken token) {
        CachedToken now = cached;
        return now != null && now.token().value().equals(token.value());
    }

    private AccessToken refreshAhead(CachedToken now, long time) {
        InFlightRefresh started = startRefresh(now);
        if (started != null && !threads.tryStart(() -> run(started)) && started.tryStart()) {
            finish(started, new RefreshResult.Deferred());
        }
        return now.token();
    }

    /**
     * Returns a new background refresh to exactly one caller, and null to all other callers, which keep using the
     * cached token.
     */
    private @Nullable InFlightRefresh startRefresh(CachedToken observed) {
        synchronized (lock) {
            CachedToken now = cached;
            if (now == null || inFlight != null || now.refreshAfter() != observed.refreshAfter()) {
                return null;
            }
            cached = now.refreshAfter(now.usableUntil());
            return inFlight = new InFlightRefresh(now, null);
        }
    }

    /**
     * Joins or starts a refresh and waits for its result. After an outage, only the caller that starts the refresh
     * waits. All other callers fail at once, because otherwise an unresponsive server would block one thread for each
     * caller.
     */
    private TokenSnapshot awaitToken() {
        while (true) {
            Joined joined = join();
            InFlightRefresh flight = joined.flight();
            if (flight == null) {
                return joined.obtained();
            }
            // the caller runs the refresh only if no thread is free or starts in time, because an interrupted
            // caller must not abort the refresh for the other callers
            if (joined.mine() && !threads.tryStart(() -> run(flight))) {
                run(flight);
            }
            TokenSnapshot obtained = requireSnapshot(awaitResult(flight));
            if (obtained != null) {
                return obtained;
            }
        }
    }

    /** A usable token or, if no token is usable, the refresh to wait for. */
    private record Joined(
            @Nullable TokenSnapshot obtained, @Nullable InFlightRefresh flight, boolean mine) {}

    private Joined join() {
        InFlightRefresh joined;
        boolean mine = false;
        synchronized (lock) {
            CachedToken now = cached;
            long time = clock.getAsLong();
            if (now != null && time < now.usableUntil()) {
                return new Joined(now.snapshot(), null, false);
            }
            SmartException last = lastFailure;
            if (inFlight == null && last != null && isFailingFast(time)) {
                throw ExceptionCopy.of(last);
            }
            if (inFlight == null) {
                inFlight = new InFlightRefresh(now, recentOutage(time));
                mine = true;
            }
            joined = inFlight;
        }
        if (!mine && joined.outage() != null) {
            throw ExceptionCopy.of(joined.outage());
        }
        return new Joined(null, joined, mine);
    }

    /** Returns the tokens that a refresh obtained; null if the refresh has to be tried again. */
    private static @Nullable TokenSnapshot requireSnapshot(RefreshResult result) {
        if (result instanceof RefreshResult.Refreshed refreshed) {
            return refreshed.snapshot();
        }
        if (result instanceof RefreshResult.Failed failed) {
            throw ExceptionCopy.of(failed.failure());
        }
        if (result instanceof RefreshResult.NoTokens ended) {
            throw ExceptionCopy.of(ended.failure());
        }
        return null;
    }

    /** Returns whether callers still receive the last failure. This period also ends if the clock is set back. */
    private boolean isFailingFast(long time) {
        return time < failFastUntil && time >= failedAt;
    }

    /** Returns the last failure if it made the server unreachable less than 10 seconds ago; otherwise null. */
    private @Nullable SmartException recentOutage(long time) {
        SmartException last = lastFailure;
        boolean unavailable = last != null && RequestObservation.isUnavailable(last);
        return unavailable && time >= failedAt && time - failedAt < OUTAGE_WINDOW_MILLIS ? last : null;
    }

    private RefreshResult awaitResult(InFlightRefresh joined) {
        try {
            return joined.await(() -> run(joined));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new NetworkException(server, Message.REFRESH_INTERRUPTED.format(server), "Interrupted");
        } catch (TimeoutException timeout) {
            throw new NetworkException(server, Message.REFRESH_TIMED_OUT.format(server), "Timed out");
        }
    }

    private void run(InFlightRefresh refresh) {
        if (!refresh.tryStart()) {
            return;
        }
        RefreshResult result;
        try {
            result = refresher.refresh(refresh.previous());
        } catch (SmartException failure) {
            result = new RefreshResult.Failed(failure);
        } catch (RuntimeException | Error unexpected) {
            NetworkException failure = new NetworkException(
                    server,
                    Message.REFRESH_FAILED_UNEXPECTEDLY.format(
                            server, unexpected.getClass().getName()),
                    "Unexpected failure");
            failure.initCause(unexpected);
            result = new RefreshResult.Failed(failure);
        }
        finish(refresh, result);
    }

    private void finish(InFlightRefresh refresh, RefreshResult result) {
        @Nullable CachedToken usable = null;
        synchronized (lock) {
            boolean outdated = superseded == refresh;
            inFlight = null;
            superseded = null;
            if (outdated) {
                lastFailure = null;
            } else if (result instanceof RefreshResult.Refreshed refreshed) {
                cache(refreshed.snapshot());
            } else if (result instanceof RefreshResult.NoTokens) {
                cached = null;
            } else if (result instanceof RefreshResult.Failed failed) {
                failures++;
                usable = scheduleRetry(failed.failure());
            } else {
                scheduleRetry(null);
            }
        }
        refresh.complete(result);
        if (usable != null && result instanceof RefreshResult.Failed failed) {
            LOG.log(
                    Level.WARNING,
                    Message.REFRESH_POSTPONED.format(
                            server,
                            Instant.ofEpochMilli(usable.usableUntil()),
                            failed.failure().getMessage()));
        }
    }

    private void cache(TokenSnapshot snapshot) {
        failures = 0;
        lastFailure = null;
        long due = refresher.canRefresh(snapshot)
                ? schedule.refreshTime(snapshot.receivedAt(), snapshot.usableUntil())
                : snapshot.usableUntil();
        cached = CachedToken.of(snapshot, due);
    }

    /** Schedules the next attempt. Returns the cached token if it is still usable, otherwise null. */
    private @Nullable CachedToken scheduleRetry(@Nullable SmartException failure) {
        CachedToken now = cached;
        long time = clock.getAsLong();
        if (now == null || time >= now.usableUntil()) {
            lastFailure = failure;
            failedAt = time;
            failFastUntil = time + schedule.retryDelayWithoutToken(failures);
            return null;
        }
        long lifetime = now.usableUntil() - now.snapshot().receivedAt();
        long next = time + schedule.retryDelay(Math.max(1, failures), lifetime);
        cached = now.refreshAfter(next);
        return now;
    }
}
