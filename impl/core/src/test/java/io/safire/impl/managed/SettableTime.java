package io.safire.impl.managed;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock that tests advance, in milliseconds. */
final class SettableTime implements LongSupplier {

    static final long START = 1_700_000_000_000L;

    private final AtomicLong now = new AtomicLong(START);

    @Override
    public long getAsLong() {
        return now.get();
    }

    void pass(long milliseconds) {
        now.addAndGet(milliseconds);
    }
}
