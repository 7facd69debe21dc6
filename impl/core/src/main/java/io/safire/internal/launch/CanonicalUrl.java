package io.safire.internal.launch;

import io.safire.internal.config.Origin;
import io.safire.internal.config.TrailingSlashes;
import java.net.URI;

/** Canonical form of URLs for comparison: lower-case scheme and host, no default port, no trailing slash. */
public final class CanonicalUrl {

    /**
     * The maximum length of a URL; no server has a longer one. An {@code iss} is compared with the URL of every server.
     */
    private static final int MAX_LENGTH = 2048;

    private CanonicalUrl() {}

    /** Returns whether two strings are the same URL; false if one is not an absolute URL. */
    public static boolean isSame(String one, String other) {
        String canonical = of(one);
        return !canonical.isEmpty() && canonical.equals(of(other));
    }

    private static String of(String text) {
        if (text.length() > MAX_LENGTH) {
            return "";
        }
        try {
            return of(URI.create(text));
        } catch (IllegalArgumentException notUrl) {
            return "";
        }
    }

    /** Returns the canonical form of a URL; empty if it is not absolute, or has a query or fragment. */
    public static String of(URI url) {
        return url.getRawQuery() == null && url.getRawFragment() == null
                ? Origin.of(url)
                        .map(origin -> origin + TrailingSlashes.remove(url.getRawPath()))
                        .orElse("")
                : "";
    }
}
