package io.safire.tck.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A headless browser. The browser stores cookies according to RFC 6265bis, including the prefixes {@code __Host-} and
 * {@code __Secure-}, and partitions cookies by top-level site. The browser follows redirects and sends
 * {@code Sec-Fetch-Site} and {@code Origin}.
 *
 * <p>As in Chromium, loopback URLs may set {@code Secure} cookies over http. A cookie whose name has a prefix still
 * requires https. A redirect through another site makes a request cross-site (RFC 6265bis); Chromium is less strict.
 * Frames also receive {@code SameSite=None} cookies without {@code Partitioned}.
 */
public final class CookieBrowser {

    private static final int MAX_REDIRECTS = 20;
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD");
    private static final Set<Integer> GET_REDIRECT_STATUSES = Set.of(301, 302, 303);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient http;
    private final CookieStore cookies;
    private final Consumer<BrowserCookie> listener;
    private final boolean fetchMetadata;

    /**
     * Creates a browser without cookies.
     *
     * @param http the client that sends the requests. It must not follow redirects or store cookies
     * @param clock the clock that determines when cookies expire
     * @param listener the listener that receives each cookie that a response stores or removes
     */
    public CookieBrowser(HttpClient http, Clock clock, Consumer<BrowserCookie> listener) {
        this(http, new CookieStore(clock), listener, true);
    }

    private CookieBrowser(
            HttpClient http, CookieStore cookies, Consumer<BrowserCookie> listener, boolean fetchMetadata) {
        this.http = http;
        this.cookies = cookies;
        this.listener = listener;
        this.fetchMetadata = fetchMetadata;
    }

    /** Returns an older browser that shares the cookies of this browser and sends no {@code Sec-Fetch-*} headers. */
    public CookieBrowser withoutFetchMetadata() {
        return new CookieBrowser(http, cookies, listener, false);
    }

    /** Loads a URL and follows all redirects. */
    public NavigationTrace navigate(Navigation navigation) {
        return navigate(navigation, url -> true);
    }

    /**
     * Loads a URL and follows redirects up to the first redirect that the predicate rejects.
     *
     * @param follow the test whether to follow a redirect to the given target
     */
    public NavigationTrace navigate(Navigation navigation, Predicate<URI> follow) {
        List<Hop> hops = new ArrayList<>();
        List<URI> chain = new ArrayList<>();
        @Nullable URI next = navigation.target();
        String method = navigation.method();
        while (next != null && hops.size() <= MAX_REDIRECTS && (hops.isEmpty() || follow.test(next))) {
            chain.add(next);
            Hop hop = exchange(navigation, method, chain);
            hops.add(hop);
            method = !SAFE_METHODS.contains(method) && GET_REDIRECT_STATUSES.contains(hop.status()) ? "GET" : method;
            next = location(hop);
        }
        return new NavigationTrace(hops);
    }

    /** Returns the cookies, oldest first. */
    public List<BrowserCookie> cookies() {
        return cookies.all();
    }

    /**
     * Returns the names of the cookies that scripts can read, that is, of the cookies without {@code HttpOnly}.
     *
     * @param page the URL of the top-level page
     */
    public Set<String> cookieNamesVisibleToScripts(URI page) {
        CookieRequest request = new CookieRequest(page, UrlOrigins.site(page), true, true, true);
        return cookies.all().stream()
                .filter(cookie -> !cookie.httpOnly() && cookie.isSentWith(request))
                .map(BrowserCookie::name)
                .collect(Collectors.toSet());
    }

    private Hop exchange(Navigation navigation, String method, List<URI> chain) {
        URI url = chain.get(chain.size() - 1);
        URI top = navigation.top() == null ? url : navigation.top();
        CookieRequest request = new CookieRequest(
                url,
                UrlOrigins.site(top),
                isSameSite(navigation, chain),
                navigation.top() == null,
                SAFE_METHODS.contains(method));
        String cookie = cookies.header(request);
        HttpResponse<String> response = sendRequest(navigation, method, chain, cookie);
        Map<String, List<String>> headers = response.headers().map();
        List<String> refused = new ArrayList<>();
        headers.getOrDefault("set-cookie", List.of()).forEach(header -> receive(header, request, refused));
        return new Hop(method, url, cookie, response.statusCode(), headers, refused, response.body());
    }

    private void receive(String header, CookieRequest request, List<String> refused) {
        try {
            listener.accept(cookies.receive(header, request));
        } catch (IgnoredCookieException refusal) {
            refused.add(refusal.getMessage());
        }
    }

    private HttpResponse<String> sendRequest(Navigation navigation, String method, List<URI> chain, String cookie) {
        URI url = chain.get(chain.size() - 1);
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(TIMEOUT)
                .header("Accept", "text/html,*/*;q=0.8")
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        if (!SAFE_METHODS.contains(method) && navigation.initiator() != null) {
            request.header("Origin", chain.size() > 1 ? "null" : UrlOrigins.origin(navigation.initiator()));
        }
        if (fetchMetadata && UrlOrigins.isTrustworthy(url)) {
            request.header("Sec-Fetch-Site", fetchSite(navigation, chain))
                    .header("Sec-Fetch-Mode", "navigate")
                    .header("Sec-Fetch-Dest", navigation.top() == null ? "document" : "iframe");
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(method + " " + UrlOrigins.origin(url) + url.getRawPath(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static boolean isSameSite(Navigation navigation, List<URI> chain) {
        String site = UrlOrigins.site(chain.get(chain.size() - 1));
        return Stream.concat(
                        Stream.of(navigation.initiator(), navigation.top()).filter(page -> page != null),
                        chain.stream())
                .allMatch(page -> UrlOrigins.site(page).equals(site));
    }

    private static String fetchSite(Navigation navigation, List<URI> chain) {
        URI initiator = navigation.initiator();
        if (initiator == null) {
            return "none";
        }
        if (chain.stream().allMatch(url -> UrlOrigins.origin(url).equals(UrlOrigins.origin(initiator)))) {
            return "same-origin";
        }
        boolean sameSite = chain.stream().allMatch(url -> UrlOrigins.site(url).equals(UrlOrigins.site(initiator)));
        return sameSite ? "same-site" : "cross-site";
    }

    private static @Nullable URI location(Hop hop) {
        String location = hop.header("location");
        boolean redirects = hop.status() >= 300 && hop.status() < 400 && !location.isEmpty();
        return redirects ? hop.url().resolve(location) : null;
    }
}
