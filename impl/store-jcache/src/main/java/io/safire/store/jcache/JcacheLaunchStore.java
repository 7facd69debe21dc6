package io.safire.store.jcache;

import io.safire.error.LaunchStoreException;
import io.safire.spi.LaunchStore;
import io.safire.store.HashedKey;
import io.safire.store.StoreException;
import java.time.Instant;
import java.util.function.Function;
import javax.cache.Cache;

/**
 * A launch store with one cache entry for each consumed launch. The key of the entry is the hash of the {@code state}.
 * The expiry policy of the cache removes the entries.
 */
final class JcacheLaunchStore implements LaunchStore {

    private final CacheAccess cacheAccess;

    JcacheLaunchStore(Cache<String, String> cache) {
        this.cacheAccess = new CacheAccess(cache);
    }

    @Override
    public boolean consume(String state, Instant until) {
        return call(cache -> cache.putIfAbsent(HashedKey.ofState(state), until.toString()));
    }

    @Override
    public boolean isConsumed(String state) {
        return call(cache -> cache.containsKey(HashedKey.ofState(state)));
    }

    @Override
    public void release(String state) {
        call(cache -> cache.remove(HashedKey.ofState(state)));
    }

    private <T> T call(Function<Cache<String, String>, T> work) {
        try {
            return cacheAccess.call(work);
        } catch (StoreException failure) {
            throw new LaunchStoreException(null, failure.getMessage(), failure);
        }
    }
}
