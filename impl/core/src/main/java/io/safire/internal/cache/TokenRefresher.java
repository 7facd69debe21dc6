package io.safire.internal.cache;

import org.jspecify.annotations.Nullable;

/** A source of new tokens for one {@link AutoRefreshingToken}. Only one thread at a time calls this source. */
public interface TokenRefresher {

    /**
     * @param cached the cached token, even if it is no longer usable; null if no token is cached
     * @throws io.safire.error.SmartException if the refresh fails; the cached token is kept
     */
    RefreshResult refresh(@Nullable CachedToken cached);

    boolean canRefresh(TokenSnapshot snapshot);

    /** Returns true if this refresher must still write tokens to the store. */
    default boolean hasPendingWrite() {
        return false;
    }
}
