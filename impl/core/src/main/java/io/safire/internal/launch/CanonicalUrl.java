package io.safire.internal.launch;

import io.safire.internal.config.Origin;
import io.safire.internal.text.Urls;
import java.net.URI;

/** The canonical form of URLs for comparison: scheme and host in lower case, the port, and no trailing slash. */
public final class CanonicalUrl {

    /**
     * No server has a longer URL. The length is limited, because an {@code iss} is compared with the URL of every
     * server.
     */
    private static final int MAX_LENGTH = 2048;

    private CanonicalUrl() {}

    /** The result is empty if the string is not an absolute URL, or has a query or fragment. */
    public static String of(String text) {
        return text.length() > MAX_LENGTH
                ? ""
                : Urls.parse(text).map(CanonicalUrl::of).orElse("");
    }

    /** The result is empty if the URL is not absolute, or has a query or fragment. */
    public static String of(URI url) {
        return url.getRawQuery() == null && url.getRawFragment() == null
                ? Origin.of(url)
                        .map(origin -> origin + Urls.withoutTrailingSlashes(url.getRawPath()))
                        .orElse("")
                : "";
    }
}
