package io.safire.tck.browser;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The cookie store of a browser. */
final class CookieStore {

    private final Clock clock;
    private final List<BrowserCookie> cookies = new ArrayList<>();

    CookieStore(Clock clock) {
        this.clock = clock;
    }

    /**
     * Stores the cookie of a {@code Set-Cookie} header, or removes the cookie if the header's expiry time is past.
     *
     * @return the cookie of the header
     * @throws IgnoredCookieException if browsers ignore the header
     */
    BrowserCookie receive(String header, CookieRequest request) throws IgnoredCookieException {
        Instant now = clock.instant();
        BrowserCookie cookie = SetCookie.parse(header, request, now);
        if (!UrlOrigins.isTrustworthy(request.url()) && !cookie.secure() && shadowsSecureCookie(cookie)) {
            throw new IgnoredCookieException(cookie.name() + " would replace a Secure cookie");
        }
        cookies.removeIf(cookie::replaces);
        if (!cookie.isExpired(now)) {
            cookies.add(cookie);
        }
        return cookie;
    }

    /**
     * Returns the {@code Cookie} header; the header is empty if there are no cookies. Cookies with longer paths come
     * first, then older cookies.
     */
    String header(CookieRequest request) {
        return all().stream()
                .filter(cookie -> cookie.isSentWith(request))
                .sorted(Comparator.comparingInt(
                        (BrowserCookie cookie) -> -cookie.path().length()))
                .map(cookie -> cookie.name() + "=" + cookie.value())
                .collect(Collectors.joining("; "));
    }

    /** Returns the cookies that have not expired, oldest first. */
    List<BrowserCookie> all() {
        Instant now = clock.instant();
        cookies.removeIf(cookie -> cookie.isExpired(now));
        return List.copyOf(cookies);
    }

    private boolean shadowsSecureCookie(BrowserCookie cookie) {
        return all().stream()
                .anyMatch(other -> other.secure()
                        && other.name().equals(cookie.name())
                        && other.domain().equals(cookie.domain()));
    }
}
