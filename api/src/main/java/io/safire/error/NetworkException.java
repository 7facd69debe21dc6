package io.safire.error;

/** No answer came: connection refused, unknown host, timeout, TLS failure, a blocked redirect. */
public class NetworkException extends SmartException {
    private static final long serialVersionUID = 1L;

    /** What the transport said. */
    private final String errorDescription;

    /** Whether the request certainly did not leave. */
    private final boolean notSent;

    /**
     * Makes the exception for a request that may have left.
     *
     * @param server the name of the server
     * @param message what is wrong and what to do
     * @param errorDescription what the transport said
     */
    public NetworkException(String server, String message, String errorDescription) {
        this(server, message, errorDescription, false);
    }

    /**
     * Makes the exception.
     *
     * @param server the name of the server
     * @param message what is wrong and what to do
     * @param errorDescription what the transport said
     * @param notSent whether the request certainly did not leave
     */
    public NetworkException(String server, String message, String errorDescription, boolean notSent) {
        super(server, message);
        this.errorDescription = errorDescription;
        this.notSent = notSent;
    }

    /**
     * Returns whether the request certainly did not leave, so that a call with an authorization code or a refresh token can
     * be repeated with the same one. It is also true if a document that is read before that request, such as the SMART
     * configuration, could not be read.
     *
     * @return false if the server may have received the request
     */
    public boolean notSent() {
        return notSent;
    }

    /**
     * What the transport said.
     *
     * @return such as {@code Connection refused}
     */
    public String errorDescription() {
        return errorDescription;
    }
}
