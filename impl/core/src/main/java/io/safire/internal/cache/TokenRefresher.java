package io.safire.internal.cache;

import org.jspecify.annotations.Nullable;

/** A source of new tokens for one {@link AutoRefreshingToken}, called by one thread at a time. */
public interface TokenRefresher {

    /**
     * Obtains new tokens.
     *
     * @param cached the cached token, even if it is no longer usable; null if no token is cached
     * @throws io.safire.error.SmartException if the refresh fails; the cached token is kept
     */
    RefreshResult refresh(@Nullable CachedToken cached);

    /** Returns whether these tokens can be refreshed. */
    boolean canRefresh(TokenSnapshot snapshot);

    /** Returns whether this refresher has tokens that still have to be written to the store. */
    default boolean hasPendingWrite() {
        return false;
    }
}
