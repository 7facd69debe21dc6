package io.safire.internal.cache;

import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import io.safire.internal.cache.TokenState.Cached;
import io.safire.internal.cache.TokenState.Refreshing;
import io.safire.internal.message.Message;
import io.safire.token.AccessToken;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An access token that is refreshed before it expires. Until a refresh is due, a call only reads one field and the
 * clock. No thread holds the lock while it sends a request or waits for a result.
 */
public final class AutoRefreshingToken {

    private static final Logger LOG = System.getLogger(AutoRefreshingToken.class.getName());
    /**
     * The minimum age of a token that can be invalidated. A younger token has neither expired nor been revoked, so its
     * rejection has another reason.
     */
    private static final long MIN_INVALIDATION_AGE_MILLIS = 1_000;

    private final String server;
    private final TokenRefresher refresher;
    private final RefreshSchedule schedule;
    private final LongSupplier clock;
    private final RefreshThreads.ServerThreads threads;
    private final RefreshAwaiter awaiter;
    /** Guards each change of the state. */
    private final Object lock = new Object();

    private volatile TokenState state = TokenState.EMPTY;

    public AutoRefreshingToken(
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
        this.awaiter = new RefreshAwaiter(server, this, threads);
    }

    /** Returns the cached token. The caller waits for a new token if the cached token is not valid. */
    public AccessToken accessToken() {
        TokenState now = state;
        long time = clock.getAsLong();
        if (now instanceof Cached cached && time < cached.token().refreshAfter()) {
            return cached.token().token();
        }
        CachedToken usable = now.usableToken(time);
        if (usable == null) {
            return awaiter.await();
        }
        if (!(now instanceof Refreshing)) {
            refreshAhead(now);
        }
        return usable.token();
    }

    /** Does not block the caller while a request is in progress. */
    public CompletionStage<AccessToken> accessTokenAsync() {
        if (isUsable()) {
            return CompletableFuture.completedFuture(accessToken());
        }
        CompletableFuture<AccessToken> stage = new CompletableFuture<>();
        awaiter.completeLater(stage);
        return stage;
    }

    /** Returns the cached token, even if the token is no longer usable. */
    public @Nullable CachedToken cached() {
        return state.token();
    }

    public boolean isUsable() {
        return state.usableToken(clock.getAsLong()) != null;
    }

    /** Returns true if a refresh is in progress, or a response has yet to be written to the store. */
    boolean isBusy() {
        return state instanceof Refreshing || refresher.hasPendingWrite();
    }

    /** Replaces the token with a token from another source, such as a new sign-in. */
    public void replace(TokenSnapshot snapshot) {
        synchronized (lock) {
            state = state.withReplacement(scheduled(snapshot));
        }
    }

    /**
     * Caches tokens that were read from the store, if no usable token is cached. Has no effect if the same access token
     * is cached, because a resource server may have rejected it.
     */
    public void synchronize(TokenSnapshot stored) {
        synchronized (lock) {
            CachedToken cached = state.token();
            boolean outdated =
                    cached == null || !isUsable() && !cached.snapshot().hasSameAccessToken(stored);
            if (outdated) {
                state = state.withFirstToken(scheduled(stored));
            }
        }
    }

    /** Removes an unusable token that is no longer stored. A refresh in progress ends with the same result. */
    public void removeUnusable() {
        synchronized (lock) {
            if (!isUsable() && !(state instanceof Refreshing)) {
                state = TokenState.EMPTY;
            }
        }
    }

    public void clear() {
        synchronized (lock) {
            state = state.withReplacement(null);
        }
    }

