package io.safire.error;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the user tokens are missing or can no longer be refreshed, so that the user must sign in again with a new
 * launch. Retrying the call does not help.
 *
 * <p>If the server rejected the refresh token ({@code invalid_grant}), the cause is the {@link TokenException} for that
 * response.
 *
 * @since 1.0
 */
public class SignInRequiredException extends SmartException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param server the name of the server, null if the failure concerns no particular server
     * @param message the failure and the action to take
     */
    public SignInRequiredException(@Nullable String server, String message) {
        super(server, message);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param server the name of the server
     * @param message the failure and the action to take
     * @param cause the response of the server
     */
    public SignInRequiredException(@Nullable String server, String message, TokenException cause) {
        super(server, message);
        initCause(cause);
    }
}
