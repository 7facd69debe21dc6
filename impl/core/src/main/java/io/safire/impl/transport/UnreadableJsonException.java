package io.safire.impl.transport;

/** A body is not the JSON object that it should be; the message says what it is, in words of ours. */
public final class UnreadableJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableJsonException(String what) {
        super(what);
    }

    public String what() {
        return String.valueOf(getMessage());
    }
}
