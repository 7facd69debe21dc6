package io.safire.internal.key;

/**
 * Thrown if a key cannot be used to sign a client assertion. The message states the reason and never contains the key
 * or its password.
 */
public final class UnusableKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The input that the administrator must change. */
    public enum Part {
        KEY,
        PASSWORD,
        ALIAS,
        KID
    }

    private final Part part;

    /**
     * @param message a description of the unusable input, such as {@code a certificate}
     */
    public UnusableKeyException(String message) {
        this(Part.KEY, message);
    }

    public UnusableKeyException(Part part, String message) {
        super(message);
        this.part = part;
    }

    public UnusableKeyException(String message, Throwable cause) {
        super(message, cause);
        this.part = Part.KEY;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }

    public Part part() {
        return part;
    }
}
