package io.safire.benchmark;

/**
 * A histogram of latencies with a relative resolution of 1/16. The size of the histogram does not depend on the number
 * of calls.
 */
final class LatencyHistogram {

    private static final int STEPS = 16;
    private static final int STEP_BITS = 4;
    private static final int MAX_EXACT = 2 * STEPS;

    private final long[] counts = new long[STEPS * Long.SIZE];
    private long max;

    void add(long nanoseconds) {
        counts[bucket(nanoseconds)]++;
        max = Math.max(max, nanoseconds);
    }

    void addAll(LatencyHistogram others) {
        for (int bucket = 0; bucket < counts.length; bucket++) {
            counts[bucket] += others.counts[bucket];
        }
        max = Math.max(max, others.max);
    }

    long count() {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    long max() {
        return max;
    }

    /** Returns the latency, in nanoseconds, that the given share of the calls did not exceed. */
    long quantile(double share) {
        long left = (long) Math.ceil(share * count());
        for (int bucket = 0; bucket < counts.length; bucket++) {
            left -= counts[bucket];
            if (left <= 0) {
                return Math.min(lastValue(bucket), max);
            }
        }
        return max;
    }

    private static int bucket(long value) {
        if (value < MAX_EXACT) {
            return (int) Math.max(0, value);
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(value) - STEP_BITS;
        return (shift << STEP_BITS) + (int) (value >> shift);
    }

    /** Returns the largest value of a bucket. */
    private static long lastValue(int bucket) {
        if (bucket < MAX_EXACT) {
            return bucket;
        }
        int shift = (bucket >> STEP_BITS) - 1;
        long first = (long) (bucket & STEPS - 1) + STEPS;
        return (first + 1 << shift) - 1;
    }
}
