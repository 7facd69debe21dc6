package io.safire.internal.authentication;

/**
 * Thrown if a key cannot be used to sign a SMART client assertion. The message of the exception states the reason and
 * never contains the key.
 */
public final class UnusableKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableKeyException(String message) {
        super(message);
    }

    UnusableKeyException(String message, Throwable cause) {
        super(message, cause);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
