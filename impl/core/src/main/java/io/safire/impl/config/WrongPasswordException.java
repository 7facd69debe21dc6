package io.safire.impl.config;

/** The password of a key store does not open it, or not the key in it; the message says what, without the password. */
final class WrongPasswordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongPasswordException(String message) {
        super(message);
    }
}
