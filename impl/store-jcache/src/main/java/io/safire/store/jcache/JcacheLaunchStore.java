package io.safire.store.jcache;

import io.safire.error.LaunchStoreException;
import io.safire.spi.LaunchStore;
import io.safire.store.HashedKey;
import io.safire.store.StoreException;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.expiry.Duration;

/**
 * A launch store with one cache entry for each consumed launch. The key is the hash of the {@code state}, and the value
 * is the time until which the launch counts as consumed. The expiry policy of the cache removes the entries. The store
 * refuses a cache whose JCache configuration would remove the entries too early.
 */
final class JcacheLaunchStore implements LaunchStore {

    private final CacheAccess cacheAccess;
    private final Clock clock;

    JcacheLaunchStore(Cache<String, String> cache, Clock clock) {
        this.cacheAccess = new CacheAccess(cache);
        this.clock = clock;
    }

    @Override
    public boolean consume(String state, Instant until) {
        return call(cache -> {
            requireRetention(cache, until);
            String key = HashedKey.ofState(state);
            String current = cache.get(key);
            return current != null && isExpired(current, cache)
                    ? cache.replace(key, current, until.toString())
                    : cache.putIfAbsent(key, until.toString());
        });
    }

    @Override
    public boolean isConsumed(String state) {
        return call(cache -> {
            String until = cache.get(HashedKey.ofState(state));
            return until != null && !isExpired(until, cache);
        });
    }

    @Override
    public void release(String state) {
        call(cache -> cache.remove(HashedKey.ofState(state)));
    }

    private boolean isExpired(String until, Cache<String, String> cache) {
        try {
            return !Instant.parse(until).isAfter(clock.instant());
        } catch (DateTimeParseException foreign) {
            throw CacheValue.foreign(cache.getName());
        }
    }

    /**
     * Refuses a cache that would remove the launch while its authorization response can still be replayed. This method
     * cannot check a lifetime in the provider's own configuration, such as {@code infinispan.xml}.
     */
    @SuppressWarnings("unchecked")
    private void requireRetention(Cache<String, String> cache, Instant until) {
        CompleteConfiguration<?, ?> configuration = cache.getConfiguration(CompleteConfiguration.class);
        Duration retention = configuration.getExpiryPolicyFactory().create().getExpiryForCreation();
        if (!retention.isEternal() && retention.getAdjustedTime(clock.millis()) < until.toEpochMilli()) {
            throw new StoreException(JcacheMessage.SHORT_LIFETIME.formatWithoutServer(
                    cache.getName(), retention.getDurationAmount(), retention.getTimeUnit()));
        }
    }

    private <T> T call(Function<Cache<String, String>, T> work) {
        try {
            return cacheAccess.call(work);
        } catch (StoreException failure) {
            throw new LaunchStoreException(failure.failure(), failure);
        }
    }
}
