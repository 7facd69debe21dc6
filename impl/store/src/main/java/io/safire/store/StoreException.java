package io.safire.store;

/** A store does not work: its database or cache cannot be reached, or is not as it has to be. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what is wrong and what to do
     */
    public StoreException(String message) {
        super(message);
    }

    /**
     * Makes the exception of a failure below.
     *
     * @param message what is wrong and what to do
     * @param cause the failure
     */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
