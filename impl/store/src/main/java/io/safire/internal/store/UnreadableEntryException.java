package io.safire.internal.store;

import io.safire.diagnosis.Failure;
import io.safire.error.TokenStoreException;

/** Thrown if a store entry cannot be decrypted or parsed. */
final class UnreadableEntryException extends TokenStoreException {
    private static final long serialVersionUID = 1L;

    UnreadableEntryException(Failure failure) {
        super(failure);
    }
}
