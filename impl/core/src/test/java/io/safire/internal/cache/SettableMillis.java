package io.safire.internal.cache;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock in milliseconds that tests advance explicitly. */
public final class SettableMillis implements LongSupplier {

    public static final long START = 1_700_000_000_000L;

    private final AtomicLong now = new AtomicLong(START);

    @Override
    public long getAsLong() {
        return now.get();
    }

    public void advance(long milliseconds) {
        now.addAndGet(milliseconds);
    }
}
