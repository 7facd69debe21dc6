package io.safire.internal.web;

import io.safire.internal.text.OpaqueStrings;
import io.safire.spi.LaunchStore;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A store in memory for up to 100,000 consumed launches. A full store removes the launches that were consumed first.
 * The authorization server still rejects a second use of their codes.
 */
public final class MemoryLaunchStore implements LaunchStore {

    private static final int MAX_ENTRIES = 100_000;

    private final Clock clock;
    private final Map<String, Instant> used = new LinkedHashMap<>();

    public MemoryLaunchStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean consume(String state, Instant until) {
        synchronized (used) {
            evict();
            return used.putIfAbsent(OpaqueStrings.sha256(state), until) == null;
        }
    }

    @Override
    public boolean isConsumed(String state) {
        synchronized (used) {
            return used.containsKey(OpaqueStrings.sha256(state));
        }
    }

    @Override
    public void release(String state) {
        synchronized (used) {
            used.remove(OpaqueStrings.sha256(state));
        }
    }

    /** The map is in order of use, which is roughly the order of expiry. */
    private void evict() {
        Instant now = clock.instant();
        var oldest = used.values().iterator();
        while (oldest.hasNext() && (!oldest.next().isAfter(now) || used.size() >= MAX_ENTRIES)) {
            oldest.remove();
        }
    }
}
