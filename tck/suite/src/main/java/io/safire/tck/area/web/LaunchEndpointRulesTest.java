package io.safire.tck.area.web;

import static io.safire.tck.support.SafireMessage.matching;
import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TckContext.server;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.ConfigurationException;
import io.safire.error.LaunchStoreException;
import io.safire.error.ValidationException;
import io.safire.launch.AuthorizationResponse;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.CookieJar;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.tck.web.RecordingLaunchHandler;
import io.safire.tck.web.SharedLaunchStore;
import io.safire.web.LaunchRequest;
import io.safire.web.RequestCookies;
import io.safire.web.SmartEndpoints;
import io.safire.web.SmartLaunches;
import io.safire.web.WebRequest;
import io.safire.web.WebResponse;
import jakarta.inject.Inject;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The library's launch endpoints, with a handler and a store that the application provides. */
@SharedApplication("stores")
@Tag("web")
@ArquillianTest
public class LaunchEndpointRulesTest {

    /** The encryption key that is required for a store that the application provides. */
    private static final String STORE_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @Inject
    SmartEndpoints endpoints;

    @Inject
    SmartLaunches launches;

    @Inject
    RecordingLaunchHandler handler;

    @Inject
    SharedLaunchStore store;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(LaunchEndpointRulesTest.class)
                .with(RecordingLaunchHandler.class, SharedLaunchStore.class)
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
    @Assertion(id = {"smart-2.2.0/6", "smart-2.2.0/7", "smart-2.2.0/61", "smart-2.2.0/161"})
    void passesCompletedEhrLaunchToHandler() {
        SandboxServer ehr = resetServer("ehr");
        CookieJar browser = new CookieJar();
        int before = handler.launches().size();
        WebResponse launchResponse = endpoints.launch(get(launchQuery(ehr), browser));
        browser.receive(launchResponse.header("Set-Cookie"));
        assertThat(launchResponse.status()).isEqualTo(303);
        String query = ehr.authorize(
                        URI.create(launchResponse.header("Location").get(0)))
                .query();
        WebResponse response = endpoints.callback(get(query, browser));
        assertThat(response.status()).isEqualTo(303);
        assertThat(response.header("Location")).containsExactly("/chart");
        assertThat(response.header("Cache-Control")).containsExactly("no-store");
        browser.receive(response.header("Set-Cookie"));
        assertThat(browser.names()).isEmpty();
        assertThat(handler.launches()).hasSize(before + 1);
        assertThat(handler.launches().get(before).tokens().context().patient()).contains("pat-2");
    }

