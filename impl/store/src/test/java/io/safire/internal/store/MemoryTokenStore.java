package io.safire.internal.store;

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
 * A token store in memory, with a maximum number of entries for each server. The store evicts expired entries first,
 * and then the entry that expires next. Among entries with the same lifetime, the entry that expires next is the entry
 * that was refreshed least recently.
 */
public final class MemoryTokenStore implements TokenStore {

    private final ToIntFunction<String> maxEntries;
    private final Clock clock;
    private final Map<TokenKey, StoredEntry> entries = new HashMap<>();
    private final Map<String, NavigableSet<ExpiringKey>> byExpiry = new HashMap<>();
    private long lastVersion;

    /**
     * Creates an empty store.
     *
     * @param maxEntries the function that returns the maximum number of entries for a server, given the server's name
     */
    public MemoryTokenStore(ToIntFunction<String> maxEntries, Clock clock) {
        this.maxEntries = maxEntries;
        this.clock = clock;
    }

    @Override
    public Optional<StoredEntry> find(TokenKey key) {
        synchronized (entries) {
            dropExpired(group(key));
            return Optional.ofNullable(entries.get(key));
        }
    }

    @Override
    public boolean save(TokenKey key, Entry next, long expected) {
        int max = maxEntries.applyAsInt(key.server());
        String group = group(key);
        synchronized (entries) {
            dropExpired(group);
            if (version(entries.get(key)) != expected) {
                return false;
            }
            remove(key);
            NavigableSet<ExpiringKey> ordered = expiryOrder(group);
            while (ordered.size() >= max) {
                remove(ordered.first().key());
            }
            entries.put(key, new StoredEntry(next, ++lastVersion));
            ordered.add(new ExpiringKey(next.expiresAt(), key));
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
        NavigableSet<ExpiringKey> ordered = expiryOrder(group);
        while (!ordered.isEmpty() && !ordered.first().expiresAt().isAfter(now)) {
            remove(ordered.first().key());
        }
    }

    private void remove(TokenKey key) {
        StoredEntry removed = entries.remove(key);
        if (removed != null) {
            expiryOrder(group(key)).remove(new ExpiringKey(removed.entry().expiresAt(), key));
        }
    }

    /**
     * Returns the eviction group of an entry. The lists of {@link AccountLimit} have their own group, so that these
     * lists do not cause the eviction of users' tokens.
     */
    private static String group(TokenKey key) {
        return key.subject().startsWith(AccountLimit.PREFIX) ? key.server() + " accounts" : key.server();
    }

    private NavigableSet<ExpiringKey> expiryOrder(String group) {
        return byExpiry.computeIfAbsent(group, any -> new TreeSet<>(ExpiringKey.ORDER));
    }

    private static long version(@Nullable StoredEntry stored) {
        return stored == null ? 0 : stored.version();
    }

    private record ExpiringKey(Instant expiresAt, TokenKey key) {
        static final Comparator<ExpiringKey> ORDER = Comparator.comparing(ExpiringKey::expiresAt)
                .thenComparing(place -> place.key().subject());
    }
}
