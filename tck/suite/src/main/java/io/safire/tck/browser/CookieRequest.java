package io.safire.tck.browser;

import java.net.URI;

/**
 * The properties of a request that decide which cookies it carries.
 *
 * @param topLevelSite the site of the top-level page
 * @param sameSite true if the initiator, the top-level page and all redirects belong to the site of the URL
 * @param topLevel true for a top-level navigation
 * @param safe true for GET and HEAD
 */
record CookieRequest(URI url, String topLevelSite, boolean sameSite, boolean topLevel, boolean safe) {

    /** Returns whether the request is a top-level navigation with a safe method. */
    boolean isSafeTopLevelNavigation() {
        return topLevel && safe;
    }
}
