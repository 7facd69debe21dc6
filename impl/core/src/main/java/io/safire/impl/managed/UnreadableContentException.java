package io.safire.impl.managed;

import io.safire.error.TokenStoreException;

/** What a store has cannot be opened. */
final class UnreadableContentException extends TokenStoreException {
    private static final long serialVersionUID = 1L;

    UnreadableContentException(String server, String message) {
        super(server, message);
    }
}
