package io.safire.tck.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class CookieStoreTest {

    private static final URI APP = URI.create("https://app.example/smart/launch");
    private static final URI PLAIN = URI.create("http://app.example/smart/launch");
    private static final URI LOCAL = URI.create("http://localhost:8080/smart/launch");
    private static final String EHR = "https://ehr.example";
    private static final String OTHER_EHR = "https://other-ehr.example";

    private final AdvancingClock time = new AdvancingClock();
    private final CookieStore store = new CookieStore(time);

    @Test
    void sendsCookieWithEachRequestToItsHost() throws IgnoredCookieException {
        store.receive("a=1", top(APP));
        assertThat(store.header(top(APP))).isEqualTo("a=1");
        assertThat(store.header(top(URI.create("https://www.app.example/smart/launch"))))
                .isEmpty();
        assertThat(store.header(top(URI.create("https://other.example/smart/launch"))))
                .isEmpty();
    }

    @Test
    void sendsDomainCookieToSubdomains() throws IgnoredCookieException {
        store.receive("a=1; Domain=app.example", top(APP));
        assertThat(store.header(top(URI.create("https://www.app.example/smart/x"))))
                .isEqualTo("a=1");
        assertThat(store.header(top(URI.create("https://my-app.example/smart/x"))))
                .isEmpty();
        assertIgnored("a=1; Domain=other.example", APP, "another host");
        assertIgnored("a=1; Domain=example", APP, "public suffix");
    }

    @Test
    void sendsCookieBelowItsPathOnly() throws IgnoredCookieException {
        store.receive("byDefault=1", top(APP));
        store.receive("named=1; Path=/smart/launch", top(APP));
        assertThat(store.header(top(APP))).isEqualTo("named=1; byDefault=1");
        assertThat(store.header(top(URI.create("https://app.example/smart")))).isEqualTo("byDefault=1");
        assertThat(store.header(top(URI.create("https://app.example/smart/launches"))))
                .isEqualTo("byDefault=1");
        assertThat(store.header(top(URI.create("https://app.example/smarter")))).isEmpty();
    }

    @Test
    void sendsSecureCookieToTrustworthyAddressesOnly() throws IgnoredCookieException {
        store.receive("a=1; Secure", top(APP));
        assertThat(store.header(top(APP))).isEqualTo("a=1");
        assertThat(store.header(top(PLAIN))).isEmpty();
        store.receive("b=1; Secure", top(LOCAL));
        assertThat(store.header(top(LOCAL))).isEqualTo("b=1");
    }

    @Test
    void ignoresSecureCookieOverHttpExceptOnLoopback() throws IgnoredCookieException {
        assertIgnored("a=1; Secure", PLAIN, "Secure");
        store.receive("a=1; Secure", top(URI.create("http://127.0.0.1/")));
        assertThat(store.all()).hasSize(1);
    }

    @Test
    void ignoresPlainCookieThatShadowsSecureCookie() throws IgnoredCookieException {
        store.receive("a=1; Secure", top(APP));
        assertThatThrownBy(() -> store.receive("a=2; Path=/", top(PLAIN))).hasMessageContaining("replace");
        store.receive("a=2; Secure", top(APP));
        assertThat(store.header(top(APP))).isEqualTo("a=2");
    }

    @Test
    void ignoresHostPrefixWithoutItsAttributes() throws IgnoredCookieException {
        assertIgnored("__Host-a=1; Path=/", APP, "prefix");
        assertIgnored("__Host-a=1; Secure", APP, "prefix");
        assertIgnored("__Host-a=1; Secure; Path=/smart", APP, "prefix");
        assertIgnored("__Host-a=1; Secure; Path=/; Domain=app.example", APP, "prefix");
        assertIgnored("__Host-a=1; Secure; Path=/", LOCAL, "prefix");
        assertIgnored("__hOST-a=1; Path=/", APP, "prefix");
        store.receive("__Host-a=1; Secure; Path=/", top(APP));
        assertThat(store.all()).extracting(BrowserCookie::name).containsExactly("__Host-a");
    }

    @Test
    void ignoresSecurePrefixWithoutSecureOrHttps() throws IgnoredCookieException {
        assertIgnored("__Secure-a=1", APP, "prefix");
        assertIgnored("__Secure-a=1; Secure", LOCAL, "prefix");
        store.receive("__Secure-a=1; Secure; Domain=app.example", top(APP));
        assertThat(store.all()).hasSize(1);
    }

    @Test
    void prefersMaxAgeToExpires() throws IgnoredCookieException {
        store.receive("a=1; Max-Age=10; Expires=Thu, 01 Jan 1970 00:00:00 GMT", top(APP));
        store.receive("b=1; Expires=Thu, 01-Jan-2026 00:00:20 GMT", top(APP));
        store.receive("c=1", top(APP));
        time.advance(Duration.ofSeconds(9));
        assertThat(store.all()).hasSize(3);
        time.advance(Duration.ofSeconds(1));
        assertThat(store.all()).extracting(BrowserCookie::name).containsExactly("b", "c");
        time.advance(Duration.ofSeconds(10));
        assertThat(store.all()).extracting(BrowserCookie::name).containsExactly("c");
    }

    @Test
    void removesCookieOfSameNameDomainAndPath() throws IgnoredCookieException {
        store.receive("a=1; Path=/", top(APP));
        store.receive("a=; Path=/smart; Max-Age=0", top(APP));
        assertThat(store.all()).hasSize(1);
        store.receive("a=; Path=/; Max-Age=0", top(APP));
        assertThat(store.all()).isEmpty();
    }

    @Test
    void sendsLaxCookieCrossSiteOnTopLevelNavigationOnly() throws IgnoredCookieException {
        store.receive("lax=1", top(APP));
        store.receive("strict=1; SameSite=Strict", top(APP));
        store.receive("none=1; SameSite=None; Secure", top(APP));
        assertThat(store.header(new CookieRequest(APP, "https://app.example", true, true, true)))
                .isEqualTo("lax=1; strict=1; none=1");
        assertThat(store.header(new CookieRequest(APP, "https://app.example", false, true, true)))
                .isEqualTo("lax=1; none=1");
        assertThat(store.header(new CookieRequest(APP, "https://app.example", false, true, false)))
                .isEqualTo("none=1");
        assertThat(store.header(frame(EHR))).isEqualTo("none=1");
    }

    @Test
    void ignoresSameSiteCookieInCrossSiteFrame() throws IgnoredCookieException {
        assertThatThrownBy(() -> store.receive("a=1", frame(EHR))).hasMessageContaining("frames");
        assertThatThrownBy(() -> store.receive("a=1; SameSite=Strict; Secure", frame(EHR)))
                .hasMessageContaining("frames");
        assertIgnored("a=1; SameSite=None", APP, "without Secure");
        store.receive("a=1; SameSite=None; Secure", frame(EHR));
        assertThat(store.header(top(APP))).isEqualTo("a=1");
    }

    @Test
    void sendsPartitionedCookieUnderSameTopLevelSiteOnly() throws IgnoredCookieException {
        assertIgnored("a=1; Partitioned", APP, "Partitioned");
        store.receive("a=1; Secure; SameSite=None; Partitioned", frame(EHR));
        assertThat(store.header(frame(EHR))).isEqualTo("a=1");
        assertThat(store.header(frame(OTHER_EHR))).isEmpty();
        assertThat(store.header(top(APP))).isEmpty();
        store.receive("a=2; Secure; SameSite=None; Partitioned", frame(OTHER_EHR));
        store.receive("a=; Secure; SameSite=None; Partitioned; Max-Age=0", frame(EHR));
        assertThat(store.header(frame(EHR))).isEmpty();
        assertThat(store.header(frame(OTHER_EHR))).isEqualTo("a=2");
    }

    @Test
    void parsesAttributesCaseInsensitively() throws IgnoredCookieException {
        store.receive("a=b=c;secure;HTTPONLY;samesite=none;PATH=/", top(APP));
        BrowserCookie cookie = store.all().get(0);
        assertThat(cookie.value()).isEqualTo("b=c");
        assertThat(cookie.secure()).isTrue();
        assertThat(cookie.httpOnly()).isTrue();
        assertThat(cookie.sameSite()).isEqualTo(SameSite.NONE);
        assertThat(cookie.toString()).doesNotContain("b=c");
        assertIgnored("no-name", APP, "name");
        assertIgnored("=1", APP, "name");
        assertIgnored("a=\u0001", APP, "control");
        assertIgnored("a=" + "x".repeat(4096), APP, "longer");
    }

    private void assertIgnored(String header, URI url, String reason) {
        assertThatThrownBy(() -> store.receive(header, top(url)))
                .as(header)
                .isInstanceOf(IgnoredCookieException.class)
                .hasMessageContaining(reason);
    }

    private static CookieRequest top(URI url) {
        return new CookieRequest(url, UrlOrigins.site(url), true, true, true);
    }

    private static CookieRequest frame(String topLevelSite) {
        return new CookieRequest(APP, topLevelSite, false, false, true);
    }

    private static final class AdvancingClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
