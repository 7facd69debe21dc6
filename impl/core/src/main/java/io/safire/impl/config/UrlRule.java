package io.safire.impl.config;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** https everywhere; http only for loopback hosts, and only where that is allowed. */
public record UrlRule(boolean insecureLocalhost) {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)]");

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
