package io.safire.tck.browser;

/** The requests from other sites with which a cookie is sent. */
public enum SameSite {
    /** None of them. */
    STRICT,
    /** Those that load a new page into the whole window by a safe method. */
    LAX,
    /** All of them. */
    NONE
}
