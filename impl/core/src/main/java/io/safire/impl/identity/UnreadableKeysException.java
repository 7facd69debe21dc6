package io.safire.impl.identity;

/** The keys of an issuer could not be had; the message says where and why. */
final class UnreadableKeysException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableKeysException(String what) {
        super(what);
    }

    String what() {
        return String.valueOf(getMessage());
    }
}
