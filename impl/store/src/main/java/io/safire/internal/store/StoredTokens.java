package io.safire.internal.store;

import io.safire.internal.cache.TokenSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one user, as stored.
 *
 * @param lease the lease of the node that refreshes the tokens; null if no refresh is in progress
 * @param refreshTokenConsumed true if the server rejected the refresh token or may have consumed it; no node may send
 *     this refresh token again
 */
record StoredTokens(TokenSnapshot snapshot, @Nullable RefreshLease lease, boolean refreshTokenConsumed) {

    static StoredTokens of(TokenSnapshot snapshot) {
        return new StoredTokens(snapshot, null, false);
    }

    StoredTokens withLease(RefreshLease lease) {
        return new StoredTokens(snapshot, lease, refreshTokenConsumed);
    }

    StoredTokens withoutLease() {
        return new StoredTokens(snapshot, null, refreshTokenConsumed);
    }

    StoredTokens withRefreshTokenConsumed() {
        return new StoredTokens(snapshot, null, true);
    }

    boolean isRefreshable() {
        return !refreshTokenConsumed && snapshot.tokens().refreshToken().isPresent();
    }
}
