package io.safire.impl.credential;

/** A key cannot sign a SMART client assertion; the message says why and never shows the key. */
public final class UnusableKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableKeyException(String message) {
        super(message);
    }

    public String why() {
        return String.valueOf(getMessage());
    }
}
