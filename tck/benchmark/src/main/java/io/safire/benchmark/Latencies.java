package io.safire.benchmark;

/** A histogram of latencies with a relative resolution of 1/16, whose size does not depend on the number of calls. */
final class Latencies {

    private static final int STEPS = 16;
    private static final int STEP_BITS = 4;
    private static final int EXACT = 2 * STEPS;

    private final long[] counts = new long[STEPS * Long.SIZE];
    private long most;

    void add(long nanoseconds) {
        counts[place(nanoseconds)]++;
        most = Math.max(most, nanoseconds);
    }

    void addAll(Latencies others) {
        for (int place = 0; place < counts.length; place++) {
            counts[place] += others.counts[place];
        }
        most = Math.max(most, others.most);
    }

    long count() {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    long most() {
        return most;
    }

    /** Returns the latency, in nanoseconds, that the given share of the calls did not exceed. */
    long share(double share) {
        long left = (long) Math.ceil(share * count());
        for (int place = 0; place < counts.length; place++) {
            left -= counts[place];
            if (left <= 0) {
                return Math.min(end(place), most);
            }
        }
        return most;
    }

    private static int place(long value) {
        if (value < EXACT) {
            return (int) Math.max(0, value);
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(value) - STEP_BITS;
        return (shift << STEP_BITS) + (int) (value >> shift);
    }

    /** Returns the largest value of a bucket. */
    private static long end(int place) {
        if (place < EXACT) {
            return place;
        }
        int shift = (place >> STEP_BITS) - 1;
        long first = (long) (place & STEPS - 1) + STEPS;
        return (first + 1 << shift) - 1;
    }
}
