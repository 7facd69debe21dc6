package io.safire.impl.config;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * https everywhere; http only for loopback hosts, and only where that is allowed.
 *
 * @param endpointHosts hosts that the administrator trusts besides those of configured URLs, in lower case, with a port
 *     where it is not the usual one
 */
public record UrlRule(boolean insecureLocalhost, Set<String> endpointHosts) {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)]");

    /** A rule without further hosts. */
    public UrlRule(boolean insecureLocalhost) {
        this(insecureLocalhost, Set.of());
    }

    /** Returns whether {@code endpoint-hosts} lists the host of a URL. */
    public boolean lists(URI url) {
        return Origin.of(url)
                .map(Origin::authority)
                .filter(endpointHosts::contains)
                .isPresent();
    }

    /** Returns whether a redirect stays at its origin or leads to a listed host. */
    public boolean allowsRedirect(URI from, URI to) {
        return Origin.same(from, to) || lists(to);
    }

    public boolean allows(URI url) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        return absolute(url)
                && (scheme.equals("https") || (scheme.equals("http") && insecureLocalhost && loopback(url.getHost())));
    }

    /** Whether there is a scheme and a host, and no user name that could hide the host. */
    public static boolean absolute(URI url) {
        return url.getScheme() != null && url.getHost() != null && url.getRawUserInfo() == null;
    }

    /** Returns whether an address is plain http on a loopback host. */
    static boolean isLocalHttp(URI url) {
        return "http".equalsIgnoreCase(url.getScheme()) && loopback(url.getHost());
    }

    public static boolean loopback(@Nullable String host) {
        return host != null && LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }
}
