package io.safire.impl.web;

import io.safire.impl.transport.Opaque;
import io.safire.spi.LaunchStore;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A store of up to 100,000 used launches in memory. If it is full, it drops the launches that were used first; the authorization
 * server still rejects a second use of their codes.
 */
public final class MemoryLaunchStore implements LaunchStore {

    private static final int MOST = 100_000;

    private final Clock clock;
    private final Map<String, Instant> used = new LinkedHashMap<>();

    public MemoryLaunchStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean use(String state, Instant until) {
        synchronized (used) {
            makeRoom();
            return used.putIfAbsent(Opaque.hash(state), until) == null;
        }
    }

    @Override
    public boolean isUsed(String state) {
        synchronized (used) {
            return used.containsKey(Opaque.hash(state));
        }
    }

    @Override
    public void release(String state) {
        synchronized (used) {
            used.remove(Opaque.hash(state));
        }
    }

    /** Removes expired and surplus entries from the front: the map is in order of use, which is roughly the order of expiry. */
    private void makeRoom() {
        Instant now = clock.instant();
        var oldest = used.values().iterator();
        while (oldest.hasNext() && (!oldest.next().isAfter(now) || used.size() >= MOST)) {
            oldest.remove();
        }
    }
}
