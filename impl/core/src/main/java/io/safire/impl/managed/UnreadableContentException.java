package io.safire.impl.managed;

import io.safire.error.TokenStoreException;

/** A store entry that cannot be decrypted or parsed. */
final class UnreadableContentException extends TokenStoreException {
    private static final long serialVersionUID = 1L;

    UnreadableContentException(String server, String message) {
        super(server, message);
    }
}
