package io.safire.tck.browser;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The start of a navigation.
 *
 * @param initiator the page with the link or form, null if the user entered the URL
 * @param top the top-level page if the navigation loads a frame, null if it loads the top-level page itself
 */
public record Navigation(
        String method,
        URI target,
        @Nullable URI initiator,
        @Nullable URI top) {

    /** Returns a GET navigation to a URL that the user entered. */
    public static Navigation to(URI target) {
        return new Navigation("GET", target, null, null);
    }

    /** Returns a GET navigation by a link on a page. */
    public static Navigation link(URI page, URI target) {
        return new Navigation("GET", target, page, null);
    }

    /** Returns a POST navigation by a form without fields on a page. */
    public static Navigation form(URI page, URI target) {
        return new Navigation("POST", target, page, null);
    }

    /** Returns this navigation in a frame of the page. If the initiator is missing, the page becomes the initiator. */
    public Navigation inFrameOf(URI page) {
        return new Navigation(method, target, initiator == null ? page : initiator, page);
    }

    /** Returns this navigation with a different HTTP method. */
    public Navigation withMethod(String other) {
        return new Navigation(other, target, initiator, top);
    }
}
