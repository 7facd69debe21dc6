package io.safire.internal.text;

/**
 * Thrown if a body is not the expected JSON object. The message of the exception describes the body, and quotes at most
 * a sanitized member name.
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

    /** Returns an exception for a body that is certainly the response of the server, and not that of a login page. */
    public static InvalidJsonException ofServer(String reason) {
        return new InvalidJsonException(reason, true);
    }

    /** Returns whether the body is certainly the response of the server, and not that of a login page or a proxy. */
    public boolean isFromServer() {
        return fromServer;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
