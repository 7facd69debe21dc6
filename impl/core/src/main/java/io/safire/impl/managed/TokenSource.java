package io.safire.impl.managed;

import org.jspecify.annotations.Nullable;

/** Where new tokens come from. It is asked by one thread at a time for each token. */
interface TokenSource {

    /**
     * Gets new tokens.
     *
     * @param last what is there, usable or not; null for nothing
     * @throws io.safire.error.SmartException if it fails; what is there stays
     */
    Renewal next(@Nullable Current last);

    /** Whether there may be new tokens after these. */
    boolean renews(Obtained obtained);

    /** Whether it has tokens that are in no store yet. */
    default boolean holdsAnswer() {
        return false;
    }
}
