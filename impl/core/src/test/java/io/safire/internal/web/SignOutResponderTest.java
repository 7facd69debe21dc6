package io.safire.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.internal.SettableClock;
import io.safire.internal.TestServers;
import io.safire.internal.authentication.StoreKey;
import io.safire.internal.authentication.StoreKeys;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.encryption.JweEncryption;
import io.safire.internal.encryption.JweEncryption.StorageLocation;
import io.safire.token.SignOut;
import io.safire.web.LocalPath;
import io.safire.web.Redirect;
import io.safire.web.RequestCookies;
import io.safire.web.WebRequest;
import io.safire.web.WebResponse;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests of the way of a browser to the end session endpoint and back. */
class SignOutResponderTest {

    /** The responder of an application without servers. */
    static final SignOutResponder NO_SERVERS =
            new SignOutResponder(name -> Optional.empty(), SignOutResponderTest::keys, Clock.systemUTC());

    private static final StoreKey KEY = StoreKey.random(new SecureRandom());
    private static final URI END_SESSION = URI.create("https://as.example/logout?state=state-1");
    private static final Redirect BYE = Redirect.to("/bye").withCookie("own=1");
    private static final Redirect BYE_BY_SERVER =
            BYE.withSignOut(SignOut.of("epic", List.of(), END_SESSION, "state-1"));

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T00:00:00Z"));
    private final SignOutResponder responder =
            new SignOutResponder(SignOutResponderTest::settings, SignOutResponderTest::keys, clock);

    @Test
    void redirectsToTargetWithoutEndSessionUri() {
        for (Redirect redirect : List.of(BYE, BYE.withSignOut(SignOut.of("epic", List.of())))) {
            WebResponse response = responder.signOut(redirect, RequestCookies.none());
            assertThat(response.header("Location")).containsExactly("/bye");
            assertThat(response.header("Set-Cookie")).containsExactly("own=1");
        }
    }

    @Test
    void redirectsToServerWithoutCacheOrReferer() {
        WebResponse response = responder.signOut(BYE_BY_SERVER, RequestCookies.none());
        assertThat(response.status()).isEqualTo(303);
        assertThat(response.header("Location")).containsExactly(END_SESSION.toString());
        assertThat(response.header("Cache-Control")).containsExactly("no-store");
        assertThat(response.header("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(response.header("Set-Cookie")).hasSize(2).contains("own=1");
        assertThat(response.header("Set-Cookie").get(1))
                .startsWith("__Host-safire-")
                .endsWith("; Path=/; Max-Age=600; Secure; HttpOnly; SameSite=None; Partitioned")
                .doesNotContain("bye", "state-1");
    }

    @Test
    void returnsToTargetOnce() {
        String cookie = cookie(responder.signOut(BYE_BY_SERVER, RequestCookies.none()));
        WebResponse response = responder.signedOut(request("state-1", cookie)).orElseThrow();
        assertThat(response.header("Location")).containsExactly("/bye");
        assertThat(response.header("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith(cookie.substring(0, cookie.indexOf('=') + 1) + "; Path=/; Max-Age=0");
    }

    @Test
    void ignoresStateThatDoesNotBelongToCookie() {
        String cookie = cookie(responder.signOut(BYE_BY_SERVER, RequestCookies.none()));
        String other = cookie(responder.signOut(
                Redirect.to("/other").withSignOut(SignOut.of("epic", List.of(), END_SESSION, "state-2")),
                RequestCookies.none()));
        assertThat(responder.signedOut(request("state-1", ""))).isEmpty();
        assertThat(responder.signedOut(request("state-2", cookie))).isEmpty();
        assertThat(responder.signedOut(new WebRequest("GET", Map.of(), headers(cookie))))
                .isEmpty();
        assertThat(responder.signedOut(
                        new WebRequest("GET", Map.of("state", List.of("state-1", "state-1")), headers(cookie))))
                .isEmpty();
        String swapped = cookie.substring(0, cookie.indexOf('=')) + other.substring(other.indexOf('='));
        assertThat(responder.signedOut(request("state-1", swapped))).isEmpty();
    }

    @Test
    void ignoresExpiredSignOut() {
        String cookie = cookie(responder.signOut(BYE_BY_SERVER, RequestCookies.none()));
        clock.advance(Duration.ofMinutes(10));
        assertThat(responder.signedOut(request("state-1", cookie))).isEmpty();
    }

    @Test
    void readsOnlyEntriesOfSignOuts() {
        LaunchEncryptor encryptor = new LaunchEncryptor("epic"::equals, SignOutResponderTest::keys);
        PendingSignOut signOut = new PendingSignOut("epic", "state-1", LocalPath.of("/bye"), clock.instant());
        assertThat(encryptor.decryptSignOut(encryptor.encrypt(signOut))).contains(signOut);
        StorageLocation ofLaunch = new StorageLocation("epic", "launch", KEY.name());
        String moved = JweEncryption.encrypt(signOut.toJson(), ofLaunch, KEY.key());
        assertThat(encryptor.decryptSignOut(moved)).isEmpty();
    }

    @Test
    void ignoresCookieOfUnknownServer() {
        assertThat(NO_SERVERS.signedOut(request("state-1", "__Host-safire-x=1")))
                .isEmpty();
    }

    private static Optional<ServerSettings> settings(String name) {
        return name.equals("epic")
                ? Optional.of(TestServers.of(Map.of(
                                "safire.epic.base-url", "https://fhir.example/r4",
                                "safire.epic.post-logout-redirect-uri", "https://app.example/smart/signed-out"))
                        .read("epic"))
                : Optional.empty();
    }

    private static StoreKeys keys(String name) {
        return StoreKeys.optional(TestServers.epic(), KEY);
    }

    private static String cookie(WebResponse response) {
        List<String> cookies = response.header("Set-Cookie");
        return cookies.get(cookies.size() - 1).split(";", 2)[0];
    }

    private static WebRequest request(String state, String cookie) {
        return new WebRequest("GET", Map.of("state", List.of(state)), headers(cookie));
    }

    private static Map<String, List<String>> headers(String cookie) {
        return Map.of("Cookie", List.of(cookie));
    }
}