    /**
     * Stops using a token that a resource server rejected, if the token is at least one second old. For a lifetime of
     * less than ten seconds, the minimum age is a tenth of the lifetime.
     *
     * @return false if a different token is cached
     */
    public boolean invalidate(AccessToken token) {
        if (!isCached(token)) {
            // checked without the lock, because some callers search all instances for a token
            return false;
        }
        synchronized (lock) {
            CachedToken now = state.token();
            if (now == null || !isCached(token)) {
                return false;
            }
            TokenSnapshot snapshot = now.snapshot();
            long minAge = Math.min(MIN_INVALIDATION_AGE_MILLIS, snapshot.lifetime() / 10);
            long age = clock.getAsLong() - snapshot.receivedAt();
            // a negative age means that the clock was set back, so the actual age is unknown
            if (age < 0 || age >= minAge) {
                state = state.withUnusableToken();
            }
            return true;
        }
    }

    private boolean isCached(AccessToken token) {
        CachedToken now = state.token();
        return now != null && now.token().value().equals(token.value());
    }

    /** Exactly one caller starts the refresh. All callers keep using the cached token during the refresh. */
    private void refreshAhead(TokenState observed) {
        InFlightRefresh flight;
        synchronized (lock) {
            if (state != observed) {
                return;
            }
            flight = new InFlightRefresh(observed.token(), null);
            state = new Refreshing(observed, flight, false);
        }
        if (!threads.tryStart(() -> run(flight))) {
            cancel(flight, new RefreshResult.Deferred());
        }
    }

    /**
     * @param mine true if the caller has created the refresh and must start it
     */
    record Joined(InFlightRefresh flight, boolean mine) {}

    /**
     * Creates a refresh if no refresh is in progress. After an outage, only the caller that starts the refresh waits,
     * and all other callers fail at once. Otherwise, an unresponsive server would block one thread for each caller.
     */
    Joined join() {
        synchronized (lock) {
            TokenState now = state;
            long time = clock.getAsLong();
            RefreshResult known = now.knownResult(time);
            if (known != null) {
                return new Joined(InFlightRefresh.ended(known), false);
            }
            if (now instanceof Refreshing refreshing) {
                return new Joined(refreshing.flight(), false);
            }
            InFlightRefresh flight = new InFlightRefresh(now.token(), now.recentOutage(time));
            state = new Refreshing(now, flight, false);
            return new Joined(flight, true);
        }
    }

    void run(InFlightRefresh flight) {
        if (!flight.tryStart()) {
            return;
        }
        RefreshResult result;
        try {
            result = refresher.refresh(flight.previous());
        } catch (SmartException failure) {
            result = new RefreshResult.Failed(failure);
        } catch (Throwable unexpected) {
            // this also catches undeclared exceptions, because callers wait until the refresh has ended
            NetworkException failure = new NetworkException(
                    Message.REFRESH_FAILED_UNEXPECTEDLY.format(
                            server, unexpected.getClass().getName()),
                    "Unexpected failure");
            failure.initCause(unexpected);
            result = new RefreshResult.Failed(failure);
        }
        finish(flight, result);
    }

    /** Ends a refresh that no thread has started. */
    void cancel(InFlightRefresh flight, RefreshResult result) {
        if (flight.tryStart()) {
            finish(flight, result);
        }
    }

    private void finish(InFlightRefresh flight, RefreshResult result) {
        @Nullable CachedToken usable = null;
        synchronized (lock) {
            if (state instanceof Refreshing refreshing && !refreshing.superseded()) {
                usable = refreshing.usableToken(clock.getAsLong());
                state = next(refreshing.settled(), result);
            } else if (state instanceof Refreshing superseded) {
                state = superseded.settled();
            }
        }
        flight.complete(result);
        if (usable != null && result instanceof RefreshResult.Failed failed) {
            LOG.log(
                    Level.WARNING,
                    Message.REFRESH_POSTPONED.format(
                            server,
                            Instant.ofEpochMilli(usable.usableUntil()),
                            failed.failure().getMessage()));
        }
    }

    private TokenState next(TokenState before, RefreshResult result) {
        return result instanceof RefreshResult.Refreshed refreshed
                ? new Cached(scheduled(refreshed.snapshot()), 0)
                : before.withoutNewToken(result, schedule, clock.getAsLong());
    }

    private CachedToken scheduled(TokenSnapshot snapshot) {
        return schedule.cached(snapshot, refresher.canRefresh(snapshot));
    }
}
