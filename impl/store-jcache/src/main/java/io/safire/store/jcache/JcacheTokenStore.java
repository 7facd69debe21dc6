package io.safire.store.jcache;

import io.safire.spi.TokenStore;
import io.safire.store.HashedKey;
import io.safire.store.Versions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** A token store in a cache, which compares and replaces the whole value atomically. */
final class JcacheTokenStore implements TokenStore {

    private final Calls calls;
    private final Clock clock;
    private final Versions versions;

    JcacheTokenStore(Cache<String, String> cache, Clock clock, SecureRandom random) {
        this.calls = new Calls(cache);
        this.clock = clock;
        this.versions = new Versions(random);
    }

    @Override
    public Optional<Stored> find(TokenKey key) {
        return calls.call(cache -> {
            String text = cache.get(HashedKey.of(key));
            Value value = text == null ? null : Value.read(text, cache.getName());
            return value == null || value.isOver(clock.millis())
                    ? Optional.empty()
                    : Optional.of(new Stored(
                            new Entry(value.content(), Instant.ofEpochMilli(value.expiresAt())), value.number()));
        });
    }

    @Override
    public boolean save(TokenKey key, Entry next, long expected) {
        return calls.call(cache -> {
            String name = HashedKey.of(key);
            String there = cache.get(name);
            long version = version(there, cache.getName());
            long over = there != null && Value.read(there, cache.getName()).isOver(clock.millis()) ? 0 : version;
            if (expected != version && expected != over) {
                return false;
            }
            long number = expected == 0 ? versions.first() : versions.after(expected);
            String text = new Value(number, next.expiresAt().toEpochMilli(), next.content()).text();
            return there == null ? cache.putIfAbsent(name, text) : cache.replace(name, there, text);
        });
    }

    @Override
    public boolean delete(TokenKey key, long expected) {
        return calls.call(cache -> {
            String name = HashedKey.of(key);
            String there = cache.get(name);
            return there != null && version(there, cache.getName()) == expected && cache.remove(name, there);
        });
    }

    private static long version(@Nullable String text, String cache) {
        return text == null ? 0 : Value.read(text, cache).number();
    }
}
