package io.safire.internal.cache;

import io.safire.error.SmartException;
import io.safire.internal.event.RequestObservers;
import org.jspecify.annotations.Nullable;

/** The state of a managed token. A state is immutable; each transition returns the next state. */
sealed interface TokenState {

    TokenState EMPTY = new Empty();

    /** Returns the cached token, even if the token is no longer usable. */
    @Nullable
    CachedToken token();

    /** Counts consecutive failures since the last new token. */
    int failures();

    default @Nullable CachedToken usableToken(long time) {
        CachedToken token = token();
        return token != null && time < token.usableUntil() ? token : null;
    }

    /** Returns the result that a caller receives without waiting for a refresh; null if the caller has to wait. */
    default @Nullable RefreshResult knownResult(long time) {
        CachedToken usable = usableToken(time);
        return usable == null ? null : new RefreshResult.Refreshed(usable.snapshot());
    }

    /** Returns a failure of the last 10 seconds because of an unreachable server; null if there was no such failure. */
    default @Nullable SmartException recentOutage(long time) {
        return null;
    }

    /** Replaces or removes the token. The replacement supersedes a refresh in progress. */
    default TokenState withReplacement(@Nullable CachedToken next) {
        return next == null ? EMPTY : new Cached(next, 0);
    }

    /**
     * Does not supersede a refresh in progress, unlike {@link #withReplacement}. The result of the refresh replaces the
     * first token.
     */
    default TokenState withFirstToken(CachedToken first) {
        return new Cached(first, 0);
    }

    default TokenState withUnusableToken() {
        return this;
    }

    default TokenState withoutNewToken(RefreshResult result, RefreshSchedule schedule, long time) {
        if (result instanceof RefreshResult.NoTokens) {
            return EMPTY;
        }
        @Nullable SmartException failure = result instanceof RefreshResult.Failed failed ? failed.failure() : null;
        int failures = failures() + (failure == null ? 0 : 1);
        CachedToken usable = usableToken(time);
        if (usable != null) {
            return new Cached(schedule.postponed(usable, failures, time), failures);
        }
        CachedToken expired = token();
        if (failure != null) {
            return new Failing(expired, failures, failure, time, time + schedule.retryDelayWithoutToken(failures));
        }
        return expired == null ? EMPTY : new Cached(expired, failures);
    }

    /** The state without token and failure, before the first refresh or after the token was removed. */
    record Empty() implements TokenState {
        @Override
        public @Nullable CachedToken token() {
            return null;
        }

        @Override
        public int failures() {
            return 0;
        }
    }

    /** The state with a token, which may have expired in the meantime. */
    record Cached(CachedToken token, int failures) implements TokenState {
        @Override
        public TokenState withUnusableToken() {
            return new Cached(token.asUnusable(), failures);
        }
    }

    /**
     * The state after a failed refresh, if no usable token is left.
     *
     * @param failFastUntil the time until which callers receive the failure at once
     */
    record Failing(@Nullable CachedToken token, int failures, SmartException failure, long failedAt, long failFastUntil)
            implements TokenState {

        /**
         * After a failure, the server counts as unavailable for this time, which is longer than the usual interval
         * between calls.
         */
        private static final long OUTAGE_WINDOW_MILLIS = 10_000;

        /** Callers receive the failure for a short time, which also ends if the clock is set back. */
        @Override
        public @Nullable RefreshResult knownResult(long time) {
            return time < failFastUntil && time >= failedAt ? new RefreshResult.Failed(failure) : null;
        }

        @Override
        public @Nullable SmartException recentOutage(long time) {
            boolean recent = time >= failedAt && time - failedAt < OUTAGE_WINDOW_MILLIS;
            return recent && RequestObservers.isUnavailable(failure) ? failure : null;
        }
    }

    /**
     * The state while a refresh is in progress.
     *
     * @param settled the state that applies without the refresh
     * @param superseded true if the result is outdated, because the token was replaced or removed in the meantime
     */
    record Refreshing(TokenState settled, InFlightRefresh flight, boolean superseded) implements TokenState {
        @Override
        public @Nullable CachedToken token() {
            return settled.token();
        }

        @Override
        public int failures() {
            return settled.failures();
        }

        /** After an outage, callers that join the refresh receive the failure at once. */
        @Override
        public @Nullable RefreshResult knownResult(long time) {
            RefreshResult usable = TokenState.super.knownResult(time);
            SmartException outage = flight.outage();
            return usable != null || outage == null ? usable : new RefreshResult.Failed(outage);
        }

        @Override
        public TokenState withReplacement(@Nullable CachedToken next) {
            return new Refreshing(settled.withReplacement(next), flight, true);
        }

        @Override
        public TokenState withFirstToken(CachedToken first) {
            return new Refreshing(settled.withFirstToken(first), flight, superseded);
        }

        @Override
        public TokenState withUnusableToken() {
            return new Refreshing(settled.withUnusableToken(), flight, superseded);
        }
    }
}
