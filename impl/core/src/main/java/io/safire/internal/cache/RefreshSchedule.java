package io.safire.internal.cache;

import java.util.function.DoubleSupplier;

/**
 * The schedule of refreshes and retries, in milliseconds.
 *
 * @param ahead the fraction of a token's lifetime that remains when the refresh is due
 * @param jitter the fraction of this remaining lifetime by which the refresh may be earlier or later
 * @param random the source of random numbers from 0 to 1
 */
public record RefreshSchedule(double ahead, double jitter, DoubleSupplier random) {

    private static final double MIN_LEAD_TIME_MILLIS = 30_000;
    private static final double MAX_LEAD_FRACTION = 0.9;
    private static final long MIN_DELAY_MILLIS = 100;
    private static final long MAX_INITIAL_DELAY_MILLIS = 5_000;
    private static final long MAX_DELAY_MILLIS = 60_000;
    private static final int MAX_DOUBLINGS = 10;

    /** A token that is not refreshable is used until it expires. */
    CachedToken cached(TokenSnapshot snapshot, boolean refreshable) {
        long expiry = snapshot.usableUntil();
        return CachedToken.of(snapshot, refreshable ? refreshTime(snapshot.receivedAt(), expiry) : expiry);
    }

    CachedToken postponed(CachedToken token, int failures, long time) {
        long delay = retryDelay(Math.max(1, failures), token.snapshot().lifetime());
        return token.refreshAfter(time + delay);
    }

    long refreshTime(long receivedAt, long usableUntil) {
        long lifetime = Math.max(0, usableUntil - receivedAt);
        double shift = 1 + (2 * random.getAsDouble() - 1) * jitter;
        return usableUntil - (long) Math.min(leadTime(lifetime) * shift, MAX_LEAD_FRACTION * lifetime);
    }

    long retryDelay(int failures, long lifetime) {
        long first = Math.max(MIN_DELAY_MILLIS, Math.min((long) leadTime(lifetime) / 10, MAX_INITIAL_DELAY_MILLIS));
        return backoff(first, failures);
    }

    /**
     * Returns the time for which callers without a valid token receive the last failure at once. The time is 0 after
     * the first failure.
     */
    long retryDelayWithoutToken(int failures) {
        return failures < 2 ? 0 : Math.min(backoff(MIN_DELAY_MILLIS, failures - 1), MAX_INITIAL_DELAY_MILLIS);
    }

    private long backoff(long first, int failures) {
        long delay = Math.min(first << Math.min(failures - 1, MAX_DOUBLINGS), MAX_DELAY_MILLIS);
        return (long) (delay * (0.5 + random.getAsDouble()));
    }

    private double leadTime(long lifetime) {
        return Math.max(ahead * lifetime, Math.min(MIN_LEAD_TIME_MILLIS, lifetime / 2.0));
    }
}
