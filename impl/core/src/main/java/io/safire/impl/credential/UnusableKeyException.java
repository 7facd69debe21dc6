package io.safire.impl.credential;

/** Thrown if a key cannot sign a SMART client assertion. The message states the reason and never shows the key. */
public final class UnusableKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableKeyException(String message) {
        super(message);
    }

    public String why() {
        return String.valueOf(getMessage());
    }
}
