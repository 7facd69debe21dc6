package io.safire.error;

import org.jspecify.annotations.Nullable;

/** The store that remembers used launches failed; nothing was sent. */
public class LaunchStoreException extends SmartException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param server the name of the server, null when it is about none
     * @param message what is wrong and what to do
     */
    public LaunchStoreException(@Nullable String server, String message) {
        super(server, message);
    }

    /**
     * Makes the exception of a store that failed.
     *
     * @param server the name of the server, null when it is about none
     * @param message what is wrong and what to do
     * @param cause why the store failed
     */
    public LaunchStoreException(@Nullable String server, String message, Throwable cause) {
        super(server, message);
        initCause(cause);
    }
}
