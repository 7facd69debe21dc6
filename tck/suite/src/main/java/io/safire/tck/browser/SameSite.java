package io.safire.tck.browser;

/** The values of the {@code SameSite} attribute. */
public enum SameSite {
    /** No cross-site request carries the cookie. */
    STRICT,
    /** Cross-site requests carry the cookie only if they are top-level navigations with a safe method. */
    LAX,
    /** All cross-site requests carry the cookie. */
    NONE
}
