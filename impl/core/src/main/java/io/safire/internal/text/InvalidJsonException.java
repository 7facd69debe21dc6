package io.safire.internal.text;

/**
 * Thrown if a body is not the expected JSON object. The message of the exception describes the body, and may quote a
 * member name or a header as received. Mask secrets in the message before {@link LogSanitizer} truncates the message,
 * because a truncated secret is not recognized.
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

    /** Creates the exception for a body that certainly comes from the server, and not from a login page or a proxy. */
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
