package io.safire.impl.managed;

import java.util.function.DoubleSupplier;

/**
 * The schedule of refreshes and retries, in milliseconds.
 *
 * @param ahead the fraction of a token's lifetime that is left when the refresh is due
 * @param jitter the fraction of that lead time by which the refresh may be earlier or later
 * @param chance a source of random numbers from 0 to 1
 */
record RenewalTimes(double ahead, double jitter, DoubleSupplier chance) {

    private static final double LEAST_AHEAD = 30_000;
    private static final double MOST_OF_THE_LIFE = 0.9;
    private static final long SHORTEST_PAUSE = 100;
    private static final long LONGEST_FIRST_PAUSE = 5_000;
    private static final long LONGEST_PAUSE = 60_000;
    private static final int MOST_DOUBLINGS = 10;

    /** Returns the time at which a token is due for a refresh, given the times of its receipt and its expiry. */
    long due(long from, long until) {
        long life = Math.max(0, until - from);
        double shift = 1 + (2 * chance.getAsDouble() - 1) * jitter;
        return until - (long) Math.min(span(life) * shift, MOST_OF_THE_LIFE * life);
    }

    /** Returns the delay before the next attempt, given the number of consecutive failures and the token's lifetime. */
    long pause(int failures, long life) {
        long first = Math.max(SHORTEST_PAUSE, Math.min((long) span(life) / 10, LONGEST_FIRST_PAUSE));
        return spread(first, failures);
    }

    /** Returns how long callers without a valid token get the last failure at once; 0 after the first failure. */
    long pauseWithoutToken(int failures) {
        return failures < 2 ? 0 : Math.min(spread(SHORTEST_PAUSE, failures - 1), LONGEST_FIRST_PAUSE);
    }

    private long spread(long first, int failures) {
        long pause = Math.min(first << Math.min(failures - 1, MOST_DOUBLINGS), LONGEST_PAUSE);
        return (long) (pause * (0.5 + chance.getAsDouble()));
    }

    private double span(long life) {
        return Math.max(ahead * life, Math.min(LEAST_AHEAD, life / 2.0));
    }
}
