package io.safire.impl.web;

import io.safire.impl.transport.Opaque;
import io.safire.spi.LaunchStore;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers used launches in memory, up to a number. If more are used, those used first are forgotten: the authorization
 * server refuses a second use of their codes.
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

    /** The first is the one that was used first, and one of the first to be over. */
    private void makeRoom() {
        Instant now = clock.instant();
        var oldest = used.values().iterator();
        while (oldest.hasNext() && (!oldest.next().isAfter(now) || used.size() >= MOST)) {
            oldest.remove();
        }
    }
}
