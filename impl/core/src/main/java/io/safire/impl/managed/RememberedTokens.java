package io.safire.impl.managed;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A cache of a bounded number of auto-refreshing tokens on one node. It does not evict a token that is being refreshed or has an
 * unwritten response, because that response exists nowhere else.
 */
final class RememberedTokens<K> {

    private final int most;
    private final Function<K, RenewedToken> newToken;
    private final Map<K, RenewedToken> tokens = new ConcurrentHashMap<>();

    RememberedTokens(int most, Function<K, RenewedToken> newToken) {
        this.most = most;
        this.newToken = newToken;
    }

    @Nullable
    RenewedToken known(K key) {
        return tokens.get(key);
    }

    /** Returns the token of a key, and creates it if the cache has none. */
    RenewedToken of(K key) {
        if (tokens.size() >= most && !tokens.containsKey(key)) {
            makeRoom();
        }
        return tokens.computeIfAbsent(key, newToken);
    }

    @Nullable
    RenewedToken remove(K key) {
        return tokens.remove(key);
    }

    Collection<RenewedToken> all() {
        return tokens.values();
    }

    private void makeRoom() {
        tokens.values().removeIf(token -> !token.usable() && !token.atWork());
        if (tokens.size() >= most) {
            tokens.values().stream().filter(token -> !token.atWork()).findAny().ifPresent(tokens.values()::remove);
        }
    }
}
