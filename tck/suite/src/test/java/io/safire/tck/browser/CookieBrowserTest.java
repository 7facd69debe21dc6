package io.safire.tck.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;

class CookieBrowserTest {

    private static final URI LAUNCH = URI.create("https://app.example/launch");
    private static final URI CALLBACK = URI.create("https://app.example/callback");
    private static final URI LOGIN = URI.create("https://ehr.example/login");

    private final FakeHttpClient web = new FakeHttpClient();
    private final List<BrowserCookie> received = new ArrayList<>();
    private final CookieBrowser browser = new CookieBrowser(web, Clock.systemUTC(), received::add);

    @Test
    void recordsEachHopWithItsCookies() {
        web.redirect(LAUNCH, LOGIN, "pending=1; Secure; SameSite=None; HttpOnly");
        web.redirect(LOGIN, CALLBACK);
        web.page(CALLBACK, "pending=; Max-Age=0", "bad=1; SameSite=None");
        NavigationTrace trace = browser.navigate(Navigation.to(LAUNCH));
        assertThat(trace.hops()).extracting(Hop::url).containsExactly(LAUNCH, LOGIN, CALLBACK);
        assertThat(trace.hops()).extracting(Hop::cookies).containsExactly("", "", "pending=1");
        assertThat(trace.last().setCookies()).containsExactly("pending", "bad");
        assertThat(trace.last().ignoredCookies()).containsExactly("bad has SameSite=None without Secure");
        assertThat(browser.cookies()).isEmpty();
        assertThat(received).extracting(BrowserCookie::value).containsExactly("1", "");
    }

    @Test
    void withholdsStrictCookieAfterCrossSiteRedirect() {
        web.redirect(LAUNCH, LOGIN, "strict=1; SameSite=Strict", "lax=1");
        web.redirect(LOGIN, CALLBACK);
        web.page(CALLBACK);
        assertThat(browser.navigate(Navigation.to(LAUNCH)).last().cookies()).isEqualTo("lax=1");
        assertThat(browser.navigate(Navigation.to(CALLBACK)).last().cookies()).isEqualTo("strict=1; lax=1");
        assertThat(browser.navigate(Navigation.link(LOGIN, CALLBACK)).last().cookies())
                .isEqualTo("lax=1");
        assertThat(browser.navigate(Navigation.form(LOGIN, CALLBACK)).last().cookies())
                .isEmpty();
    }

    @Test
    void keepsPartitionedCookieInItsFrame() {
        web.page(LAUNCH, "a=1; Secure; SameSite=None; Partitioned");
        browser.navigate(Navigation.to(LAUNCH).inFrameOf(LOGIN));
        web.page(CALLBACK);
        assertThat(browser.navigate(Navigation.to(CALLBACK).inFrameOf(LOGIN))
                        .last()
                        .cookies())
                .isEqualTo("a=1");
        assertThat(browser.navigate(Navigation.to(CALLBACK)).last().cookies()).isEmpty();
    }

    @Test
    void sendsFetchMetadataAndOrigin() {
        web.page(CALLBACK);
        browser.navigate(Navigation.to(CALLBACK));
        browser.navigate(Navigation.form(LAUNCH, CALLBACK));
        browser.navigate(Navigation.form(URI.create("https://www.app.example/"), CALLBACK));
        browser.navigate(Navigation.form(LOGIN, CALLBACK));
        browser.navigate(Navigation.to(CALLBACK).inFrameOf(LOGIN));
        assertThat(web.sent("Sec-Fetch-Site"))
                .containsExactly("none", "same-origin", "same-site", "cross-site", "cross-site");
        assertThat(web.sent("Sec-Fetch-Dest"))
                .containsExactly("document", "document", "document", "document", "iframe");
        assertThat(web.sent("Origin"))
                .containsExactly("", "https://app.example", "https://www.app.example", "https://ehr.example", "");
        assertThat(web.sent("Sec-Fetch-Mode")).containsOnly("navigate");
    }

