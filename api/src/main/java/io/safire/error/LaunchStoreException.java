package io.safire.error;

import io.safire.diagnosis.Failure;

/**
 * Thrown when the store of consumed launches failed. If this exception is thrown, nothing was sent to the server.
 *
 * @since 1.0
 */
public class LaunchStoreException extends SmartException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param failure the failure that the exception reports
     */
    public LaunchStoreException(Failure failure) {
        super(failure);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param failure the failure that the exception reports
     * @param cause the exception of the store
     */
    public LaunchStoreException(Failure failure, Throwable cause) {
        super(failure);
        initCause(cause);
    }

    @Override
    protected LaunchStoreException copy(Failure failure) {
        return new LaunchStoreException(failure);
    }
}
