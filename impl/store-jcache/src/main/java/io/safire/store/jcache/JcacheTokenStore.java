package io.safire.store.jcache;

import io.safire.spi.TokenStore;
import io.safire.store.EntryVersions;
import io.safire.store.HashedKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** A token store in a cache. The cache compares and replaces the whole value atomically. */
final class JcacheTokenStore implements TokenStore {

    private final CacheAccess cacheAccess;
    private final Clock clock;
    private final EntryVersions versions;

    JcacheTokenStore(Cache<String, String> cache, Clock clock, SecureRandom random) {
        this.cacheAccess = new CacheAccess(cache);
        this.clock = clock;
        this.versions = new EntryVersions(random);
    }

    @Override
    public Optional<StoredEntry> find(TokenKey key) {
        return cacheAccess.call(cache -> {
            String text = cache.get(HashedKey.of(key));
            CacheValue value = text == null ? null : CacheValue.parse(text, cache.getName());
            return value == null || value.isExpired(clock.millis())
                    ? Optional.empty()
                    : Optional.of(new StoredEntry(
                            new Entry(value.content(), Instant.ofEpochMilli(value.expiresAt())), value.version()));
        });
    }

    @Override
    public boolean save(TokenKey key, Entry next, long expected) {
        return cacheAccess.call(cache -> {
            String name = HashedKey.of(key);
            String current = cache.get(name);
            long version = version(current, cache.getName());
            long versionIfLive = current != null
                            && CacheValue.parse(current, cache.getName()).isExpired(clock.millis())
                    ? 0
                    : version;
            if (expected != version && expected != versionIfLive) {
                return false;
            }
            long nextVersion = expected == 0 ? versions.first() : versions.next(expected);
            String text = new CacheValue(nextVersion, next.expiresAt().toEpochMilli(), next.content()).format();
            return current == null ? cache.putIfAbsent(name, text) : cache.replace(name, current, text);
        });
    }

    @Override
    public boolean delete(TokenKey key, long expected) {
        return cacheAccess.call(cache -> {
            String name = HashedKey.of(key);
            String current = cache.get(name);
            return current != null && version(current, cache.getName()) == expected && cache.remove(name, current);
        });
    }

    private static long version(@Nullable String text, String cache) {
        return text == null ? 0 : CacheValue.parse(text, cache).version();
    }
}
