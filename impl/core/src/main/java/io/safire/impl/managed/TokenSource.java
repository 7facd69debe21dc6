package io.safire.impl.managed;

import org.jspecify.annotations.Nullable;

/** A source of new tokens for one {@link RenewedToken}, called by one thread at a time. */
interface TokenSource {

    /**
     * Obtains new tokens.
     *
     * @param last the cached token, even if no longer usable; null if no token is cached
     * @throws io.safire.error.SmartException if the refresh fails; the cached token stays
     */
    Renewal next(@Nullable Current last);

    /** Returns whether these tokens can be refreshed. */
    boolean renews(Obtained obtained);

    /** Returns whether it has tokens that have yet to be written to the store. */
    default boolean holdsAnswer() {
        return false;
    }
}
