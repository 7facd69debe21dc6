package io.safire.internal.config;

/**
 * Thrown if a password does not open a key store, or does not decrypt a key in the key store. The message does not
 * contain the password.
 */
final class WrongPasswordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongPasswordException(String message) {
        super(message);
    }
}
