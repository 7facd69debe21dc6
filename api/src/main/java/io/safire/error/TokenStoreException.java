package io.safire.error;

/**
 * Thrown when the token store failed, or when its content cannot be read.
 *
 * @since 1.0
 */
public class TokenStoreException extends SmartException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param server the name of the server that issued the tokens
     * @param message the failure and the action to take
     */
    public TokenStoreException(String server, String message) {
        super(server, message);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param server the name of the server that issued the tokens
     * @param message the failure and the action to take
     * @param cause the exception of the store
     */
    public TokenStoreException(String server, String message, Throwable cause) {
        super(server, message);
        initCause(cause);
    }
}
