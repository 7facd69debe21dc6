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
 * Makes the stores of an application that has a data grid with JSR-107, for a producer of the application:
 *
 * <pre>{@code
 * @Produces
 * @ApplicationScoped
 * public LaunchStore launches() {
 *     return JcacheStores.launches(grid.getCache("safire-launches"));
 * }
 * }</pre>
 *
 * <p>Each store has a cache for itself, which belongs to all nodes, copies each entry to another node before a change returns,
 * and evicts nothing for want of room: a token that was evicted is a user who is signed out. Values are compared by the cache, in
 * one step, with {@code replace(key, old, new)}; they are texts, since not every cache compares arrays by their content.
 *
 * <p>A cache keeps what its members keep. When all of them are stopped, or the grid is split and both halves go on, tokens are
 * lost or a refresh token is used twice: where that matters, keep them in a database.
 */
public final class JcacheStores {

    private JcacheStores() {}

    /**
     * Keeps tokens in a cache.
     *
     * @param cache a cache for this alone
     * @return a store
     */
    public static TokenStore tokens(Cache<String, String> cache) {
        return new JcacheTokenStore(cache, Clock.systemUTC(), new SecureRandom());
    }

    /**
     * Remembers used launches in a cache, which may be lost: the authorization server refuses a second use of their codes.
     *
     * @param cache a cache for this alone
     * @return a store
     */
    public static LaunchStore launches(Cache<String, String> cache) {
        return new JcacheLaunchStore(cache);
    }

    /**
     * The configuration of such a cache, for {@code CacheManager.createCache}. Each entry has a time of its own, after which
     * the stores do not give it any more; the cache knows one time for all, after which it drops them.
     *
     * @param kept how long an entry is kept after its last change: for tokens, as long as the longest session; for launches,
     *     {@code launch-lifetime} and an hour
     * @return the configuration
     */
    public static CompleteConfiguration<String, String> configuration(Duration kept) {
        return new MutableConfiguration<String, String>()
                .setTypes(String.class, String.class)
                .setStoreByValue(true)
                .setExpiryPolicyFactory(ModifiedExpiryPolicy.factoryOf(
                        new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, kept.toMillis())));
    }
}