    @Test
    void followsRedirectOfPostWithGet() {
        web.redirect(LAUNCH, CALLBACK);
        web.page(CALLBACK);
        NavigationTrace trace = browser.navigate(Navigation.form(LAUNCH, LAUNCH));
        assertThat(trace.hops()).extracting(Hop::method).containsExactly("POST", "GET");
        assertThat(browser.navigate(Navigation.to(LAUNCH).withMethod("HEAD"))
                        .last()
                        .method())
                .isEqualTo("HEAD");
    }

    @Test
    void stopsBeforeRejectedRedirect() {
        web.redirect(LAUNCH, CALLBACK);
        NavigationTrace trace = browser.navigate(Navigation.to(LAUNCH), url -> !url.equals(CALLBACK));
        assertThat(trace.last().header("location")).isEqualTo(CALLBACK.toString());
        assertThat(trace.last().toString()).isEqualTo("GET https://app.example/launch 303 [][]");
    }

    @Test
    void hidesHttpOnlyCookiesFromScripts() {
        web.page(LAUNCH, "hidden=1; HttpOnly", "shown=1");
        browser.navigate(Navigation.to(LAUNCH));
        assertThat(browser.cookieNamesVisibleToScripts(CALLBACK)).containsExactly("shown");
    }

    /** An HTTP client with prepared responses, without a network. */
    private static final class FakeHttpClient extends HttpClient {
        private final Map<URI, FakeHttpResponse> pages = new LinkedHashMap<>();
        private final List<HttpRequest> requests = new ArrayList<>();

        void page(URI url, String... cookies) {
            pages.put(url, new FakeHttpResponse(url, 200, Map.of("set-cookie", List.of(cookies))));
        }

        void redirect(URI url, URI location, String... cookies) {
            pages.put(
                    url,
                    new FakeHttpResponse(
                            url,
                            303,
                            Map.of("location", List.of(location.toString()), "set-cookie", List.of(cookies))));
        }

        List<String> sent(String header) {
            return requests.stream()
                    .map(request -> request.headers().firstValue(header).orElse(""))
                    .toList();
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) throws IOException {
            requests.add(request);
            return (HttpResponse<T>) pages.get(request.uri());
        }

        @Override
        public <T> CompletableFuture<HttpResponse<T>> sendAsync(
                HttpRequest request, HttpResponse.BodyHandler<T> handler) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> CompletableFuture<HttpResponse<T>> sendAsync(
                HttpRequest request, HttpResponse.BodyHandler<T> handler, HttpResponse.PushPromiseHandler<T> push) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<CookieHandler> cookieHandler() {
            return Optional.empty();
        }

        @Override
        public Optional<Duration> connectTimeout() {
            return Optional.empty();
        }

        @Override
        public Redirect followRedirects() {
            return Redirect.NEVER;
        }

        @Override
        public Optional<ProxySelector> proxy() {
            return Optional.empty();
        }

        @Override
        public SSLContext sslContext() {
            throw new UnsupportedOperationException();
        }

        @Override
        public SSLParameters sslParameters() {
            return new SSLParameters();
        }

        @Override
        public Optional<Authenticator> authenticator() {
            return Optional.empty();
        }

        @Override
        public Version version() {
            return Version.HTTP_1_1;
        }

        @Override
        public Optional<Executor> executor() {
            return Optional.empty();
        }
    }

    private record FakeHttpResponse(URI uri, int statusCode, Map<String, List<String>> headerValues)
            implements HttpResponse<String> {

        @Override
        public HttpRequest request() {
            return HttpRequest.newBuilder(uri).build();
        }

        @Override
        public Optional<HttpResponse<String>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public HttpHeaders headers() {
            return HttpHeaders.of(headerValues, (name, value) -> true);
        }

        @Override
        public String body() {
            return "";
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return Optional.empty();
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }
}