    @Test
    void clearsLaunchCookieWhenHandlerFails() {
        SandboxServer ehr = resetServer("ehr");
        CookieJar browser = new CookieJar();
        WebResponse launchResponse = endpoints.launch(get(launchQuery(ehr), browser));
        browser.receive(launchResponse.header("Set-Cookie"));
        String query = ehr.authorize(
                        URI.create(launchResponse.header("Location").get(0)))
                .query();
        handler.failNext(new IllegalStateException("text of the handler"));
        WebResponse response = endpoints.callback(get(query, browser));
        assertThat(response.status()).isEqualTo(500);
        assertThat(response.body()).satisfies(saying("SAFIRE-")).doesNotContain("text of the handler");
        browser.receive(response.header("Set-Cookie"));
        assertThat(browser.names()).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/6")
    void redirectsStandaloneLaunchToReturnPath() {
        SandboxServer portal = resetServer("portal");
        CookieJar browser = new CookieJar();
        WebResponse launchResponse = endpoints.launch(get("server=portal&return_to=%2Fvitals%3Fa%3Db", browser));
        browser.receive(launchResponse.header("Set-Cookie"));
        String query = portal.authorize(
                        URI.create(launchResponse.header("Location").get(0)))
                .query();
        assertThat(endpoints.callback(get(query, browser)).header("Location")).containsExactly("/vitals?a=b");
    }

    @Test
    void addsParametersOfHandlerOnlyToLaunch() {
        SandboxServer ehr = resetServer("ehr");
        handler.changeNext(launch -> launch.withParameter("prompt", "login"));
        String query = launchQuery(ehr) + "&login_hint=forged&max_age=0";
        WebResponse launchResponse = endpoints.launch(get(query, new CookieJar()));
        assertThat(launchResponse.header("Location").get(0))
                .contains("prompt=login")
                .doesNotContain("login_hint", "max_age");
        handler.changeNext(launch -> launch.withParameter("state", "forged"));
        WebResponse rejected = endpoints.launch(get(launchQuery(ehr), new CookieJar()));
        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.header("Location")).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/6")
    void ignoresReturnPathAtCallback() {
        SandboxServer ehr = resetServer("ehr");
        CookieJar browser = new CookieJar();
        WebResponse launchResponse = endpoints.launch(get(launchQuery(ehr), browser));
        browser.receive(launchResponse.header("Set-Cookie"));
        String query = ehr.authorize(
                        URI.create(launchResponse.header("Location").get(0)))
                .query();
        String forged = query + "&return_to=https%3A%2F%2Fattacker.example";
        WebResponse response = endpoints.callback(get(forged, browser));
        assertThat(response.status()).isEqualTo(303);
        assertThat(response.header("Location")).containsExactly("/chart");
    }

    @Test
    @Assertion(id = "smart-2.2.0/6")
    void rejectsReturnPathToAnotherHost() {
        assertEach(
                List.of("https%3A%2F%2Fattacker.example", "%2F%2Fattacker.example", "%2F%5Cattacker.example"),
                target -> {
                    WebResponse response = endpoints.launch(get("server=portal&return_to=" + target, new CookieJar()));
                    assertThat(response.status()).isEqualTo(400);
                    assertThat(response.header("Location")).isEmpty();
                });
    }

    @Test
    @Assertion(id = {"smart-2.2.0/4", "smart-2.2.0/60", "smart-2.2.0/61"})
    void showsNeutralErrorPageForInvalidCallback() {
        SandboxServer ehr = resetServer("ehr");
        CookieJar browser = new CookieJar();
        WebResponse launchResponse = endpoints.launch(get(launchQuery(ehr), browser));
        String query = ehr.authorize(
                        URI.create(launchResponse.header("Location").get(0)))
                .query();
        int before = handler.launches().size();
        assertEach(List.of(query, "code=a&state=unknown-state-0000000000", "code=a", query + "&" + query), wrong -> {
            WebResponse response = endpoints.callback(get(wrong, browser));
            assertThat(response.status()).isEqualTo(400);
            assertThat(response.body())
                    .satisfies(matching("SAFIRE-\\d{4}"))
                    .doesNotContain("ehr", "state", "localhost");
            assertThat(response.header("Content-Security-Policy"))
                    .singleElement()
                    .asString()
                    .startsWith("default-src 'none'")
                    .endsWith("frame-ancestors https://ehr.example");
        });
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
        assertThat(handler.launches()).hasSize(before);
    }

    @Test
    void rejectsInvalidLaunchRequests() {
        SandboxServer ehr = resetServer("ehr");
        String base = ehr.fhirBase().toString();
        assertEach(
                List.of(
                        "",
                        "iss=" + base,
                        "launch=abc",
                        "iss=https://fhir.attacker.example&launch=abc",
                        "iss=" + base + "&iss=" + base + "&launch=abc",
                        "iss=" + base + "&launch=<script>alert(1)</script>&launch=abc",
                        "server=ehr&iss=https://fhir.attacker.example"),
                wrong -> {
                    WebResponse response = endpoints.launch(get(wrong, new CookieJar()));
                    assertThat(response.status()).isEqualTo(400);
                    assertThat(response.body()).satisfies(saying("SAFIRE-")).doesNotContain("script", "attacker");
                    assertThat(response.header("Set-Cookie")).isEmpty();
                });
        assertEach(List.of("unknown", "%22portal%22", "portal%0Aunknown", "x".repeat(4000)), server -> {
            WebResponse unknown = endpoints.launch(get("server=" + server, new CookieJar()));
            assertThat(unknown.status()).isEqualTo(400);
            assertThat(unknown.body()).satisfies(saying("SAFIRE-")).doesNotContain("unknown", "portal", "xxx");
        });
    }

    /** An attacker chooses the parameters that the messages contain, and the application may log the messages. */
    @Test
    void preventsLogInjectionByParameters() {
        assertEach(List.of("a%0ASAFIRE-0000%20forged", "%1B%5B2J", "%C2%9B2J", "%E2%80%A8", "%E2%80%AE"), payload -> {
            assertThatThrownBy(() -> AuthorizationResponse.parse(payload + "=1&" + payload + "=2"))
                    .isInstanceOf(ValidationException.class)
                    .satisfies(LaunchEndpointRulesTest::assertOneLine);
            AuthorizationResponse refusal = AuthorizationResponse.parse("error=" + payload);
            assertThatThrownBy(() -> launches.complete(refusal, RequestCookies.none()))
                    .isInstanceOf(ValidationException.class)
                    .satisfies(LaunchEndpointRulesTest::assertOneLine);
            String decoded = URLDecoder.decode(payload, StandardCharsets.UTF_8);
            assertThatThrownBy(() -> launches.start(LaunchRequest.ehr("https://" + decoded, "abc")))
                    .isInstanceOf(ValidationException.class)
                    .satisfies(LaunchEndpointRulesTest::assertOneLine);
            assertThatThrownBy(() -> launches.start(LaunchRequest.standalone(decoded)))
                    .isInstanceOf(ConfigurationException.class)
                    .satisfies(LaunchEndpointRulesTest::assertOneLine);
        });
    }

    private static void assertOneLine(Throwable failure) {
        assertThat(failure.getMessage()).matches("[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");
    }

    @Test
    void encodesLocationHeaderAsAscii() {
        SandboxServer abroad = resetServer("abroad");
        URI endpoint = URI.create(abroad.authorizationEndpoint() + "/\u010aX-Made-Up:1");
        abroad.patchMetadata(SandboxJson.createObjectBuilder()
                .add("authorization_endpoint", endpoint.toString())
                .build());
        WebResponse response = endpoints.launch(get("server=abroad", new CookieJar()));
        assertThat(response.status()).isEqualTo(303);
        assertThat(response.header("Location").get(0))
                .startsWith(endpoint.toASCIIString() + "?")
                .matches("\\p{ASCII}+");
    }

    @Test
    void respondsWith403WhenUserDeniesAccess() {
        SandboxServer ehr = resetServer("ehr");
        ehr.setConsentDenied(true);
        CookieJar browser = new CookieJar();
        WebResponse launchResponse = endpoints.launch(get(launchQuery(ehr), browser));
        browser.receive(launchResponse.header("Set-Cookie"));
        String query = ehr.authorize(
                        URI.create(launchResponse.header("Location").get(0)))
                .query();
        assertThat(endpoints.callback(get(query, browser)).status()).isEqualTo(403);
    }

    @Test
    void rejectsOtherHttpMethods() {
        SandboxServer ehr = resetServer("ehr");
        CookieJar browser = new CookieJar();
        WebResponse launchResponse = endpoints.launch(get(launchQuery(ehr), browser));
        browser.receive(launchResponse.header("Set-Cookie"));
        String query = ehr.authorize(
                        URI.create(launchResponse.header("Location").get(0)))
                .query();
        int before = handler.launches().size();
        WebResponse head = endpoints.callback(request("HEAD", query, browser, Map.of()));
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
    void rejectsCrossSiteSignOut() {
        CookieJar browser = new CookieJar();
        assertEach(List.of("cross-site", "same-site"), site -> {
            WebResponse foreign =
                    endpoints.signOut(request("POST", "", browser, Map.of("sec-fetch-site", List.of(site))));
            assertThat(foreign.status()).isEqualTo(403);
        });
    }

    @Test
    void delegatesSignOutToHandler() {
        CookieJar browser = new CookieJar();
        Map<String, Map<String, List<String>>> own = Map.of(
                "same origin", Map.of("Sec-Fetch-Site", List.of("same-origin")),
                "without Fetch Metadata", Map.of());
        assertEach(own, headers -> {
            WebResponse response = endpoints.signOut(request("POST", "", browser, headers));
            assertThat(response.status()).isEqualTo(303);
            assertThat(response.header("Location")).containsExactly("/bye");
            assertThat(handler.launches()).isEmpty();
        });
    }

    @Test
    @Assertion(id = {"smart-2.2.0/295", "smart-2.2.0/302", "smart-2.2.0/303"})
    void servesJwksWithoutPrivateParts() {
        assertEach(List.of("GET", "HEAD"), method -> {
            WebResponse response = endpoints.jwks("signing", request(method, "", new CookieJar(), Map.of()));
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.header("Content-Type")).containsExactly("application/json");
            assertThat(response.header("Cache-Control"))
                    .singleElement()
                    .asString()
                    .contains("max-age=");
            assertThat(response.body()).contains("\"kid\":\"rsa-1\"").doesNotContain("\"d\":", "\"p\":", "PRIVATE");
        });
        assertEach(List.of("portal", "unknown", "../signing", ""), none -> {
            assertThat(endpoints.jwks(none, get("", new CookieJar())).status()).isEqualTo(404);
        });
        assertThat(endpoints
                        .jwks("signing", request("POST", "", new CookieJar(), Map.of()))
                        .status())
                .isEqualTo(405);
    }

    @Test
    void usesLaunchStoreOfApplication() {
        SandboxServer ehr = resetServer("portal");
        CookieJar browser = new CookieJar();
        int before = store.size();
        URI request = startLaunch(browser);
        assertThat(store.size()).isEqualTo(before);
        String query = ehr.authorize(request).query();
        assertThat(launches.complete(AuthorizationResponse.parse(query), browser.cookies())
                        .server())
                .isEqualTo("portal");
        assertThat(store.size()).isEqualTo(before + 1);
        assertThatThrownBy(() -> launches.complete(AuthorizationResponse.parse(query), browser.cookies()))
                .isInstanceOf(ValidationException.class)
                .satisfies(saying("already completed"));
    }

    @Test
    void rejectsLaunchCompletedOnAnotherNode() {
        SandboxServer ehr = resetServer("portal");
        CookieJar browser = new CookieJar();
        String query = ehr.authorize(startLaunch(browser)).query();
        store.setSlow(true);
        try {
            assertThatThrownBy(() -> launches.complete(AuthorizationResponse.parse(query), browser.cookies()))
                    .isInstanceOf(ValidationException.class)
                    .satisfies(saying("already completed"));
        } finally {
            store.setSlow(false);
        }
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    void failsLaunchWhenStoreFails() {
        SandboxServer ehr = resetServer("portal");
        CookieJar browser = new CookieJar();
        String query = ehr.authorize(startLaunch(browser)).query();
        store.setFailing(true);
        try {
            assertThatThrownBy(() -> launches.complete(AuthorizationResponse.parse(query), browser.cookies()))
                    .isInstanceOf(LaunchStoreException.class)
                    .hasMessageContaining("TCK-0001 the store is broken");
            WebResponse response = endpoints.callback(get(query, browser));
            assertThat(response.status()).isEqualTo(503);
            assertThat(response.header("Retry-After")).hasSize(1);
            assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
        } finally {
            store.setFailing(false);
        }
        assertThat(launches.complete(AuthorizationResponse.parse(query), browser.cookies())
                        .server())
                .isEqualTo("portal");
    }

    private URI startLaunch(CookieJar browser) {
        var started = launches.start(LaunchRequest.standalone("portal"));
        browser.receive(started.response().header("Set-Cookie"));
        return started.request().uri();
    }

    private static String launchQuery(SandboxServer ehr) {
        String launch = ehr.startLaunch(
                SandboxJson.createObjectBuilder().add("patient", "pat-2").build());
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
