package io.safire.sandbox;

/** An invalid command line. The message names the invalid option and the correction. */
final class UsageException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
