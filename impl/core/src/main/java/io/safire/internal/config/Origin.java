package io.safire.internal.config;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * The origin of a URL, which consists of scheme and host in lower case and the port, even if it is the default port.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6454#section-4">RFC 6454, section 4</a>
 */
public record Origin(String scheme, String host, int port) {

    /** The result is empty if the URL is not absolute or has a user name. */
    public static Optional<Origin> of(URI url) {
        if (!UrlPolicy.isAbsolute(url)) {
            return Optional.empty();
        }
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        int port = url.getPort() < 0 ? defaultPort(scheme) : url.getPort();
        return Optional.of(new Origin(scheme, url.getHost().toLowerCase(Locale.ROOT), port));
    }

    /** Returns false if either URL has no origin. */
    public static boolean isSame(URI one, URI other) {
        Optional<Origin> origin = of(one);
        return origin.isPresent() && origin.equals(of(other));
    }

    /** Returns the host, and the port unless it is the default port of the scheme. */
    public String authority() {
        return port == defaultPort(scheme) ? host : host + ":" + port;
    }

    @Override
    public String toString() {
        return scheme + "://" + host + ":" + port;
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }
}
