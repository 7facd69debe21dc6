package io.safire.internal.bulk;

/** Thrown if a manifest is unusable. The message completes the sentence "The manifest is unusable: ...". */
final class UnusableManifestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableManifestException(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
