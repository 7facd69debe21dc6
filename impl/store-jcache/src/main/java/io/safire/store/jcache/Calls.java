package io.safire.store.jcache;

import io.safire.store.StoreException;
import java.util.function.Function;
import javax.cache.Cache;

/** Calls of a cache. */
final class Calls {

    private final Cache<String, String> cache;

    Calls(Cache<String, String> cache) {
        this.cache = cache;
    }

    <T> T call(Function<Cache<String, String>, T> work) {
        try {
            return work.apply(cache);
        } catch (StoreException ours) {
            throw ours;
        } catch (RuntimeException failure) {
            // providers throw what they like: CacheException, IllegalStateException, types of their own
            throw new StoreException(
                    "The cache " + cache.getName() + " failed ("
                            + failure.getClass().getSimpleName()
                            + "). Whether the last change is kept is not known. See the cause.",
                    failure);
        }
    }
}
