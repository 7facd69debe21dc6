package io.safire.impl.registration;

import io.safire.impl.config.UrlRule;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Scheme, host and port of an address, as they are compared. */
final class Origin {

    private Origin() {}

    static Optional<String> of(URI url) {
        if (!UrlRule.absolute(url)) {
            return Optional.empty();
        }
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? 443 : 80;
        int port = url.getPort() < 0 ? usual : url.getPort();
        return Optional.of(scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + ":" + port);
    }
}
