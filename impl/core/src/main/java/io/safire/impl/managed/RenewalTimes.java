package io.safire.impl.managed;

import java.util.function.DoubleSupplier;

/**
 * When a token is renewed, in milliseconds.
 *
 * @param ahead the share of its life that is left then
 * @param jitter the share of that by which it may be earlier or later
 * @param chance from 0 to 1
 */
record RenewalTimes(double ahead, double jitter, DoubleSupplier chance) {

    private static final double LEAST_AHEAD = 30_000;
    private static final double MOST_OF_THE_LIFE = 0.9;
    private static final long SHORTEST_PAUSE = 100;
    private static final long LONGEST_FIRST_PAUSE = 5_000;
    private static final long LONGEST_PAUSE = 60_000;
    private static final int MOST_DOUBLINGS = 10;

    /** From when on a token is renewed that came at one time and ends at another. */
    long due(long from, long until) {
        long life = Math.max(0, until - from);
        double shift = 1 + (2 * chance.getAsDouble() - 1) * jitter;
        return until - (long) Math.min(span(life) * shift, MOST_OF_THE_LIFE * life);
    }

    /** How long to wait after the given number of failures in a row, for a token of the given life. */
    long pause(int failures, long life) {
        long first = Math.max(SHORTEST_PAUSE, Math.min((long) span(life) / 10, LONGEST_FIRST_PAUSE));
        return spread(first, failures);
    }

    /** How long callers without a token get the same refusal. One refusal is no reason to wait. */
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
