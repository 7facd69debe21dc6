package io.safire.impl.transport;

/**
 * Thrown if a body is not the expected JSON object. The message describes the body without quoting more than a
 * sanitized member name.
 */
public final class UnreadableJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableJsonException(String what) {
        super(what);
    }

    public String what() {
        return String.valueOf(getMessage());
    }
}
