package io.safire.internal.identity;

/** Thrown if the JWKS of an issuer cannot be loaded. The message of the exception names the URL and the reason. */
final class JwksUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JwksUnavailableException(String what) {
        super(what);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
