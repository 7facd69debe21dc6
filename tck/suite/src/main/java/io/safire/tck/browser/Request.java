package io.safire.tck.browser;

import java.net.URI;

/**
 * A request, as far as it decides about cookies.
 *
 * @param url its address
 * @param topLevelSite the site of the page in the whole window
 * @param sameSite true if neither a page around it nor an address before it belongs to another site
 * @param topLevel true if the response fills the whole window
 * @param safe true for GET and HEAD
 */
record Request(URI url, String topLevelSite, boolean sameSite, boolean topLevel, boolean safe) {

    /** Returns whether it loads a page into the whole window by a safe method. */
    boolean loadsPage() {
        return topLevel && safe;
    }
}
