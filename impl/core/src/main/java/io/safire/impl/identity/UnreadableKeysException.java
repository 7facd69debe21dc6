package io.safire.impl.identity;

/** Thrown if the JWKS of an issuer cannot be loaded. The message names the URL and the reason. */
final class UnreadableKeysException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableKeysException(String what) {
        super(what);
    }

    String what() {
        return String.valueOf(getMessage());
    }
}
