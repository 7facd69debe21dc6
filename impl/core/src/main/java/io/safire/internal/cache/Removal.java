package io.safire.internal.cache;

import io.safire.error.TokenStoreException;
import io.safire.spi.TokenStore.StoredEntry;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of removing the entry of a user.
 *
 * @param entry the entry as it was last read; null if the store had none, or could not be read
 * @param failure the reason for which the entry may still be in the store; null if it is certainly removed
 */
record Removal(@Nullable StoredEntry entry, @Nullable TokenStoreException failure) {

    /** Throws the failure, if there is one. */
    void requireSuccess() {
        if (failure != null) {
            throw failure;
        }
    }
}
