package io.safire.impl.managed;

import io.safire.spi.TokenStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A token store in memory, with a maximum number of entries for each server. It evicts expired entries first, then the entry
 * that expires next: for entries with the same lifetime, the one that was refreshed least recently.
 */
public final class MemoryTokenStore implements TokenStore {

    private final ToIntFunction<String> most;
    private final Clock clock;
    private final Map<TokenKey, Stored> entries = new HashMap<>();
    private final Map<String, NavigableSet<Place>> byEnd = new HashMap<>();
    private long lastVersion;

    /**
     * Creates an empty store.
     *
     * @param most returns the maximum number of entries of a server, by the server's name
     */
    public MemoryTokenStore(ToIntFunction<String> most, Clock clock) {
        this.most = most;
        this.clock = clock;
    }

    @Override
    public Optional<Stored> find(TokenKey key) {
        synchronized (entries) {
            dropExpired(group(key));
            return Optional.ofNullable(entries.get(key));
        }
    }

    @Override
    public boolean save(TokenKey key, Entry next, long expected) {
        int bound = most.applyAsInt(key.server());
        String group = group(key);
        synchronized (entries) {
            dropExpired(group);
            if (version(entries.get(key)) != expected) {
                return false;
            }
            remove(key);
            NavigableSet<Place> places = places(group);
            while (places.size() >= bound) {
                remove(places.first().key());
            }
            entries.put(key, new Stored(next, ++lastVersion));
            places.add(new Place(next.expiresAt(), key));
            return true;
        }
    }

    @Override
    public boolean delete(TokenKey key, long expected) {
        synchronized (entries) {
            if (expected == 0 || version(entries.get(key)) != expected) {
                return false;
            }
            remove(key);
            return true;
        }
    }

    private void dropExpired(String group) {
        Instant now = clock.instant();
        NavigableSet<Place> places = places(group);
        while (!places.isEmpty() && !places.first().end().isAfter(now)) {
            remove(places.first().key());
        }
    }

    private void remove(TokenKey key) {
        Stored gone = entries.remove(key);
        if (gone != null) {
            places(group(key)).remove(new Place(gone.entry().expiresAt(), key));
        }
    }

    /** Returns the eviction group of an entry. Lists of accounts have their own group, so that they do not evict users. */
    private static String group(TokenKey key) {
        return key.subject().startsWith(AccountLimit.PREFIX) ? key.server() + " accounts" : key.server();
    }

    private NavigableSet<Place> places(String group) {
        return byEnd.computeIfAbsent(group, any -> new TreeSet<>(Place.ORDER));
    }

    private static long version(@Nullable Stored there) {
        return there == null ? 0 : there.version();
    }

    private record Place(Instant end, TokenKey key) {
        static final Comparator<Place> ORDER = Comparator.comparing(Place::end)
                .thenComparing(place -> place.key().subject());
    }
}
