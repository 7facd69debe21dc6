package io.safire.internal.config;

/**
 * Thrown if a file or classpath resource cannot be read or has unusable content. The message does not contain the
 * content.
 */
public final class UnreadableResourceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableResourceException(String message) {
        super(message);
    }
}
