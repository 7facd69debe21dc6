package io.safire.impl.config;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Where an address is, as it is compared: scheme and host in lower case, and the port even where it is the usual one.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6454#section-4">RFC 6454, section 4</a>
 */
public record Origin(String scheme, String host, int port) {

    /** The origin of an absolute URL; empty for anything else. */
    public static Optional<Origin> of(URI url) {
        if (!UrlRule.absolute(url)) {
            return Optional.empty();
        }
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        int port = url.getPort() < 0 ? usual(scheme) : url.getPort();
        return Optional.of(new Origin(scheme, url.getHost().toLowerCase(Locale.ROOT), port));
    }

    /** Whether two addresses are at the same place; one that is no absolute URL is nowhere. */
    public static boolean same(URI one, URI other) {
        Optional<Origin> origin = of(one);
        return origin.isPresent() && origin.equals(of(other));
    }

    /** The host as it is configured: with a port where it is not that of the scheme. */
    public String authority() {
        return port == usual(scheme) ? host : host + ":" + port;
    }

    @Override
    public String toString() {
        return scheme + "://" + host + ":" + port;
    }

    private static int usual(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }
}
