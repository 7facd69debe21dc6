package io.safire.error;

import io.safire.diagnosis.Failure;

/**
 * Thrown when no response arrived, for example because of a refused connection, an unknown host, a timeout, a TLS
 * failure or a blocked redirect.
 *
 * @since 1.0
 */
public class NetworkException extends SmartException {
    private static final long serialVersionUID = 1L;

    private final String errorDescription;

    private final boolean notSent;

    /**
     * Creates an exception for a request that may have been sent.
     *
     * @param failure the failure that the exception reports
     * @param errorDescription the failure as the HTTP client reported it
     */
    public NetworkException(Failure failure, String errorDescription) {
        this(failure, errorDescription, false);
    }

    /**
     * Creates an exception.
     *
     * @param failure the failure that the exception reports
     * @param errorDescription the failure as the HTTP client reported it
     * @param notSent true if it is certain that the request was not sent
     */
    public NetworkException(Failure failure, String errorDescription, boolean notSent) {
        super(failure);
        this.errorDescription = errorDescription;
        this.notSent = notSent;
    }

    /**
     * Returns whether it is certain that the request was not sent, not even in a retry. If the result is true, the application can
     * repeat the call with the same authorization code or refresh token. The result is true after a refused connection,
     * an unknown host, a connect timeout or a failed TLS handshake. The result is false after a read timeout or a
     * broken connection. The result is also true if the client could not read a document that it needed for the
     * request, such as the SMART configuration.
     *
     * @return false if the server may have received any attempt of the request
     */
    public boolean notSent() {
        return notSent;
    }

    /**
     * Returns the failure as the HTTP client reported it.
     *
     * @return a description, such as {@code Connection refused}
     */
    public String errorDescription() {
        return errorDescription;
    }

    @Override
    protected NetworkException copy(Failure failure) {
        return new NetworkException(failure, errorDescription, notSent);
    }
}
