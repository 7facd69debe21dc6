package io.safire.tck.browser;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A cookie in the cookie store of a browser.
 *
 * @param domain the host, or the domain of a cookie that subdomains receive too
 * @param hostOnly true if only the host itself receives the cookie
 * @param path the path that the request's path must match
 * @param secure true if only trustworthy origins receive the cookie
 * @param httpOnly true if scripts cannot read the cookie
 * @param sameSite the restriction of the cross-site requests that carry the cookie
 * @param expiresAt the expiry time, null for a session cookie
 * @param partition the top-level site of the response that set the cookie; null if the cookie is not partitioned
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

    /** Returns whether this cookie replaces the other cookie. */
    boolean replaces(BrowserCookie other) {
        return name.equals(other.name)
                && domain.equals(other.domain)
                && hostOnly == other.hostOnly
                && path.equals(other.path)
                && java.util.Objects.equals(partition, other.partition);
    }

    /** Returns whether the cookie has expired. */
    boolean isExpired(Instant now) {
        return expiresAt != null && !expiresAt.isAfter(now);
    }

    /** Returns whether the browser adds the cookie to a request. */
    boolean isSentWith(CookieRequest request) {
        return matches(request.url())
                && (partition == null || partition.equals(request.topLevelSite()))
                && switch (sameSite) {
                    case STRICT -> request.sameSite();
                    case LAX -> request.sameSite() || request.isSafeTopLevelNavigation();
                    case NONE -> true;
                };
    }

    private boolean matches(URI url) {
        String host = UrlOrigins.host(url);
        boolean hostMatches = host.equals(domain) || !hostOnly && host.endsWith("." + domain);
        return hostMatches && pathMatches(url.getRawPath()) && (!secure || UrlOrigins.isTrustworthy(url));
    }

    private boolean pathMatches(String requestPath) {
        return requestPath.equals(path)
                || requestPath.startsWith(path) && (path.endsWith("/") || requestPath.charAt(path.length()) == '/');
    }

    /** Omits the value. */
    @Override
    public String toString() {
        return "BrowserCookie[name=" + name + ", domain=" + domain + ", path=" + path + ", sameSite=" + sameSite
                + ", partition=" + partition + "]";
    }
}
