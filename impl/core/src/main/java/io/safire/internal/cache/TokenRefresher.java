package io.safire.internal.cache;

import org.jspecify.annotations.Nullable;

/** A source of new tokens for one {@link AutoRefreshingToken}, which only one thread at a time calls. */
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

    /** Returns whether this refresher has tokens that it must still write to the store. */
    default boolean hasPendingWrite() {
        return false;
    }
}
