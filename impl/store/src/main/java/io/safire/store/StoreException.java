package io.safire.store;

import io.safire.diagnosis.Failure;

/** Thrown if a store fails, for example because its database or cache is unreachable or not set up correctly. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Failure failure;

    /**
     * Creates an exception without a cause.
     *
     * @param failure the code and the text of the failure
     */
    public StoreException(Failure failure) {
        super(failure.message());
        this.failure = failure;
    }

    /**
     * Creates an exception with a cause.
     *
     * @param failure the code and the text of the failure
     * @param cause the exception of the database or cache
     */
    public StoreException(Failure failure, Throwable cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    /**
     * Returns the failure that this exception reports.
     *
     * @return the failure with code and text
     */
    public Failure failure() {
        return failure;
    }
}
