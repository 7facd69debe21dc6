package io.safire.error;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the store of consumed launches failed. Nothing was sent to the server.
 *
 * @since 1.0
 */
public class LaunchStoreException extends SmartException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param server the name of the server, null if the failure concerns no particular server
     * @param message the failure and the action to take
     */
    public LaunchStoreException(@Nullable String server, String message) {
        super(server, message);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param server the name of the server, null if the failure concerns no particular server
     * @param message the failure and the action to take
     * @param cause the exception of the store
     */
    public LaunchStoreException(@Nullable String server, String message, Throwable cause) {
        super(server, message);
        initCause(cause);
    }
}
