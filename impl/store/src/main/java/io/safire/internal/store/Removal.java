package io.safire.internal.store;

import io.safire.error.TokenStoreException;
import io.safire.spi.TokenStore.StoredEntry;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of an attempt to remove a user's entry.
 *
 * @param entry the entry at the last attempt to read it; null if the store had no entry or could not be read
 * @param failure the reason why the entry may still be in the store; null if it is certain that the entry was removed
 */
record Removal(@Nullable StoredEntry entry, @Nullable TokenStoreException failure) {

    /** Does nothing if there is no failure. */
    void requireSuccess() {
        if (failure != null) {
            throw failure;
        }
    }
}
