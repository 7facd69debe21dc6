package io.safire.tck.browser;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** Origins and sites of URLs. */
final class UrlOrigins {

    private static final Set<String> LOOPBACK_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

    private UrlOrigins() {}

    /** Returns the host in lower case. */
    static String host(URI url) {
        return url.getHost().toLowerCase(Locale.ROOT);
    }

    /** Returns scheme, host and port. */
    static String origin(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    /**
     * Returns the scheme and the registrable domain. Without a list of public suffixes, the registrable domain is
     * assumed to be the last two labels, which is correct for the hosts of the tests.
     */
    static String site(URI url) {
        String host = host(url);
        String[] labels = host.split("\\.");
        boolean hasRegistrableDomain = labels.length > 2 && !LOOPBACK_HOSTS.contains(host);
        return url.getScheme() + "://"
                + (hasRegistrableDomain ? labels[labels.length - 2] + "." + labels[labels.length - 1] : host);
    }

    /** Returns whether the scheme is https. */
    static boolean isHttps(URI url) {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    /**
     * Returns whether browsers treat the origin as potentially trustworthy. The result is true for https URLs and
     * loopback hosts.
     */
    static boolean isTrustworthy(URI url) {
        return isHttps(url) || LOOPBACK_HOSTS.contains(host(url));
    }
}
