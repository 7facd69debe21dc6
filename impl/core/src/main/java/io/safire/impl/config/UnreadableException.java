package io.safire.impl.config;

/** What a location names cannot be read, or is not what it should be; the message says why, without the content. */
public final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
        super(message);
    }
}
