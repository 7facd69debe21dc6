package io.safire.tck.browser;

/** Thrown for a {@code Set-Cookie} header that browsers ignore. */
final class RefusedCookieException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedCookieException(String reason) {
        super(reason);
    }
}
