package io.safire.sandbox;

/** A mistake on the command line. Its message names the option and what to write. */
final class UsageException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
