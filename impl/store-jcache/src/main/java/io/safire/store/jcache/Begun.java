package io.safire.store.jcache;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Counts the launches of each server that this node began and that may still wait: a cache does not count. */
final class Begun {

    private record Launch(String key, String server, long expiresAt) {}

    private final Map<String, Launch> launches = new HashMap<>();
    private final Map<String, Integer> waiting = new HashMap<>();
    private final NavigableSet<Launch> byExpiry =
            new TreeSet<>(Comparator.comparingLong(Launch::expiresAt).thenComparing(Launch::key));

    /** Counts one more, unless there are enough. */
    synchronized boolean add(String key, String server, long expiresAt, int most, long now) {
        while (!byExpiry.isEmpty() && byExpiry.first().expiresAt() <= now) {
            end(byExpiry.first().key());
        }
        if (waiting.getOrDefault(server, 0) >= most) {
            return false;
        }
        Launch launch = new Launch(key, server, expiresAt);
        if (launches.putIfAbsent(key, launch) == null) {
            byExpiry.add(launch);
            waiting.merge(server, 1, Integer::sum);
        }
        return true;
    }

    /** Counts one less, if it was begun here. */
    synchronized void end(String key) {
        Launch launch = launches.remove(key);
        if (launch != null) {
            byExpiry.remove(launch);
            waiting.computeIfPresent(launch.server(), (server, count) -> count == 1 ? null : count - 1);
        }
    }
}
