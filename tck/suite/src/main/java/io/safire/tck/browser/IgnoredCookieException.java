package io.safire.tck.browser;

/** Thrown for a {@code Set-Cookie} header that browsers ignore. */
final class IgnoredCookieException extends Exception {
    private static final long serialVersionUID = 1L;

    IgnoredCookieException(String reason) {
        super(reason);
    }
}
