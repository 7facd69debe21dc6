package io.safire.store.jcache;

import io.safire.spi.LaunchStore;
import io.safire.spi.TokenStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.ModifiedExpiryPolicy;

/**
 * A factory of stores that use a data grid with JCache (JSR-107). An application calls this factory in a CDI producer:
 *
 * <pre>{@code
 * @Produces
 * @ApplicationScoped
 * public LaunchStore launches() {
 *     return JcacheStores.launches(grid.getCache("safire-launches"));
 * }
 * }</pre>
 *
 * <p>Each store needs its own cache, which all nodes share. The cache must replicate each change to another node before
 * the call that makes the change returns. The cache must not evict entries when memory is low, because the eviction of
 * an entry would sign the user out. The method {@code replace(key, old, new)} of the cache must compare and replace a
 * value atomically. Values are strings, because not every cache compares arrays by their content.
 *
 * <p>If all members of the grid stop, the tokens are lost. If the grid splits and both partitions continue, a refresh
 * token can be used twice. If this is not acceptable, store the tokens in a database.
 */
public final class JcacheStores {

    private JcacheStores() {}

    /**
     * Returns a store for user tokens.
     *
     * @param cache a cache of the data grid that only this store uses
     * @return a store that all nodes of the application can share
     */
    public static TokenStore tokens(Cache<String, String> cache) {
        return new JcacheTokenStore(cache, Clock.systemUTC(), new SecureRandom());
    }

    /**
     * Returns a store for consumed launches. Losing the cache is acceptable, because the authorization server also
     * rejects the second use of a code.
     *
     * <p>The cache must hold each entry for at least {@code launch-lifetime} plus one hour; see {@link #configuration}.
     * If the entries of the cache have a shorter lifetime, launches fail with a
     * {@link io.safire.error.LaunchStoreException}.
     *
     * @param cache a cache of the data grid that only this store uses
     * @return a store that all nodes of the application can share
     */
    public static LaunchStore launches(Cache<String, String> cache) {
        return new JcacheLaunchStore(cache, Clock.systemUTC());
    }

    /**
     * Returns a cache configuration for {@code CacheManager.createCache} that meets the requirements of the stores. The
     * cache removes each entry after the given lifetime. In addition, the stores ignore an entry after its own expiry
     * time.
     *
     * @param retention the lifetime of an entry after its last change: for tokens, the duration of the longest session;
     *     for launches, {@code launch-lifetime} plus one hour
     * @return the configuration
     */
    public static CompleteConfiguration<String, String> configuration(Duration retention) {
        return new MutableConfiguration<String, String>()
                .setTypes(String.class, String.class)
                .setStoreByValue(true)
                .setExpiryPolicyFactory(ModifiedExpiryPolicy.factoryOf(
                        new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, retention.toMillis())));
    }
}
