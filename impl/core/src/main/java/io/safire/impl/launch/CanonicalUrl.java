package io.safire.impl.launch;

import io.safire.impl.config.Origin;
import io.safire.impl.config.TrailingSlashes;
import java.net.URI;

/** Addresses as they are compared: scheme and host in lower case, no default port, no slash at the end. */
public final class CanonicalUrl {

    /** The address of no server is longer. An {@code iss} is compared with each of them. */
    private static final int MAX_LENGTH = 2048;

    private CanonicalUrl() {}

    /** Whether two texts are the same address; a text that is no absolute URL is the same as nothing. */
    public static boolean same(String one, String other) {
        String canonical = of(one);
        return !canonical.isEmpty() && canonical.equals(of(other));
    }

    private static String of(String text) {
        if (text.length() > MAX_LENGTH) {
            return "";
        }
        try {
            return of(URI.create(text));
        } catch (IllegalArgumentException notAnAddress) {
            return "";
        }
    }

    /** Returns the form in which an address is compared; empty if it is no absolute URL. */
    public static String of(URI url) {
        return url.getRawQuery() == null && url.getRawFragment() == null
                ? Origin.of(url)
                        .map(origin -> origin + TrailingSlashes.remove(url.getRawPath()))
                        .orElse("")
                : "";
    }
}
