package io.safire.tck.browser;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The start of a navigation.
 *
 * @param method the HTTP method
 * @param target where it goes first
 * @param initiator a page whose link or form was used, null for an address that the user entered
 * @param top the page in the whole window if the navigation fills a frame of it, null if it fills the window
 */
public record Navigation(
        String method,
        URI target,
        @Nullable URI initiator,
        @Nullable URI top) {

    /**
     * Enters an address.
     *
     * @param target the address
     * @return a GET that no page started
     */
    public static Navigation to(URI target) {
        return new Navigation("GET", target, null, null);
    }

    /**
     * Follows a link.
     *
     * @param page the page with the link
     * @param target where it leads
     * @return a GET that the page started
     */
    public static Navigation link(URI page, URI target) {
        return new Navigation("GET", target, page, null);
    }

    /**
     * Sends a form without fields.
     *
     * @param page the page with the form
     * @param target its action
     * @return a POST that the page started
     */
    public static Navigation form(URI page, URI target) {
        return new Navigation("POST", target, page, null);
    }

    /**
     * The same in a frame, which the page around it started if none is named.
     *
     * @param page the page in the whole window
     * @return the navigation of the frame
     */
    public Navigation inFrameOf(URI page) {
        return new Navigation(method, target, initiator == null ? page : initiator, page);
    }

    /**
     * The same by another method, as a script of the page sends it.
     *
     * @param other the method
     * @return the request
     */
    public Navigation by(String other) {
        return new Navigation(other, target, initiator, top);
    }
}
