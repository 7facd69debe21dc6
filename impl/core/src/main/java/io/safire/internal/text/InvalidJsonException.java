package io.safire.internal.text;

/**
 * Thrown if a body is not the expected JSON object. The message describes the body, and quotes at most a sanitized
 * member name.
 */
public final class InvalidJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean fromServer;

    public InvalidJsonException(String reason) {
        this(reason, false);
    }

    private InvalidJsonException(String reason, boolean fromServer) {
        super(reason);
        this.fromServer = fromServer;
    }

    /**
     * Creates the exception for a body that is certainly the response of the server, not of a login page or a proxy.
     */
    public static InvalidJsonException ofServer(String reason) {
        return new InvalidJsonException(reason, true);
    }

    public boolean isFromServer() {
        return fromServer;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
