package io.safire.impl.web;

import io.safire.error.LaunchStoreException;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.message.Message;
import io.safire.launch.PendingLaunch;
import io.safire.spi.LaunchStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Keeps launches in memory. It is bounded for each server on its own, so that a flood of launches at one leaves the others
 * alone; a launch that waits is never dropped for a new one.
 */
public final class MemoryLaunchStore implements LaunchStore {

    private static final int REMEMBERED = 10_000;

    private final Function<String, ServerSettings> settings;
    private final Clock clock;
    private final Map<String, PendingLaunch> pending = new HashMap<>();
    private final NavigableSet<PendingLaunch> byExpiry =
            new TreeSet<>(Comparator.comparing(PendingLaunch::expiresAt).thenComparing(PendingLaunch::state));
    private final Map<String, Integer> waiting = new HashMap<>();
    private final Map<String, Past> past = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Past> eldest) {
            return size() > REMEMBERED;
        }
    };

    public MemoryLaunchStore(Function<String, ServerSettings> settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void add(PendingLaunch launch) {
        ServerSettings server = settings.apply(launch.server());
        int most = server.launches().mostPending();
        synchronized (pending) {
            dropExpired();
            if (waiting.getOrDefault(launch.server(), 0) >= most) {
                throw new LaunchStoreException(
                        launch.server(),
                        Message.TOO_MANY_LAUNCHES.of(
                                launch.server(),
                                most,
                                server.key(Setting.MAX_PENDING_LAUNCHES),
                                server.key(Setting.LAUNCH_LIFETIME)));
            }
            pending.put(launch.state(), launch);
            byExpiry.add(launch);
            waiting.merge(launch.server(), 1, Integer::sum);
        }
    }

    @Override
    public Optional<PendingLaunch> find(String state) {
        synchronized (pending) {
            dropExpired();
            return Optional.ofNullable(pending.get(state));
        }
    }

    @Override
    public boolean take(String state) {
        synchronized (pending) {
            PendingLaunch launch = pending.get(state);
            if (launch == null) {
                return false;
            }
            end(launch, Past.USED);
            return true;
        }
    }

    @Override
    public Past past(String state) {
        synchronized (pending) {
            return past.getOrDefault(state, Past.UNKNOWN);
        }
    }

    private void dropExpired() {
        Instant now = clock.instant();
        while (!byExpiry.isEmpty() && !byExpiry.first().expiresAt().isAfter(now)) {
            end(byExpiry.first(), Past.EXPIRED);
        }
    }

    private void end(PendingLaunch launch, Past how) {
        pending.remove(launch.state());
        byExpiry.remove(launch);
        waiting.computeIfPresent(launch.server(), (server, count) -> count == 1 ? null : count - 1);
        past.put(launch.state(), how);
    }
}
