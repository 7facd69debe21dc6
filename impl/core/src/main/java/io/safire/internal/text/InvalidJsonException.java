package io.safire.internal.text;

/**
 * Thrown if a body is not the expected JSON object. The message of the exception describes the body, and quotes at most
 * a sanitized member name.
 */
public final class InvalidJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidJsonException(String reason) {
        super(reason);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
