package io.safire.tck.area.web;

import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.authorize;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TckContext.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.AuthorizationException;
import io.safire.error.DiscoveryException;
import io.safire.error.ValidationException;
import io.safire.launch.AuthorizationResponse;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.CookieJar;
import io.safire.tck.support.TckArchive;
import io.safire.token.Scopes;
import io.safire.web.CompletedLaunch;
import io.safire.web.LaunchRedirect;
import io.safire.web.LaunchRequest;
import io.safire.web.LocalPath;
import io.safire.web.RequestCookies;
import io.safire.web.SmartLaunches;
import io.safire.web.WebResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Pending launches: each is bound to one browser and completed once. Every other authorization response is rejected before a token
 * request is sent.
 */
@SharedApplication("protocol")
@Tag("web")
@ArquillianTest
public class CallbackTest {

    private static final String LOOPBACK = "http://localhost:8080/callback";
    private static final String HOSTILE_CLIENT_ID = "a\"><script>alert('1')</script>&amp;";
    /** A number of launches that exceeds the pending launches of any application in practice. */
    private static final int MANY_LAUNCHES = 11_000;

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9_-]{2,}");
    private static final Pattern INPUT =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");

    @Inject
    SmartLaunches launches;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(CallbackTest.class)
                .server("clinic", "public")
                .server("other-clinic", "public")
                .server("brief", "public")
                .set("brief", "launch-lifetime", "PT0.000001S")
                .server("promising", "public")
                .server("insecure", "public")
                .server("local", "public")
                .set("local", "redirect-uri", LOOPBACK)
                .server("posting", "public")
                .set("posting", "authorize-method", "post")
                .set("posting", "frame-ancestors", "https://ehr.example")
                .set("posting", "login-origins", "https://login.example")
                .server("hostile", "public")
                .set("hostile", "authorize-method", "post")
                .set("hostile", "client-id", HOSTILE_CLIENT_ID)
                .server("getting", "public")
                .set("getting", "authorize-method", "get")
                .server("noform", "public")
                .build();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/7", "smart-2.2.0/35", "smart-2.2.0/61", "smart-2.2.0/161"})
    void completesEhrLaunchInSameBrowser() {
        SandboxServer ehr = resetServer("clinic");
        String launch = ehr.startLaunch(SandboxJson.createObjectBuilder()
                .add("patient", "pat-3")
                .add("encounter", "enc-3")
                .build());
        CookieJar browser = new CookieJar();
        LaunchRedirect started = startLaunch(
                browser,
                LaunchRequest.ehr(ehr.fhirBase().toString(), launch)
                        .withScopes(Scopes.parse("launch patient/*.rs"))
                        .withReturnTo("/chart?tab=1#top"));
        AuthorizationResponse response = authorize(ehr, started.request());
        assertThat(authorizationRequest(ehr).query()).containsEntry("launch", launch);
        CompletedLaunch completed = launches.complete(response, browser.cookies());
        assertThat(completed.id()).isEqualTo(started.id());
        assertThat(completed.server()).isEqualTo("clinic");
        assertThat(completed.client().name()).isEqualTo("clinic");
        assertThat(completed.tokens().context().patient()).contains("pat-3");
        assertThat(completed.target()).contains(LocalPath.of("/chart?tab=1#top"));
        browser.receive(completed.cookies());
        assertThat(browser.names()).isEmpty();
    }

    @Test
    void completesStandaloneLaunchAtRequestedServer() {
        SandboxServer ehr = resetServer("other-clinic");
        CookieJar browser = new CookieJar();
        LaunchRedirect started = startLaunch(browser, LaunchRequest.standalone("other-clinic"));
        CompletedLaunch completed = launches.complete(authorize(ehr, started.request()), browser.cookies());
        assertThat(completed.server()).isEqualTo("other-clinic");
        assertThat(completed.target()).isEmpty();
        assertThat(completed.tokens().accessToken().value()).isNotBlank();
    }

    @Test
    void rejectsLaunchOfUnconfiguredIss() {
        SandboxServer ehr = resetServer("clinic");
        String base = ehr.fhirBase().toString();
        for (String iss :
                List.of("https://fhir.attacker.example/r4", base + "/other", base + "@attacker.example", "x")) {
            assertRejected("iss", () -> launches.start(LaunchRequest.ehr(iss, "abc")));
            assertRejected(
                    "iss", () -> launches.start(LaunchRequest.ehr(iss, "abc").withServer("clinic")));
        }
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/41")
    void sendsIssOfLaunchUnchangedAsAud() {
        SandboxServer ehr = resetServer("clinic");
        String iss = ehr.fhirBase() + "/";
        ehr.authorize(launches.start(LaunchRequest.ehr(iss, "abc")).request().uri());
        assertThat(authorizationRequest(ehr).query()).containsEntry("aud", iss);
    }

    @Test
    @Assertion(id = "smart-2.2.0/161")
    void rejectsEhrLaunchWithoutIssOrLaunch() {
        String base = server("clinic").fhirBase().toString();
        assertRejected("iss", () -> LaunchRequest.ehr(null, "abc"));
        assertRejected("iss", () -> LaunchRequest.ehr(" ", "abc"));
        assertRejected("launch", () -> LaunchRequest.ehr(base, null));
        assertRejected("launch", () -> LaunchRequest.ehr(base, ""));
    }

    @Test
    @Assertion(id = {"smart-2.2.0/1", "smart-2.2.0/61"})
    void setsSecureHostOnlyPartitionedCookie() {
        resetServer("clinic");
        LaunchRedirect started = launches.start(LaunchRequest.standalone("clinic"));
        assertThat(started.response().header("Set-Cookie"))
                .singleElement()
                .asString()
                .matches(
                        "__Host-safire-[A-Za-z0-9_-]{16}=[A-Za-z0-9._-]{43,1024}; Path=/; Max-Age=4200; Secure; HttpOnly;"
                                + " SameSite=None; Partitioned");
        assertThat(started.response().header("Cache-Control")).containsExactly("no-store");
        assertThat(started.response().header("Referrer-Policy")).containsExactly("no-referrer");
    }

    @Test
    void setsCookieWithoutSecureForLoopbackRedirectUri() {
        SandboxServer ehr = resetServer("local");
        ehr.registerClient(SandboxClient.publicClient("app-local", LOOPBACK));
        CookieJar browser = new CookieJar();
        LaunchRedirect started = startLaunch(browser, LaunchRequest.standalone("local"));
        assertThat(started.response().header("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith("safire-")
                .contains("; Path=/; ", "; HttpOnly", "; SameSite=Lax")
                .doesNotContain("Secure");
        AuthorizationResponse response = authorize(ehr, started.request());
        assertStateRejected("another browser", () -> launches.complete(response, RequestCookies.none()));
        assertThat(launches.complete(response, browser.cookies()).server()).isEqualTo("local");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/7", "smart-2.2.0/8", "smart-2.2.0/9"})
    void keepsSecretsOutOfCookiesAndToString() {
        SandboxServer ehr = resetServer("clinic");
        CookieJar browser = new CookieJar();
        LaunchRedirect started = startLaunch(browser, LaunchRequest.standalone("clinic"));
        String cookies = browser.header();
        assertThat(decodeParts(cookies))
                .doesNotContain(started.request().state())
                .doesNotContain(started.request().codeVerifier());
        CompletedLaunch completed = launches.complete(authorize(ehr, started.request()), browser.cookies());
        String all = cookies + started + started.response() + completed + completed.cookies() + browser.cookies();
        assertThat(all)
                .doesNotContain(completed.tokens().accessToken().value())
                .doesNotContain(completed.tokens().refreshToken().orElseThrow())
                .doesNotContain(started.request().state())
                .doesNotContain(started.request().codeVerifier());
        assertThat(started + " " + browser.cookies()).doesNotContain(cookies.substring(cookies.indexOf('=') + 1));
    }

    @Test
    @Assertion(id = {"smart-2.2.0/61"})
    void completesConcurrentLaunchesOfOneBrowser() {
        SandboxServer clinic = resetServer("clinic");
        SandboxServer other = resetServer("other-clinic");
        CookieJar browser = new CookieJar();
        // two launches start before the browser has a cookie, as in two frames
        LaunchRedirect first = launches.start(LaunchRequest.standalone("clinic"));
        LaunchRedirect second = launches.start(LaunchRequest.standalone("other-clinic"));
        browser.receive(first.response().header("Set-Cookie"));
        browser.receive(second.response().header("Set-Cookie"));
        LaunchRedirect third = startLaunch(browser, LaunchRequest.standalone("clinic"));
        assertThat(launches.complete(authorize(clinic, third.request()), browser.cookies())
                        .id())
                .isEqualTo(third.id());
        assertThat(launches.complete(authorize(clinic, first.request()), browser.cookies())
                        .id())
                .isEqualTo(first.id());
        assertThat(launches.complete(authorize(other, second.request()), browser.cookies())
                        .server())
                .isEqualTo("other-clinic");
    }

    @Test
    void limitsLaunchCookiesToFour() {
        SandboxServer ehr = resetServer("clinic");
        CookieJar browser = new CookieJar();
        List<LaunchRedirect> started = IntStream.range(0, 40)
                .mapToObj(number -> startLaunch(browser, LaunchRequest.standalone("clinic")))
                .toList();
        assertThat(browser.names()).hasSize(4);
        LaunchRedirect last = started.get(39);
        assertThat(launches.complete(authorize(ehr, last.request()), browser.cookies())
                        .id())
                .isEqualTo(last.id());
    }

    @Test
    @Assertion(id = {"smart-2.2.0/4", "smart-2.2.0/60"})
    void rejectsReusedState() {
        SandboxServer ehr = resetServer("clinic");
        CookieJar browser = new CookieJar();
        LaunchRedirect started = startLaunch(browser, LaunchRequest.standalone("clinic"));
        AuthorizationResponse response = authorize(ehr, started.request());
        launches.complete(response, browser.cookies());
        assertStateRejected("completed already", () -> launches.complete(response, browser.cookies()));
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
    }

    @Test
    @Assertion(id = {"smart-2.2.0/4", "smart-2.2.0/60"})
    void rejectsMissingOrUnknownState() {
        SandboxServer ehr = resetServer("clinic");
        CookieJar browser = new CookieJar();
        startLaunch(browser, LaunchRequest.standalone("clinic"));
        assertStateRejected("another browser", () -> complete(browser, "code=abc&state=state-of-another-user-0000"));
        assertStateRejected("has no state", () -> complete(browser, "code=abc"));
        assertStateRejected("has no state", () -> complete(browser, "error=access_denied"));
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/4", "smart-2.2.0/39", "smart-2.2.0/60", "smart-2.2.0/61"})
    void rejectsResponseInAnotherBrowserAndKeepsLaunch() {
        SandboxServer ehr = resetServer("clinic");
        CookieJar own = new CookieJar();
        CookieJar foreign = new CookieJar();
        LaunchRedirect started = startLaunch(own, LaunchRequest.standalone("clinic"));
        startLaunch(foreign, LaunchRequest.standalone("clinic"));
        AuthorizationResponse response = authorize(ehr, started.request());
        RequestCookies forged =
                new RequestCookies(Map.of(own.names().get(0), foreign.header().split("=", 2)[1]));
        for (RequestCookies cookies : List.of(RequestCookies.none(), foreign.cookies(), forged)) {
            assertStateRejected("another browser", () -> launches.complete(response, cookies));
        }
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
        assertThat(launches.complete(response, own.cookies()).id()).isEqualTo(started.id());
    }

    @Test
    void rejectsResponseOfExpiredLaunch() {
        SandboxServer ehr = resetServer("brief");
        CookieJar browser = new CookieJar();
        LaunchRedirect started = startLaunch(browser, LaunchRequest.standalone("brief"));
        AuthorizationResponse response = authorize(ehr, started.request());
        for (int time = 0; time < 2; time++) {
            assertStateRejected("has expired", () -> launches.complete(response, browser.cookies()));
        }
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    void keepsPendingLaunchDuringFloodOfLaunches() {
        SandboxServer ehr = resetServer("clinic");
        CookieJar browser = new CookieJar();
        LaunchRedirect pending = startLaunch(browser, LaunchRequest.standalone("clinic"));
        for (int number = 0; number < MANY_LAUNCHES; number++) {
            launches.start(LaunchRequest.standalone("clinic"));
        }
        LaunchRedirect next = startLaunch(browser, LaunchRequest.standalone("clinic"));
        for (LaunchRedirect started : List.of(pending, next)) {
            assertThat(launches.complete(authorize(ehr, started.request()), browser.cookies())
                            .id())
                    .isEqualTo(started.id());
        }
    }

    @Test
    void rejectsLaunchTooLargeForCookie() {
        resetServer("clinic");
        String noise = new Random(1)
                .ints(6_000, 0, 36)
                .mapToObj(digit -> Character.toString(Character.forDigit(digit, 36)))
                .collect(Collectors.joining());
        assertRejected(
                "scope",
                () -> launches.start(
                        LaunchRequest.standalone("clinic").withScopes(Scopes.parse("launch/patient " + noise))));
    }

    @Test
    void reportsErrorResponseAndEndsLaunch() {
        SandboxServer ehr = resetServer("clinic");
        CookieJar browser = new CookieJar();
        LaunchRedirect started = startLaunch(browser, LaunchRequest.standalone("clinic"));
        String query =
                "error=access_denied&error_description=the+user+denied+access&error_uri=https%3A%2F%2Fas.example%2Fe1"
                        + "&session_state=x&state=" + started.request().state();
        assertThatThrownBy(() -> complete(browser, query))
                .isInstanceOfSatisfying(AuthorizationException.class, thrown -> {
                    assertThat(thrown.errorCode()).contains("access_denied");
                    assertThat(thrown.errorDescription()).contains("the user denied access");
                    assertThat(thrown.errorUri()).contains("https://as.example/e1");
                    assertThat(thrown.server()).contains("clinic");
                });
        assertStateRejected("completed already", () -> complete(browser, query));
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    void namesRejectedLaunchParameterAsCause() {
        SandboxServer ehr = resetServer("clinic");
        String error = "error=invalid_request&error_description=the+launch+value+is+unknown&state=";
        CookieJar browser = new CookieJar();
        LaunchRedirect fromEhr =
                startLaunch(browser, LaunchRequest.ehr(ehr.fhirBase().toString(), "launch-of-yesterday"));
        assertThatThrownBy(() -> complete(browser, error + fromEhr.request().state()))
                .isInstanceOf(AuthorizationException.class)
                .satisfies(saying("launch parameter"));
        LaunchRedirect standalone = startLaunch(browser, LaunchRequest.standalone("clinic"));
        assertThatThrownBy(() -> complete(browser, error + standalone.request().state()))
                .isInstanceOf(AuthorizationException.class)
                .hasMessageNotContaining("launch parameter");
    }

    @Test
    void rejectsResponseOfAnotherIssuer() {
        SandboxServer ehr = resetServer("clinic");
        SandboxServer attacker = server("other-clinic");
        CookieJar browser = new CookieJar();
        LaunchRedirect started = startLaunch(browser, LaunchRequest.standalone("clinic"));
        String query = "code=abc&state=" + started.request().state() + "&iss="
                + encode(attacker.issuer().toString());
        assertRejected("iss", () -> complete(browser, query));
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    void rejectsMissingIssIfServerAdvertisesIt() {
        SandboxServer ehr = resetServer("promising");
        ehr.patchMetadata(SandboxJson.createObjectBuilder()
                .add("authorization_response_iss_parameter_supported", true)
                .build());
        CookieJar browser = new CookieJar();
        LaunchRedirect started = startLaunch(browser, LaunchRequest.standalone("promising"));
        launches.complete(authorize(ehr, started.request()), browser.cookies());
        ehr.setQuirks(Quirk.AUTHORIZE_NO_ISS);
        LaunchRedirect again = startLaunch(browser, LaunchRequest.standalone("promising"));
        AuthorizationResponse responseWithoutIss = authorize(ehr, again.request());
        assertRejected("iss", () -> launches.complete(responseWithoutIss, browser.cookies()));
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
    }

    @Test
    void acceptsMissingIssIfNotAdvertised() {
        SandboxServer ehr = resetServer("clinic");
        ehr.setQuirks(Quirk.AUTHORIZE_NO_ISS);
        CookieJar browser = new CookieJar();
        LaunchRedirect started = startLaunch(browser, LaunchRequest.standalone("clinic"));
        AuthorizationResponse response = authorize(ehr, started.request());
        assertThat(response.iss()).isEmpty();
        assertThat(launches.complete(response, browser.cookies()).server()).isEqualTo("clinic");
    }

    @Test
    void ignoresUnknownAndRejectsRepeatedParameters() {
        SandboxServer ehr = resetServer("clinic");
        CookieJar browser = new CookieJar();
        LaunchRedirect started = startLaunch(browser, LaunchRequest.standalone("clinic"));
        String query = ehr.authorize(started.request().uri()).query();
        assertRejected(
                "state",
                () -> complete(browser, query + "&state=" + started.request().state()));
        assertRejected("code", () -> complete(browser, "code=abc&" + query));
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
        assertThat(complete(browser, query + "&session_state=1&x=%3Cscript%3E").server())
                .isEqualTo("clinic");
    }

    @Test
    @Assertion(id = "smart-2.2.0/6")
    void acceptsOnlyLocalReturnPath() {
        LaunchRequest request = LaunchRequest.standalone("clinic");
        for (String target : List.of(
                "https://attacker.example/",
                "//attacker.example/",
                "/\\attacker.example/",
                "\\\\attacker.example",
                "/chart//attacker.example",
                "/../../attacker.example",
                "/%2e%2E//attacker.example",
                "javascript:alert(1)",
                "attacker.example",
                " /chart",
                "/chart\r\nSet-Cookie: a=b",
                "/\t/attacker.example",
                "/\u00e9",
                "",
                "/" + "a".repeat(2000))) {
            assertRejected("return_to", () -> request.withReturnTo(target));
        }
        for (String target : List.of("/", "/chart", "/app/chart.xhtml?next=https://x.example//y#a", "/%C3%A9")) {
            assertThat(request.withReturnTo(target).returnTo()).hasToString(target);
        }
    }

    @Test
    @Assertion(id = {"smart-2.2.0/3", "smart-2.2.0/50", "smart-2.2.0/51"})
    void sendsShortAuthorizationRequestByGet() {
        SandboxServer ehr = resetServer("clinic");
        LaunchRedirect started = launches.start(LaunchRequest.standalone("clinic"));
        assertThat(started.response().status()).isEqualTo(303);
        ehr.authorize(URI.create(started.response().header("Location").get(0)));
        RecordedRequest sent = authorizationRequest(ehr);
        assertThat(sent.method()).isEqualTo("GET");
        assertThat(sent.query())
                .containsEntry("response_type", "code")
                .containsEntry("client_id", "app-clinic")
                .containsEntry("state", started.request().state());
        assertThat(started.response().header("Location"))
                .containsExactly(started.request().uri().toString());
        assertThat(started.response().body()).isEmpty();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/50", "smart-2.2.0/52", "smart-2.2.0/133"})
    void sendsLongAuthorizationRequestByPostIfSupported() {
        SandboxServer ehr = resetServer("clinic");
        SandboxServer noform = resetServer("noform");
        noform.patchMetadata(SandboxJson.createObjectBuilder()
                .add("capabilities", SandboxJson.createArrayBuilder().add("launch-standalone"))
                .build());
        String scope = "launch/patient "
                + IntStream.range(0, 150)
                        .mapToObj(number -> "patient/Observation.rs?code=" + number)
                        .collect(Collectors.joining(" "));
        Scopes scopes = Scopes.parse(scope);
        CookieJar browser = new CookieJar();
        LaunchRedirect started =
                startLaunch(browser, LaunchRequest.standalone("clinic").withScopes(scopes));
        assertThat(started.response().status()).isEqualTo(200);
        AuthorizationResponse response = submitForm(ehr, started);
        RecordedRequest sent = ehr.requests(Endpoint.AUTHORIZE).get(0);
        assertThat(sent.method()).isEqualTo("POST");
        assertThat(sent.uri()).endsWith("/auth/authorize");
        assertThat(sent.parameter("scope")).isEqualTo(scope);
        CompletedLaunch completed = launches.complete(response, browser.cookies());
        assertThat(completed.tokens().accessToken().value()).isNotBlank();
        for (String byGet : List.of("noform", "getting")) {
            WebResponse redirect = launches.start(
                            LaunchRequest.standalone(byGet).withScopes(scopes))
                    .response();
            assertThat(redirect.status()).isEqualTo(303);
            assertThat(redirect.header("Location"))
                    .singleElement()
                    .asString()
                    .startsWith(server(byGet).authorizationEndpoint() + "?")
                    .contains("code%3D149");
        }
    }

    @Test
    @Assertion(id = {"smart-2.2.0/50", "smart-2.2.0/52"})
    void protectsFormPageByContentSecurityPolicy() {
        SandboxServer ehr = resetServer("posting");
        CookieJar browser = new CookieJar();
        LaunchRedirect started = startLaunch(browser, LaunchRequest.standalone("posting"));
        String body = started.response().body();
        Matcher nonce =
                Pattern.compile("<script nonce=\"([A-Za-z0-9_-]{43})\">").matcher(body);
        assertThat(nonce.find()).isTrue();
        URI endpoint = ehr.authorizationEndpoint();
        assertThat(started.response().header("content-security-policy"))
                .containsExactly(
                        "default-src 'none'; script-src 'nonce-"
                                + nonce.group(1) + "'; style-src 'sha256-" + styleHash(body) + "'; form-action "
                                + endpoint.getScheme() + "://"
                                + endpoint.getAuthority()
                                + " https://app.example https://login.example; base-uri 'none'; frame-ancestors https://ehr.example");
        assertThat(started.response().header("Content-Type")).containsExactly("text/html; charset=utf-8");
        assertThat(started.response().header("Cache-Control")).containsExactly("no-store");
        assertThat(started.response().header("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(body).contains("<button>").doesNotContain(started.request().codeVerifier());
        assertThat(launches.complete(submitForm(ehr, started), browser.cookies())
                        .server())
                .isEqualTo("posting");
        assertThat(launches.start(LaunchRequest.standalone("posting"))
                        .response()
                        .body())
                .doesNotContain(nonce.group(1));
    }

    @Test
    @Assertion(id = "smart-2.2.0/52")
    void escapesParametersOnFormPage() {
        SandboxServer ehr = resetServer("hostile");
        LaunchRedirect started = launches.start(LaunchRequest.standalone("hostile"));
        String body = started.response().body();
        assertThat(body).doesNotContain("<script>", "alert('1')").contains("a&quot;&gt;&lt;script&gt;");
        assertThat(inputs(body))
                .containsEntry("client_id", HOSTILE_CLIENT_ID)
                .containsEntry("aud", ehr.fhirBase().toString())
                .containsExactlyEntriesOf(started.request().parameters());
        assertThat(started.response().header("Content-Security-Policy").get(0)).endsWith("frame-ancestors 'none'");
    }

    @Test
    @Assertion(id = "smart-2.2.0/1")
    void rejectsTokenEndpointWithoutHttps() {
        SandboxServer ehr = resetServer("insecure");
        ehr.patchMetadata(SandboxJson.createObjectBuilder()
                .add("token_endpoint", "http://as.example/token")
                .build());
        assertThatThrownBy(() -> launches.start(LaunchRequest.standalone("insecure")))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("token_endpoint")
                .satisfies(saying("token_endpoint must be https"));
    }

    private static RecordedRequest authorizationRequest(SandboxServer ehr) {
        return ehr.requests(Endpoint.AUTHORIZE).get(0);
    }

    /** Decodes every part of the cookies that may be Base64. */
    private static String decodeParts(String cookies) {
        return BASE64.matcher(cookies)
                .results()
                .map(MatchResult::group)
                .map(part -> part.length() % 4 == 1 ? part.substring(0, part.length() - 1) : part)
                .map(part -> new String(Base64.getUrlDecoder().decode(part), StandardCharsets.ISO_8859_1))
                .collect(Collectors.joining(" "));
    }

    private LaunchRedirect startLaunch(CookieJar browser, LaunchRequest request) {
        LaunchRedirect started = launches.start(request.withCookies(browser.cookies()));
        browser.receive(started.response().header("Set-Cookie"));
        return started;
    }

    private CompletedLaunch complete(CookieJar browser, String query) {
        return launches.complete(AuthorizationResponse.parse(query), browser.cookies());
    }

    /** Submits the form of a page as a browser would. */
    private static AuthorizationResponse submitForm(SandboxServer ehr, LaunchRedirect started) {
        String body = started.response().body();
        Matcher action =
                Pattern.compile("<form method=\"post\" action=\"([^\"]*)\">").matcher(body);
        assertThat(action.find()).isTrue();
        String form = inputs(body).entrySet().stream()
                .map(input -> input.getKey() + "=" + encode(input.getValue()))
                .collect(Collectors.joining("&"));
        return AuthorizationResponse.parse(
                ehr.authorizePost(URI.create(unescape(action.group(1))), form).query());
    }

    private static Map<String, String> inputs(String page) {
        Map<String, String> inputs = new LinkedHashMap<>();
        Matcher input = INPUT.matcher(page);
        while (input.find()) {
            inputs.put(unescape(input.group(1)), unescape(input.group(2)));
        }
        return Collections.unmodifiableMap(inputs);
    }

    private static String unescape(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void assertRejected(String attribute, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(ValidationException.class, thrown -> assertThat(thrown.attribute())
                        .isEqualTo(attribute));
    }

    private static void assertStateRejected(String reason, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ValidationException.class, thrown -> {
            assertThat(thrown.attribute()).isEqualTo("state");
            assertThat(thrown.reason()).isNotBlank().satisfies(saying(reason));
        });
    }

    private static String styleHash(String page) {
        String style = page.substring(page.indexOf("<style>") + "<style>".length(), page.indexOf("</style>"));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
