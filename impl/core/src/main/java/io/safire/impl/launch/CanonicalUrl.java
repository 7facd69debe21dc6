package io.safire.impl.launch;

import java.net.URI;
import java.util.Locale;

/** Addresses as they are compared: scheme and host in lower case, no default port, no slash at the end. */
public final class CanonicalUrl {

    private CanonicalUrl() {}

    /** Whether two texts are the same address; a text that is no absolute URL is the same as nothing. */
    public static boolean same(String one, String other) {
        String canonical = of(one);
        return !canonical.isEmpty() && canonical.equals(of(other));
    }

    private static String of(String text) {
        URI url;
        try {
            url = URI.create(text);
        } catch (IllegalArgumentException notAnAddress) {
            return "";
        }
        boolean plain = url.getScheme() != null
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
        if (!plain) {
            return "";
        }
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? 443 : 80;
        String port = url.getPort() < 0 || url.getPort() == usual ? "" : ":" + url.getPort();
        return scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + port
                + url.getRawPath().replaceFirst("/+$", "");
    }
}
