package io.safire.error;

import io.safire.diagnosis.Failure;

/**
 * Thrown when the user tokens are missing or can no longer be refreshed, so that the user must sign in again with a new
 * launch. Retrying the call does not help.
 *
 * <p>If the server rejects the refresh token ({@code invalid_grant}), the call throws an exception whose cause is the
 * {@link TokenException} for the server's response. Later calls for the same user throw an exception without a cause.
 *
 * @since 1.0
 */
public class SignInRequiredException extends SmartException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param failure the failure that the exception reports
     */
    public SignInRequiredException(Failure failure) {
        super(failure);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param failure the failure that the exception reports
     * @param cause the exception for the response in which the server rejected the refresh token
     */
    public SignInRequiredException(Failure failure, TokenException cause) {
        super(failure);
        initCause(cause);
    }

    /**
     * Returns the cause of this exception, so that the caller finds the server's response in the cause of the copy,
     * too. Returns this exception if it has no cause.
     */
    @Override
    Throwable causeOfCopy() {
        Throwable response = getCause();
        return response == null ? this : response;
    }

    @Override
    protected SignInRequiredException copy(Failure failure) {
        return new SignInRequiredException(failure);
    }
}
