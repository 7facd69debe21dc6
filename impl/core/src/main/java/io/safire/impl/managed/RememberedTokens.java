package io.safire.impl.managed;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The renewed tokens that a node remembers, so many at the most. One that is at work stays: it may hold what nobody else has. */
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

    /** The token of a key, remembered from now on. */
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
