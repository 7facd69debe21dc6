package io.safire.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.brand.BrandBundle;
import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Step;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.error.TokenStoreException;
import io.safire.internal.LogCapture;
import io.safire.launch.AuthorizationResponse;
import io.safire.token.AccessToken;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import io.safire.web.CompletedLaunch;
import io.safire.web.LaunchFailure;
import io.safire.web.LaunchHandler;
import io.safire.web.LaunchRedirect;
import io.safire.web.LaunchRequest;
import io.safire.web.Redirect;
import io.safire.web.RequestCookies;
import io.safire.web.SmartLaunches;
import io.safire.web.WebRequest;
import io.safire.web.WebResponse;
import jakarta.json.JsonValue;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LaunchEndpointsTest {

    private final LaunchEndpoints endpoints = new LaunchEndpoints(
            new NoClients(),
            new NoLaunches(),
            Optional::empty,
            List::of,
            name -> Optional.empty(),
            name -> false,
            SignOutResponderTest.NO_SERVERS);

    @Test
    void failsWithoutHandler() {
        WebRequest request = new WebRequest("GET", Map.of(), Map.of());
        for (WebResponse response : List.of(endpoints.launch(request), endpoints.callback(request))) {
            assertThat(response.status()).isEqualTo(500);
            assertThat(response.body()).contains("SAFIRE-1110");
        }
    }

    @Test
    void escapesHtml() {
        assertThat(Html.escape("<a href=\"x\" id='y'>&amp;</a>"))
                .isEqualTo("&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;");
    }

    @Test
    void returns404ForKeySetOfUnknownServer() {
        assertThat(endpoints
                        .jwks("cerner", new WebRequest("GET", Map.of(), Map.of()))
                        .status())
                .isEqualTo(404);
        WebResponse posted = endpoints.jwks("cerner", new WebRequest("POST", Map.of(), Map.of()));
        assertThat(posted.status()).isEqualTo(405);
        assertThat(posted.header("Allow")).containsExactly("GET");
    }

    @Test
    void returns400ForLaunchAtUnknownServer() {
        LaunchEndpoints handled = new LaunchEndpoints(
                new NoClients(),
                new NoLaunches(),
                () -> Optional.of(new NoHandler()),
                List::of,
                LaunchEndpointsTest::redirectUri,
                name -> false,
                SignOutResponderTest.NO_SERVERS);
        for (String name : List.of("cerner", "backend", "\"epic\"", "a\nb", "../x", "x".repeat(5000))) {
            try (LogCapture log = new LogCapture("io.safire.web")) {
                WebResponse response = handled.launch(new WebRequest("GET", Map.of("server", List.of(name)), Map.of()));
                assertThat(response.status()).isEqualTo(400);
                assertThat(response.body()).contains("SAFIRE-1111");
                assertThat(log.lines())
                        .singleElement()
                        .asString()
                        .matches("WARNING SAFIRE-1111 [^\\p{Cc}]+")
                        .hasSizeLessThan(700);
            }
        }
        assertThatThrownBy(() -> handled.launch(new WebRequest("GET", Map.of("server", List.of("epic")), Map.of())))
                .hasMessage("Launch started");
    }

    @Test
    void rejectsCrossOriginSignOut() {
        LaunchEndpoints handled = new LaunchEndpoints(
                new NoClients(),
                new NoLaunches(),
                () -> Optional.of(new NoHandler()),
                List::of,
                LaunchEndpointsTest::redirectUri,
                name -> false,
                SignOutResponderTest.NO_SERVERS);
        String host = "inner.example:8443";
        for (Map<String, List<String>> sameOrigin : List.of(
                Map.<String, List<String>>of(),
                Map.of("Sec-Fetch-Site", List.of("same-origin"), "Origin", List.of("null")),
                Map.of("origin", List.of("https://app.example")),
                Map.of("Origin", List.of("https://APP.example:443")),
                Map.of("host", List.of(host), "Origin", List.of("https://inner.example:8443")),
                Map.of("Host", List.of("localhost:8080"), "Origin", List.of("http://localhost:8080")),
                Map.of("Referer", List.of("https://app.example/chart?a=b")))) {
            assertThatThrownBy(() -> handled.signOut(new WebRequest("POST", Map.of(), sameOrigin)))
                    .as(sameOrigin.toString())
                    .hasMessage("Signed out");
        }
        for (Map<String, List<String>> crossOrigin : List.of(
                Map.of("Sec-Fetch-Site", List.of("same-origin", "cross-site")),
                Map.of("Sec-Fetch-Site", List.of("cross-site"), "Origin", List.of("https://app.example")),
                Map.of("Origin", List.of("https://attacker.example")),
                Map.of("Origin", List.of("null")),
                Map.of("Origin", List.of("")),
                Map.of("Origin", List.of("http://app.example")),
                Map.of("Origin", List.of("https://app.example:8443")),
                Map.of("Origin", List.of("https://app.example.attacker.example")),
                Map.of("Origin", List.of("https://app.example", "https://attacker.example")),
                Map.of("Host", List.of(host), "Origin", List.of("http://inner.example:8443")),
                Map.of("Origin", List.of("https://attacker.example"), "Referer", List.of("https://app.example/")),
                Map.of("Referer", List.of("https://attacker.example/https://app.example/")),
                Map.of("Referer", List.of("::")))) {
            WebResponse response = handled.signOut(new WebRequest("POST", Map.of(), crossOrigin));
            assertThat(response.status()).as(crossOrigin.toString()).isEqualTo(403);
            assertThat(response.body()).doesNotContain("attacker");
        }
    }

    @Test
    void returns400ForEhrLaunchWithoutRedirectUri() {
        LaunchEndpoints handled = new LaunchEndpoints(
                new OnlyBackend(),
                new NoLaunches(),
                () -> Optional.of(new NoHandler()),
                List::of,
                LaunchEndpointsTest::redirectUri,
                name -> false,
                SignOutResponderTest.NO_SERVERS);
        try (LogCapture log = new LogCapture("io.safire.web")) {
            WebResponse response = handled.launch(new WebRequest(
                    "GET", Map.of("iss", List.of("https://fhir.example"), "launch", List.of("x")), Map.of()));
            assertThat(response.status()).isEqualTo(400);
            assertThat(log.lines()).singleElement().asString().startsWith("WARNING SAFIRE-");
        }
    }

    @Test
    void rejectsRepeatedLaunchParameter() {
        LaunchEndpoints handled = new LaunchEndpoints(
                new NoClients(),
                new NoLaunches(),
                () -> Optional.of(new NoHandler()),
                List::of,
                LaunchEndpointsTest::redirectUri,
                name -> false,
                SignOutResponderTest.NO_SERVERS);
        Map<String, String> described = Map.of("iss", "for iss", "a\nb", "for a parameter");
        described.forEach((name, description) -> {
            try (LogCapture log = new LogCapture("io.safire.web")) {
                WebRequest request = new WebRequest("GET", Map.of(name, List.of("1", "2")), Map.of());
                assertThat(handled.launch(request).status()).isEqualTo(400);
                assertThat(log.lines())
                        .singleElement()
                        .asString()
                        .startsWith("WARNING SAFIRE-1119 ")
                        .contains(description, "launch URL that is registered with the EHR")
                        .doesNotContain("authorization response");
            }
        });
    }

    @Test
    void clearsLaunchCookieWhenHandlerFails() {
        for (RuntimeException failure : List.of(
                new TokenStoreException(Failure.of("SAFIRE-1502", "epic", Step.RUNTIME, "the store failed")),
                new IllegalStateException("hidden"))) {
            LaunchHandler failing = new NoHandler() {
                @Override
                public Redirect completed(CompletedLaunch launch, WebRequest request) {
                    throw failure;
                }

                @Override
                public Optional<WebResponse> failed(LaunchFailure reason, WebRequest request) {
                    return Optional.of(new WebResponse(418, Map.of("set-cookie", List.of("own=1")), ""));
                }
            };
            LaunchEndpoints handled = new LaunchEndpoints(
                    new NoClients(),
                    new CompletedLaunches(),
                    () -> Optional.of(failing),
                    List::of,
                    LaunchEndpointsTest::redirectUri,
                    name -> false,
                    SignOutResponderTest.NO_SERVERS);
            try (LogCapture log = new LogCapture("io.safire.web")) {
                WebResponse response = handled.callback(new WebRequest("GET", Map.of(), Map.of()));
                assertThat(response.status()).isEqualTo(418);
                assertThat(response.header("Set-Cookie")).containsExactly("launch=; Max-Age=0", "own=1");
                assertThat(log.lines())
                        .anyMatch(line -> line.matches("(SEVERE SAFIRE-1118 .*IllegalState.*|WARNING SAFIRE-1502 .*)"))
                        .noneMatch(line -> line.contains("hidden"));
            }
        }
    }

    private static Optional<String> redirectUri(String name) {
        return Optional.of("https://app.example/callback").filter(uri -> name.equals("epic"));
    }

    private static class NoHandler implements LaunchHandler {
        @Override
        public Redirect completed(CompletedLaunch launch, WebRequest request) {
            throw new IllegalStateException("Unexpected call");
        }

        @Override
        public Redirect signOut(WebRequest request) {
            throw new IllegalStateException("Signed out");
        }
    }

    /** Two configured servers. Their clients must not be requested before the launch. */
    static class NoClients implements SmartClients {
        @Override
        public Set<String> names() {
            return Set.of("epic", "backend");
        }

        @Override
        public SmartClient client(String name) {
            throw new ConfigurationException(
                    Failure.of("SAFIRE-0000", name, Step.TOKEN, "Unexpected call"),
                    Violations.missing(List.of("base_url")));
        }

        @Override
        public SmartClient client() {
            throw new IllegalStateException("Unexpected call");
        }

        @Override
        public SmartClient forLaunch(String iss) {
            throw new IllegalStateException("Unexpected call");
        }

        @Override
        public BrandBundle brands(URI vendorBundle) {
            throw new IllegalStateException("Unexpected call");
        }
    }

    private static final class OnlyBackend extends NoClients {
        @Override
        public SmartClient forLaunch(String iss) {
            return (SmartClient) Proxy.newProxyInstance(
                    SmartClient.class.getClassLoader(),
                    new Class<?>[] {SmartClient.class},
                    (proxy, method, arguments) -> "backend");
        }
    }

    private static class NoLaunches implements SmartLaunches {
        @Override
        public LaunchRedirect start(LaunchRequest request) {
            throw new IllegalStateException("Launch started");
        }

        @Override
        public CompletedLaunch complete(AuthorizationResponse response, RequestCookies cookies) {
            throw new IllegalStateException("Unexpected call");
        }
    }

    private static final class CompletedLaunches extends NoLaunches {
        @Override
        public CompletedLaunch complete(AuthorizationResponse response, RequestCookies cookies) {
            SmartClient client = new OnlyBackend().forLaunch("https://fhir.example");
            return CompletedLaunch.of("1", client, tokens(), null, List.of("launch=; Max-Age=0"));
        }

        private static TokenResponse tokens() {
            AccessToken token = new AccessToken("epic", "at", Instant.EPOCH, Scopes.none());
            return TokenResponse.of(
                    "epic", token, Scopes.none(), JsonValue.EMPTY_JSON_OBJECT, JsonValue.EMPTY_JSON_OBJECT);
        }
    }
}
