package io.safire.tck.browser;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A cookie in the store of a browser.
 *
 * @param name its name
 * @param value its value
 * @param domain the host, or the domain with all hosts below it
 * @param hostOnly true if the cookie goes to the host itself only
 * @param path the path at and below which it is sent
 * @param secure true if it is sent to trustworthy addresses only
 * @param httpOnly true if scripts of a page do not see it
 * @param sameSite the requests from other sites with which it is sent
 * @param expiresAt its end, null if it ends with the browser
 * @param partition the site of the page at the top below which it was set, null if it is not partitioned
 */
public record BrowserCookie(
        String name,
        String value,
        String domain,
        boolean hostOnly,
        String path,
        boolean secure,
        boolean httpOnly,
        SameSite sameSite,
        @Nullable Instant expiresAt,
        @Nullable String partition) {

    /** Returns whether this cookie takes the place of the other one. */
    boolean replaces(BrowserCookie other) {
        return name.equals(other.name)
                && domain.equals(other.domain)
                && hostOnly == other.hostOnly
                && path.equals(other.path)
                && java.util.Objects.equals(partition, other.partition);
    }

    /** Returns whether the cookie has ended. */
    boolean isExpired(Instant now) {
        return expiresAt != null && !expiresAt.isAfter(now);
    }

    /** Returns whether the browser sends the cookie with a request. */
    boolean isSentWith(Request request) {
        return matches(request.url())
                && (partition == null || partition.equals(request.topLevelSite()))
                && switch (sameSite) {
                    case STRICT -> request.sameSite();
                    case LAX -> request.sameSite() || request.loadsPage();
                    case NONE -> true;
                };
    }

    private boolean matches(URI url) {
        String host = Sites.host(url);
        boolean here = host.equals(domain) || !hostOnly && host.endsWith("." + domain);
        return here && pathMatches(url.getRawPath()) && (!secure || Sites.isTrustworthy(url));
    }

    private boolean pathMatches(String asked) {
        return asked.equals(path)
                || asked.startsWith(path) && (path.endsWith("/") || asked.charAt(path.length()) == '/');
    }

    /** Hides the value. */
    @Override
    public String toString() {
        return "BrowserCookie[name=" + name + ", domain=" + domain + ", path=" + path + ", sameSite=" + sameSite
                + ", partition=" + partition + "]";
    }
}
