package io.safire.store.jcache;

import io.safire.store.StoreException;
import java.util.function.Function;
import javax.cache.Cache;

/** Access to a cache. Exceptions of the cache's provider become a {@link StoreException}. */
final class CacheAccess {

    private final Cache<String, String> cache;

    CacheAccess(Cache<String, String> cache) {
        this.cache = cache;
    }

    <T> T call(Function<Cache<String, String>, T> work) {
        try {
            return work.apply(cache);
        } catch (StoreException storeException) {
            throw storeException;
        } catch (RuntimeException failure) {
            // providers throw CacheException, IllegalStateException or exceptions of their own types
            throw new StoreException(
                    JcacheMessage.CACHE_FAILED.formatWithoutServer(
                            cache.getName(), failure.getClass().getSimpleName()),
                    failure);
        }
    }
}
