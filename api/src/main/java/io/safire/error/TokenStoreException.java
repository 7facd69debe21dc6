package io.safire.error;

/** The store of tokens does not work, or what is in it cannot be read. */
public class TokenStoreException extends SmartException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param server the name of the server whose tokens they are
     * @param message what is wrong and what to do
     */
    public TokenStoreException(String server, String message) {
        super(server, message);
    }

    /**
     * Makes the exception of a store that failed.
     *
     * @param server the name of the server whose tokens they are
     * @param message what is wrong and what to do
     * @param cause why the store failed
     */
    public TokenStoreException(String server, String message, Throwable cause) {
        super(server, message);
        initCause(cause);
    }
}
