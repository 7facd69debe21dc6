package io.safire.tck.browser;

/** A browser ignores a {@code Set-Cookie} header. */
final class RefusedCookieException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedCookieException(String reason) {
        super(reason);
    }
}
