package io.safire.tck;

import static io.safire.tck.support.Bench.fresh;
import static io.safire.tck.support.Bench.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartLaunches;
import io.safire.error.ConfigurationException;
import io.safire.error.LaunchStoreException;
import io.safire.error.ValidationException;
import io.safire.launch.AgentCookies;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.LaunchRequest;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.support.CookieJar;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.tck.web.RecordingHandler;
import io.safire.tck.web.SharedStore;
import io.safire.web.SmartEndpoints;
import io.safire.web.WebAnswer;
import io.safire.web.WebRequest;
import jakarta.inject.Inject;
import jakarta.json.Json;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Launch endpoints of the library, with a handler and a store of the application. */
@Area("stores")
@ArquillianTest
public class LaunchEndpointsTest {

    /** The encryption key that a store of the application requires. */
    private static final String STORE_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @Inject
    SmartEndpoints endpoints;

    @Inject
    SmartLaunches launches;

    @Inject
    RecordingHandler handler;

    @Inject
    SharedStore store;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(LaunchEndpointsTest.class)
                .with(RecordingHandler.class, SharedStore.class)
                .server("ehr", "public")
                .set("ehr", "scopes", "launch openid fhirUser patient/*.rs")
                .set("ehr", "frame-ancestors", "https://ehr.example")
                .server("portal", "public")
                .server("abroad", "public")
                .server("signing", "confidential-asymmetric")
                .set("signing", "private-key", TestKeys.pem(TestKeys.RSA))
                .set("signing", "kid", "rsa-1")
                .set("ehr", "store-key", STORE_KEY)
                .set("portal", "store-key", STORE_KEY)
                .set("abroad", "store-key", STORE_KEY)
                .set("signing", "store-key", STORE_KEY)
                .build();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/161", "smart-2.2.0/61"})
    void ehrLaunchEndsAtTheHandler() {
        SandboxServer ehr = fresh("ehr");
        CookieJar browser = new CookieJar();
        int before = handler.launches().size();
        WebAnswer launched = endpoints.launch(get(launchQuery(ehr), browser));
        browser.receive(launched.header("Set-Cookie"));
        assertThat(launched.status()).isEqualTo(303);
        String query =
                ehr.authorize(URI.create(launched.header("Location").get(0))).query();
        WebAnswer answer = endpoints.callback(get(query, browser));
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).containsExactly("/chart");
        assertThat(answer.header("Cache-Control")).containsExactly("no-store");
        browser.receive(answer.header("Set-Cookie"));
        assertThat(browser.names()).isEmpty();
        assertThat(handler.launches()).hasSize(before + 1);
        assertThat(handler.launches().get(before).tokens().context().patient()).contains("pat-2");
    }

    @Test
    void launchByTheUserReturnsWhereItWasAskedTo() {
        SandboxServer portal = fresh("portal");
        CookieJar browser = new CookieJar();
        WebAnswer launched = endpoints.launch(get("server=portal&return_to=%2Fvitals%3Fa%3Db", browser));
        browser.receive(launched.header("Set-Cookie"));
        String query =
                portal.authorize(URI.create(launched.header("Location").get(0))).query();
        assertThat(endpoints.callback(get(query, browser)).header("Location")).containsExactly("/vitals?a=b");
    }

    @Test
    @Assertion(id = "smart-2.2.0/6")
    void nobodyIsSentToAnotherHost() {
        for (String target :
                List.of("https%3A%2F%2Fattacker.example", "%2F%2Fattacker.example", "%2F%5Cattacker.example")) {
            WebAnswer answer = endpoints.launch(get("server=portal&return_to=" + target, new CookieJar()));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("Location")).isEmpty();
        }
    }

    @Test
    @Assertion(id = {"smart-2.2.0/4", "smart-2.2.0/60", "smart-2.2.0/61"})
    void answersThatDoNotBelongHereGetAPageThatTellsNothing() {
        SandboxServer ehr = fresh("ehr");
        CookieJar browser = new CookieJar();
        WebAnswer launched = endpoints.launch(get(launchQuery(ehr), browser));
        String query =
                ehr.authorize(URI.create(launched.header("Location").get(0))).query();
        int before = handler.launches().size();
        for (String wrong : List.of(query, "code=a&state=unknown-state-0000000000", "code=a", query + "&" + query)) {
            WebAnswer answer = endpoints.callback(get(wrong, browser));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).containsPattern("SAFIRE-\\d{4}").doesNotContain("ehr", "state", "localhost");
            assertThat(answer.header("Content-Security-Policy"))
                    .singleElement()
                    .asString()
                    .startsWith("default-src 'none'")
                    .endsWith("frame-ancestors https://ehr.example");
        }
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
        assertThat(handler.launches()).hasSize(before);
    }

    @Test
    void launchesThatCannotBeBegunAreRefused() {
        SandboxServer ehr = fresh("ehr");
        String base = ehr.fhirBase().toString();
        for (String wrong : List.of(
                "",
                "iss=" + base,
                "launch=abc",
                "iss=https://fhir.attacker.example&launch=abc",
                "iss=" + base + "&iss=" + base + "&launch=abc",
                "iss=" + base + "&launch=<script>alert(1)</script>&launch=abc",
                "server=ehr&iss=https://fhir.attacker.example")) {
            WebAnswer answer = endpoints.launch(get(wrong, new CookieJar()));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("SAFIRE-").doesNotContain("script", "attacker");
            assertThat(answer.header("Set-Cookie")).isEmpty();
        }
        for (String server : List.of("unknown", "%22portal%22", "portal%0Aunknown", "x".repeat(4000))) {
            WebAnswer unknown = endpoints.launch(get("server=" + server, new CookieJar()));
            assertThat(unknown.status()).isEqualTo(400);
            assertThat(unknown.body()).contains("SAFIRE-").doesNotContain("unknown", "portal", "xxx");
        }
    }

    /** An attacker chooses the parameters in these messages, and the application may log the messages. */
    @Test
    void errorsShowNothingThatAStrangerMadeUpOnLinesOfItsOwn() {
        for (String made : List.of("a%0ASAFIRE-0000%20forged", "%1B%5B2J", "%C2%9B2J", "%E2%80%A8", "%E2%80%AE")) {
            assertThatThrownBy(() -> AuthorizationResponse.parse(made + "=1&" + made + "=2"))
                    .isInstanceOf(ValidationException.class)
                    .satisfies(LaunchEndpointsTest::isOneLine);
            AuthorizationResponse refusal = AuthorizationResponse.parse("error=" + made);
            assertThatThrownBy(() -> launches.complete(refusal, AgentCookies.none()))
                    .isInstanceOf(ValidationException.class)
                    .satisfies(LaunchEndpointsTest::isOneLine);
            String decoded = URLDecoder.decode(made, StandardCharsets.UTF_8);
            assertThatThrownBy(() -> launches.begin(LaunchRequest.ehr("https://" + decoded, "abc")))
                    .isInstanceOf(ValidationException.class)
                    .satisfies(LaunchEndpointsTest::isOneLine);
            assertThatThrownBy(() -> launches.begin(LaunchRequest.standalone(decoded)))
                    .isInstanceOf(ConfigurationException.class)
                    .satisfies(LaunchEndpointsTest::isOneLine);
        }
    }

    private static void isOneLine(Throwable failure) {
        assertThat(failure.getMessage()).matches("[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");
    }

    @Test
    void headerWithTheAddressOfTheServerIsAsciiWhateverTheServerSays() {
        SandboxServer abroad = fresh("abroad");
        URI endpoint = URI.create(abroad.authorizationEndpoint() + "/\u010aX-Made-Up:1");
        abroad.patchMetadata(Json.createObjectBuilder()
                .add("authorization_endpoint", endpoint.toString())
                .build());
        WebAnswer answer = endpoints.launch(get("server=abroad", new CookieJar()));
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location").get(0))
                .startsWith(endpoint.toASCIIString() + "?")
                .matches("\\p{ASCII}+");
    }

    @Test
    void refusalOfTheUserIsNoErrorOfTheApplication() {
        SandboxServer ehr = fresh("ehr");
        ehr.deny(true);
        CookieJar browser = new CookieJar();
        WebAnswer launched = endpoints.launch(get(launchQuery(ehr), browser));
        browser.receive(launched.header("Set-Cookie"));
        String query =
                ehr.authorize(URI.create(launched.header("Location").get(0))).query();
        assertThat(endpoints.callback(get(query, browser)).status()).isEqualTo(403);
    }

    @Test
    void otherMethodsChangeNothing() {
        SandboxServer ehr = fresh("ehr");
        CookieJar browser = new CookieJar();
        WebAnswer launched = endpoints.launch(get(launchQuery(ehr), browser));
        browser.receive(launched.header("Set-Cookie"));
        String query =
                ehr.authorize(URI.create(launched.header("Location").get(0))).query();
        int before = handler.launches().size();
        WebAnswer head = endpoints.callback(request("HEAD", query, browser, Map.of()));
        assertThat(head.status()).isEqualTo(405);
        assertThat(head.header("Allow")).containsExactly("GET");
        assertThat(endpoints
                        .launch(request("POST", launchQuery(ehr), browser, Map.of()))
                        .status())
                .isEqualTo(405);
        assertThat(endpoints.signOut(get("", browser)).status()).isEqualTo(405);
        assertThat(handler.launches()).hasSize(before);
        assertThat(endpoints.callback(get(query, browser)).status()).isEqualTo(303);
    }

    @Test
    void signOutIsTheHandlersAndNoOtherSitesPart() {
        CookieJar browser = new CookieJar();
        for (String site : List.of("cross-site", "same-site")) {
            WebAnswer foreign =
                    endpoints.signOut(request("POST", "", browser, Map.of("sec-fetch-site", List.of(site))));
            assertThat(foreign.status()).isEqualTo(403);
        }
        Map<String, List<String>> own = Map.of("Sec-Fetch-Site", List.of("same-origin"));
        for (Map<String, List<String>> headers : List.of(own, Map.<String, List<String>>of())) {
            WebAnswer answer = endpoints.signOut(request("POST", "", browser, headers));
            assertThat(answer.status()).isEqualTo(303);
            assertThat(answer.header("Location")).containsExactly("/bye");
            assertThat(handler.launches()).isEmpty();
        }
    }

    @Test
    void keySetIsServedWithoutPrivateParts() {
        for (String method : List.of("GET", "HEAD")) {
            WebAnswer answer = endpoints.jwks("signing", request(method, "", new CookieJar(), Map.of()));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).containsExactly("application/json");
            assertThat(answer.header("Cache-Control"))
                    .singleElement()
                    .asString()
                    .contains("max-age=");
            assertThat(answer.body()).contains("\"kid\":\"rsa-1\"").doesNotContain("\"d\":", "\"p\":", "PRIVATE");
        }
        for (String none : List.of("portal", "unknown", "../signing", "")) {
            assertThat(endpoints.jwks(none, get("", new CookieJar())).status()).isEqualTo(404);
        }
        assertThat(endpoints
                        .jwks("signing", request("POST", "", new CookieJar(), Map.of()))
                        .status())
                .isEqualTo(405);
    }

    @Test
    void storeOfTheApplicationIsUsed() {
        SandboxServer ehr = fresh("portal");
        CookieJar browser = new CookieJar();
        int before = store.size();
        URI request = begun(browser);
        assertThat(store.size()).isEqualTo(before);
        String query = ehr.authorize(request).query();
        assertThat(launches.complete(AuthorizationResponse.parse(query), browser.cookies())
                        .server())
                .isEqualTo("portal");
        assertThat(store.size()).isEqualTo(before + 1);
        assertThatThrownBy(() -> launches.complete(AuthorizationResponse.parse(query), browser.cookies()))
                .hasMessageContaining("already completed");
    }

    @Test
    void launchThatAnotherMachineTookIsUsed() {
        SandboxServer ehr = fresh("portal");
        CookieJar browser = new CookieJar();
        String query = ehr.authorize(begun(browser)).query();
        store.slow(true);
        try {
            assertThatThrownBy(() -> launches.complete(AuthorizationResponse.parse(query), browser.cookies()))
                    .hasMessageContaining("already completed");
        } finally {
            store.slow(false);
        }
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    void launchFailsWithItsStore() {
        SandboxServer ehr = fresh("portal");
        CookieJar browser = new CookieJar();
        String query = ehr.authorize(begun(browser)).query();
        store.broken(true);
        try {
            assertThatThrownBy(() -> launches.complete(AuthorizationResponse.parse(query), browser.cookies()))
                    .isInstanceOf(LaunchStoreException.class)
                    .hasMessageContaining("TCK-0001 the store is broken");
            WebAnswer answer = endpoints.callback(get(query, browser));
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).hasSize(1);
            assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
        } finally {
            store.broken(false);
        }
        assertThat(launches.complete(AuthorizationResponse.parse(query), browser.cookies())
                        .server())
                .isEqualTo("portal");
    }

    private URI begun(CookieJar browser) {
        var started = launches.begin(LaunchRequest.standalone("portal"));
        browser.receive(started.answer().header("Set-Cookie"));
        return started.request().uri();
    }

    private static String launchQuery(SandboxServer ehr) {
        String launch =
                ehr.launch(Json.createObjectBuilder().add("patient", "pat-2").build());
        return "iss=" + server("ehr").fhirBase() + "&launch=" + launch;
    }

    private static WebRequest get(String query, CookieJar browser) {
        return request("GET", query, browser, Map.of());
    }

    private static WebRequest request(
            String method, String query, CookieJar browser, Map<String, List<String>> headers) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
            String[] parts = pair.split("=", 2);
            parameters
                    .computeIfAbsent(parts[0], name -> new ArrayList<>())
                    .add(URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        Map<String, List<String>> all = new LinkedHashMap<>(headers);
        all.put("cookie", List.of(browser.header()));
        return new WebRequest(method, parameters, all);
    }
}
