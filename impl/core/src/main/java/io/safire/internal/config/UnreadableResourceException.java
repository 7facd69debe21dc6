package io.safire.internal.config;

/**
 * Thrown if a file or classpath resource cannot be read or has unusable content. The message of the exception does not
 * contain the content of the file or resource.
 */
public final class UnreadableResourceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableResourceException(String message) {
        super(message);
    }
}
