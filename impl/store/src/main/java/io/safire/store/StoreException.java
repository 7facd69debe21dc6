package io.safire.store;

/** Thrown if a store fails, for example because its database or cache is unreachable or not set up correctly. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception without a cause.
     *
     * @param message the failure and the action to take
     */
    public StoreException(String message) {
        super(message);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param message the failure and the action to take
     * @param cause the exception of the database or cache
     */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
