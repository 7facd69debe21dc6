package io.safire.tck.browser;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** Origins and sites of addresses. */
final class Sites {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private Sites() {}

    /** The lower-case host. */
    static String host(URI url) {
        return url.getHost().toLowerCase(Locale.ROOT);
    }

    /** Scheme, host and port. */
    static String origin(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    /**
     * Scheme and registrable domain. The registrable domain is taken to be the last two labels, which is right for the
     * hosts of the tests; there is no list of public suffixes.
     */
    static String site(URI url) {
        String host = host(url);
        String[] labels = host.split("\\.");
        boolean name = labels.length > 2 && !LOOPBACK.contains(host);
        return url.getScheme() + "://" + (name ? labels[labels.length - 2] + "." + labels[labels.length - 1] : host);
    }

    /** Whether the scheme encrypts. */
    static boolean isHttps(URI url) {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    /** Whether a browser regards what comes from there as not tampered with: https, and this machine. */
    static boolean isTrustworthy(URI url) {
        return isHttps(url) || LOOPBACK.contains(host(url));
    }
}
