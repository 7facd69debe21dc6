package io.safire.error;

import io.safire.diagnosis.Failure;

/**
 * Thrown when the token store failed, or when the content of the store cannot be read.
 *
 * @since 1.0
 */
public class TokenStoreException extends SmartException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param failure the failure that the exception reports
     */
    public TokenStoreException(Failure failure) {
        super(failure);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param failure the failure that the exception reports
     * @param cause the exception of the store
     */
    public TokenStoreException(Failure failure, Throwable cause) {
        super(failure);
        initCause(cause);
    }

    @Override
    protected TokenStoreException copy(Failure failure) {
        return new TokenStoreException(failure);
    }
}
