package io.safire.impl.launch;

import io.safire.impl.config.Origin;
import java.net.URI;

/** Addresses as they are compared: scheme and host in lower case, no default port, no slash at the end. */
public final class CanonicalUrl {

    private CanonicalUrl() {}

    /** Whether two texts are the same address; a text that is no absolute URL is the same as nothing. */
    public static boolean same(String one, String other) {
        String canonical = of(one);
        return !canonical.isEmpty() && canonical.equals(of(other));
    }

    private static String of(String text) {
        try {
            return of(URI.create(text));
        } catch (IllegalArgumentException notAnAddress) {
            return "";
        }
    }

    /** Returns the form in which an address is compared; empty if it is no absolute URL. */
    public static String of(URI url) {
        // Without the first part of the expression, a search takes the square of the number of slashes.
        return url.getRawQuery() == null && url.getRawFragment() == null
                ? Origin.of(url)
                        .map(origin -> origin + url.getRawPath().replaceFirst("(?<!/)/+$", ""))
                        .orElse("")
                : "";
    }
}
