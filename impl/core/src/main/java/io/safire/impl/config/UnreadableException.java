package io.safire.impl.config;

/** Thrown if a file or classpath resource cannot be read or has unusable content. The message does not contain the content. */
public final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
        super(message);
    }
}
