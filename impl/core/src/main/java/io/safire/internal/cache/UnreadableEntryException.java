package io.safire.internal.cache;

import io.safire.error.TokenStoreException;

/** A store entry that cannot be decrypted or parsed. */
final class UnreadableEntryException extends TokenStoreException {
    private static final long serialVersionUID = 1L;

    UnreadableEntryException(String server, String message) {
        super(server, message);
    }
}
