package io.safire.internal.cache;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A cache with a maximum number of tokens. The cache does not evict a token during its refresh, or before the response
 * has been written to the store. Until then, only this cache has the response.
 */
public final class BoundedTokenCache<K> {

    private final int maxSize;
    private final Function<K, AutoRefreshingToken> tokenFactory;
    private final Map<K, AutoRefreshingToken> tokens = new ConcurrentHashMap<>();

    public BoundedTokenCache(int maxSize, Function<K, AutoRefreshingToken> tokenFactory) {
        this.maxSize = maxSize;
        this.tokenFactory = tokenFactory;
    }

    public @Nullable AutoRefreshingToken get(K key) {
        return tokens.get(key);
    }

    public AutoRefreshingToken getOrCreate(K key) {
        if (tokens.size() >= maxSize && !tokens.containsKey(key)) {
            evict();
        }
        return tokens.computeIfAbsent(key, tokenFactory);
    }

    public @Nullable AutoRefreshingToken remove(K key) {
        return tokens.remove(key);
    }

    public Collection<AutoRefreshingToken> values() {
        return tokens.values();
    }

    private void evict() {
        tokens.values().removeIf(token -> !token.isUsable() && !token.isBusy());
        if (tokens.size() >= maxSize) {
            tokens.values().stream().filter(token -> !token.isBusy()).findAny().ifPresent(tokens.values()::remove);
        }
    }
}
