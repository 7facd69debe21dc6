package io.safire.error;

/** No answer came: connection refused, unknown host, timeout, TLS failure, a blocked redirect. */
public class NetworkException extends SmartException {
    private static final long serialVersionUID = 1L;

    /** What the transport said. */
    private final String errorDescription;

    /**
     * Makes the exception.
     *
     * @param server the name of the server
     * @param message what is wrong and what to do
     * @param errorDescription what the transport said
     */
    public NetworkException(String server, String message, String errorDescription) {
        super(server, message);
        this.errorDescription = errorDescription;
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
