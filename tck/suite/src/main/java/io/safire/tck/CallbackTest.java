package io.safire.tck;

import static io.safire.tck.support.Bench.answer;
import static io.safire.tck.support.Bench.fresh;
import static io.safire.tck.support.Bench.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartLaunches;
import io.safire.error.AuthorizationException;
import io.safire.error.DiscoveryException;
import io.safire.error.ValidationException;
import io.safire.launch.AgentCookies;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.CompletedLaunch;
import io.safire.launch.LaunchRequest;
import io.safire.launch.LocalPath;
import io.safire.launch.StartedLaunch;
import io.safire.sandbox.control.ClientEntry;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.support.CookieJar;
import io.safire.tck.support.TckArchive;
import io.safire.token.Scopes;
import jakarta.inject.Inject;
import jakarta.json.Json;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * Pending launches: each is bound to one browser and completed once. Every other authorization response is rejected before a token
 * request is sent.
 */
@Area("protocol")
@ArquillianTest
public class CallbackTest {

    private static final String LOOPBACK = "http://localhost:8080/callback";
    /** More launches than an application has pending at the same time in practice. */
    private static final int FLOOD = 11_000;

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
                .set("hostile", "client-id", "a\"><script>alert('1')</script>&amp;")
                .server("getting", "public")
                .set("getting", "authorize-method", "get")
                .server("noform", "public")
                .build();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/35", "smart-2.2.0/41", "smart-2.2.0/61", "smart-2.2.0/161"})
    void ehrLaunchIsBegunAndCompletedByTheSameBrowser() {
        SandboxServer ehr = fresh("clinic");
        String launch = ehr.launch(Json.createObjectBuilder()
                .add("patient", "pat-3")
                .add("encounter", "enc-3")
                .build());
        CookieJar browser = new CookieJar();
        StartedLaunch started = begun(
                browser,
                LaunchRequest.ehr(ehr.fhirBase().toString(), launch)
                        .withScopes(Scopes.parse("launch patient/*.rs"))
                        .returningTo("/chart?tab=1#top"));
        assertThat(started.request().parameters()).containsEntry("launch", launch);
        CompletedLaunch completed = launches.complete(answer(ehr, started.request()), browser.cookies());
        assertThat(completed.id()).isEqualTo(started.id());
        assertThat(completed.server()).isEqualTo("clinic");
        assertThat(completed.client().name()).isEqualTo("clinic");
        assertThat(completed.tokens().context().patient()).contains("pat-3");
        assertThat(completed.target()).contains(LocalPath.of("/chart?tab=1#top"));
        browser.receive(completed.cookies());
        assertThat(browser.names()).isEmpty();
    }

    @Test
    void launchByTheUserGoesToTheServerThatIsNamed() {
        SandboxServer ehr = fresh("other-clinic");
        CookieJar browser = new CookieJar();
        StartedLaunch started = begun(browser, LaunchRequest.standalone("other-clinic"));
        CompletedLaunch completed = launches.complete(answer(ehr, started.request()), browser.cookies());
        assertThat(completed.server()).isEqualTo("other-clinic");
        assertThat(completed.target()).isEmpty();
        assertThat(completed.tokens().accessToken().value()).isNotBlank();
    }

    @Test
    void launchByAnAddressThatIsNotConfiguredGoesNowhere() {
        SandboxServer ehr = fresh("clinic");
        String base = ehr.fhirBase().toString();
        for (String iss :
                List.of("https://fhir.attacker.example/r4", base + "/other", base + "@attacker.example", "x")) {
            refused("iss", () -> launches.begin(LaunchRequest.ehr(iss, "abc")));
            refused("iss", () -> launches.begin(LaunchRequest.ehr(iss, "abc").at("clinic")));
        }
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
        assertThat(launches.begin(LaunchRequest.ehr(base + "/", "abc"))
                        .request()
                        .parameters())
                .containsEntry("aud", base + "/");
    }

    @Test
    @Assertion(id = "smart-2.2.0/161")
    void launchUrlWithoutIssOrLaunchIsRefused() {
        String base = server("clinic").fhirBase().toString();
        refused("iss", () -> LaunchRequest.ehr(null, "abc"));
        refused("iss", () -> LaunchRequest.ehr(" ", "abc"));
        refused("launch", () -> LaunchRequest.ehr(base, null));
        refused("launch", () -> LaunchRequest.ehr(base, ""));
    }

    @Test
    @Assertion(id = {"smart-2.2.0/1", "smart-2.2.0/61"})
    void cookieIsForThisHostOverTlsAndWorksInAFrame() {
        fresh("clinic");
        StartedLaunch started = launches.begin(LaunchRequest.standalone("clinic"));
        assertThat(started.answer().header("Set-Cookie"))
                .singleElement()
                .asString()
                .matches(
                        "__Host-safire-[A-Za-z0-9_-]{16}=[A-Za-z0-9._-]{43,1024}; Path=/; Max-Age=4200; Secure; HttpOnly;"
                                + " SameSite=None; Partitioned");
        assertThat(started.answer().header("Cache-Control")).containsExactly("no-store");
        assertThat(started.answer().header("Referrer-Policy")).containsExactly("no-referrer");
    }

    @Test
    void cookieOfALoopbackRedirectUriNeedsNoTls() {
        SandboxServer ehr = fresh("local");
        ehr.client(ClientEntry.publicClient("app-local", LOOPBACK));
        CookieJar browser = new CookieJar();
        StartedLaunch started = begun(browser, LaunchRequest.standalone("local"));
        assertThat(started.answer().header("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith("safire-")
                .contains("; Path=/; ", "; HttpOnly", "; SameSite=Lax")
                .doesNotContain("Secure");
        AuthorizationResponse response = answer(ehr, started.request());
        refusedState("another browser", () -> launches.complete(response, AgentCookies.none()));
        assertThat(launches.complete(response, browser.cookies()).server()).isEqualTo("local");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/7", "smart-2.2.0/8", "smart-2.2.0/9", "smart-2.2.0/90"})
    void nothingSecretIsInACookieOrText() {
        SandboxServer ehr = fresh("clinic");
        CookieJar browser = new CookieJar();
        StartedLaunch started = begun(browser, LaunchRequest.standalone("clinic"));
        String cookies = browser.header();
        CompletedLaunch completed = launches.complete(answer(ehr, started.request()), browser.cookies());
        String all = cookies + started + started.answer() + completed + completed.cookies() + browser.cookies();
        assertThat(all)
                .doesNotContain(completed.tokens().accessToken().value())
                .doesNotContain(completed.tokens().refreshToken().orElseThrow())
                .doesNotContain(started.request().state())
                .doesNotContain(started.request().codeVerifier());
        assertThat(started + " " + browser.cookies()).doesNotContain(cookies.substring(cookies.indexOf('=') + 1));
    }

    @Test
    @Assertion(id = {"smart-2.2.0/61"})
    void launchesInOneBrowserDoNotDisturbEachOther() {
        SandboxServer clinic = fresh("clinic");
        SandboxServer other = fresh("other-clinic");
        CookieJar browser = new CookieJar();
        // two launches start before the browser has a cookie, as in two frames
        StartedLaunch first = launches.begin(LaunchRequest.standalone("clinic"));
        StartedLaunch second = launches.begin(LaunchRequest.standalone("other-clinic"));
        browser.receive(first.answer().header("Set-Cookie"));
        browser.receive(second.answer().header("Set-Cookie"));
        StartedLaunch third = begun(browser, LaunchRequest.standalone("clinic"));
        assertThat(launches.complete(answer(clinic, third.request()), browser.cookies())
                        .id())
                .isEqualTo(third.id());
        assertThat(launches.complete(answer(clinic, first.request()), browser.cookies())
                        .id())
                .isEqualTo(first.id());
        assertThat(launches.complete(answer(other, second.request()), browser.cookies())
                        .server())
                .isEqualTo("other-clinic");
    }

    @Test
    void browserKeepsAFewCookiesOnly() {
        SandboxServer ehr = fresh("clinic");
        CookieJar browser = new CookieJar();
        List<StartedLaunch> started = IntStream.range(0, 40)
                .mapToObj(number -> begun(browser, LaunchRequest.standalone("clinic")))
                .toList();
        assertThat(browser.names()).hasSize(4);
        StartedLaunch last = started.get(39);
        assertThat(launches.complete(answer(ehr, last.request()), browser.cookies())
                        .id())
                .isEqualTo(last.id());
    }

    @Test
    @Assertion(id = {"smart-2.2.0/4", "smart-2.2.0/60"})
    void answerIsTakenOnce() {
        SandboxServer ehr = fresh("clinic");
        CookieJar browser = new CookieJar();
        StartedLaunch started = begun(browser, LaunchRequest.standalone("clinic"));
        AuthorizationResponse response = answer(ehr, started.request());
        launches.complete(response, browser.cookies());
        refusedState("completed already", () -> launches.complete(response, browser.cookies()));
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
    }

    @Test
    @Assertion(id = {"smart-2.2.0/4", "smart-2.2.0/60"})
    void answerWithoutAStateThatIsKnownIsRefused() {
        SandboxServer ehr = fresh("clinic");
        CookieJar browser = new CookieJar();
        begun(browser, LaunchRequest.standalone("clinic"));
        refusedState("another browser", () -> complete(browser, "code=abc&state=state-of-another-user-0000"));
        refusedState("has none", () -> complete(browser, "code=abc"));
        refusedState("has none", () -> complete(browser, "error=access_denied"));
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/4", "smart-2.2.0/60", "smart-2.2.0/61"})
    void answerInAnotherBrowserIsRefusedAndTheLaunchGoesOn() {
        SandboxServer ehr = fresh("clinic");
        CookieJar own = new CookieJar();
        CookieJar strange = new CookieJar();
        StartedLaunch started = begun(own, LaunchRequest.standalone("clinic"));
        begun(strange, LaunchRequest.standalone("clinic"));
        AuthorizationResponse response = answer(ehr, started.request());
        AgentCookies forged =
                new AgentCookies(Map.of(own.names().get(0), strange.header().split("=", 2)[1]));
        for (AgentCookies cookies : List.of(AgentCookies.none(), strange.cookies(), forged)) {
            refusedState("another browser", () -> launches.complete(response, cookies));
        }
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
        assertThat(launches.complete(response, own.cookies()).id()).isEqualTo(started.id());
    }

    @Test
    void launchExpires() {
        SandboxServer ehr = fresh("brief");
        CookieJar browser = new CookieJar();
        StartedLaunch started = begun(browser, LaunchRequest.standalone("brief"));
        AuthorizationResponse response = answer(ehr, started.request());
        for (int time = 0; time < 2; time++) {
            refusedState("has expired", () -> launches.complete(response, browser.cookies()));
        }
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    void launchesOfStrangersTakeNothingFromUsers() {
        SandboxServer ehr = fresh("clinic");
        CookieJar browser = new CookieJar();
        StartedLaunch waiting = begun(browser, LaunchRequest.standalone("clinic"));
        for (int number = 0; number < FLOOD; number++) {
            launches.begin(LaunchRequest.standalone("clinic"));
        }
        StartedLaunch next = begun(browser, LaunchRequest.standalone("clinic"));
        for (StartedLaunch started : List.of(waiting, next)) {
            assertThat(launches.complete(answer(ehr, started.request()), browser.cookies())
                            .id())
                    .isEqualTo(started.id());
        }
    }

    @Test
    void launchThatWouldNotFitIntoACookieIsNotBegun() {
        SandboxServer ehr = fresh("clinic");
        String noise = new Random(1)
                .ints(6_000, 0, 36)
                .mapToObj(digit -> Character.toString(Character.forDigit(digit, 36)))
                .collect(Collectors.joining());
        refused(
                "scope",
                () -> launches.begin(
                        LaunchRequest.standalone("clinic").withScopes(Scopes.parse("launch/patient " + noise))));
        assertThat(ehr.requests(Endpoint.AUTHORIZE)).isEmpty();
    }

    @Test
    void errorOfTheServerIsGivenWithAllItsPartsAndEndsTheLaunch() {
        SandboxServer ehr = fresh("clinic");
        CookieJar browser = new CookieJar();
        StartedLaunch started = begun(browser, LaunchRequest.standalone("clinic"));
        String query = "error=access_denied&error_description=the+user+said+no&error_uri=https%3A%2F%2Fas.example%2Fe1"
                + "&session_state=x&state=" + started.request().state();
        assertThatThrownBy(() -> complete(browser, query))
                .isInstanceOfSatisfying(AuthorizationException.class, thrown -> {
                    assertThat(thrown.errorCode()).contains("access_denied");
                    assertThat(thrown.errorDescription()).contains("the user said no");
                    assertThat(thrown.errorUri()).contains("https://as.example/e1");
                    assertThat(thrown.server()).contains("clinic");
                });
        refusedState("completed already", () -> complete(browser, query));
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    void answerOfAnotherIssuerIsRefused() {
        SandboxServer ehr = fresh("clinic");
        SandboxServer attacker = server("other-clinic");
        CookieJar browser = new CookieJar();
        StartedLaunch started = begun(browser, LaunchRequest.standalone("clinic"));
        String query = "code=abc&state=" + started.request().state() + "&iss="
                + encoded(attacker.issuer().toString());
        refused("iss", () -> complete(browser, query));
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    void answerWithoutIssuerIsRefusedWhereTheServerPromisesOne() {
        SandboxServer ehr = fresh("promising");
        ehr.patchMetadata(Json.createObjectBuilder()
                .add("authorization_response_iss_parameter_supported", true)
                .build());
        CookieJar browser = new CookieJar();
        StartedLaunch started = begun(browser, LaunchRequest.standalone("promising"));
        launches.complete(answer(ehr, started.request()), browser.cookies());
        ehr.quirks(Quirk.AUTHORIZE_NO_ISS);
        StartedLaunch again = begun(browser, LaunchRequest.standalone("promising"));
        AuthorizationResponse silent = answer(ehr, again.request());
        refused("iss", () -> launches.complete(silent, browser.cookies()));
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
    }

    @Test
    void answerWithoutIssuerIsTakenWhereNoneIsPromised() {
        SandboxServer ehr = fresh("clinic");
        ehr.quirks(Quirk.AUTHORIZE_NO_ISS);
        CookieJar browser = new CookieJar();
        StartedLaunch started = begun(browser, LaunchRequest.standalone("clinic"));
        AuthorizationResponse response = answer(ehr, started.request());
        assertThat(response.iss()).isEmpty();
        assertThat(launches.complete(response, browser.cookies()).server()).isEqualTo("clinic");
    }

    @Test
    void parametersThatNobodyKnowsAreIgnoredAndRepeatedOnesRefused() {
        SandboxServer ehr = fresh("clinic");
        CookieJar browser = new CookieJar();
        StartedLaunch started = begun(browser, LaunchRequest.standalone("clinic"));
        String query = ehr.authorize(started.request().uri()).query();
        refused(
                "state",
                () -> complete(browser, query + "&state=" + started.request().state()));
        refused("code", () -> complete(browser, "code=abc&" + query));
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
        assertThat(complete(browser, query + "&session_state=1&x=%3Cscript%3E").server())
                .isEqualTo("clinic");
    }

    @Test
    @Assertion(id = "smart-2.2.0/6")
    void onlyAPathOfThisHostCanBeReturnedTo() {
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
            refused("return_to", () -> request.returningTo(target));
        }
        for (String target : List.of("/", "/chart", "/app/chart.xhtml?next=https://x.example//y#a", "/%C3%A9")) {
            assertThat(request.returningTo(target).returnTo()).hasToString(target);
        }
    }

    @Test
    @Assertion(id = {"smart-2.2.0/50", "smart-2.2.0/51"})
    void shortRequestGoesByGet() {
        fresh("clinic");
        StartedLaunch started = launches.begin(LaunchRequest.standalone("clinic"));
        assertThat(started.answer().status()).isEqualTo(303);
        assertThat(started.answer().header("Location"))
                .containsExactly(started.request().uri().toString());
        assertThat(started.answer().body()).isEmpty();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/50", "smart-2.2.0/52", "smart-2.2.0/133"})
    void longRequestGoesByPostWhereTheServerTakesIt() {
        SandboxServer ehr = fresh("clinic");
        SandboxServer noform = fresh("noform");
        noform.patchMetadata(Json.createObjectBuilder()
                .add("capabilities", Json.createArrayBuilder().add("launch-standalone"))
                .build());
        Scopes scopes = Scopes.parse("launch/patient "
                + IntStream.range(0, 150)
                        .mapToObj(number -> "patient/Observation.rs?code=" + number)
                        .collect(Collectors.joining(" ")));
        CookieJar browser = new CookieJar();
        StartedLaunch started =
                begun(browser, LaunchRequest.standalone("clinic").withScopes(scopes));
        assertThat(started.answer().status()).isEqualTo(200);
        CompletedLaunch completed = launches.complete(submitted(ehr, started), browser.cookies());
        assertThat(completed.tokens().accessToken().value()).isNotBlank();
        for (String byGet : List.of("noform", "getting")) {
            assertThat(launches.begin(LaunchRequest.standalone(byGet).withScopes(scopes))
                            .answer()
                            .status())
                    .isEqualTo(303);
        }
    }

    @Test
    @Assertion(id = {"smart-2.2.0/50", "smart-2.2.0/52"})
    void formIsHeldByAStrictPolicy() {
        SandboxServer ehr = fresh("posting");
        CookieJar browser = new CookieJar();
        StartedLaunch started = begun(browser, LaunchRequest.standalone("posting"));
        String body = started.answer().body();
        Matcher nonce =
                Pattern.compile("<script nonce=\"([A-Za-z0-9_-]{43})\">").matcher(body);
        assertThat(nonce.find()).isTrue();
        URI endpoint = ehr.authorizationEndpoint();
        assertThat(started.answer().header("content-security-policy"))
                .containsExactly(
                        "default-src 'none'; script-src 'nonce-"
                                + nonce.group(1) + "'; style-src 'sha256-" + hashOfStyle(body) + "'; form-action "
                                + endpoint.getScheme() + "://"
                                + endpoint.getAuthority()
                                + " https://app.example https://login.example; base-uri 'none'; frame-ancestors https://ehr.example");
        assertThat(started.answer().header("Content-Type")).containsExactly("text/html; charset=utf-8");
        assertThat(started.answer().header("Cache-Control")).containsExactly("no-store");
        assertThat(started.answer().header("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(body).contains("<button>").doesNotContain(started.request().codeVerifier());
        assertThat(launches.complete(submitted(ehr, started), browser.cookies()).server())
                .isEqualTo("posting");
        assertThat(launches.begin(LaunchRequest.standalone("posting")).answer().body())
                .doesNotContain(nonce.group(1));
    }

    @Test
    void valuesCannotLeaveTheirPlaceOnThePage() {
        SandboxServer ehr = fresh("hostile");
        StartedLaunch started = launches.begin(LaunchRequest.standalone("hostile"));
        String body = started.answer().body();
        assertThat(body).doesNotContain("<script>", "alert('1')").contains("a&quot;&gt;&lt;script&gt;");
        assertThat(inputs(body)).containsExactlyEntriesOf(started.request().parameters());
        assertThat(started.answer().header("Content-Security-Policy").get(0)).endsWith("frame-ancestors 'none'");
        assertThat(ehr.requests(Endpoint.AUTHORIZE)).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/1")
    void codeGoesOverTlsOnly() {
        SandboxServer ehr = fresh("insecure");
        ehr.patchMetadata(Json.createObjectBuilder()
                .add("token_endpoint", "http://as.example/token")
                .build());
        CookieJar browser = new CookieJar();
        StartedLaunch started = begun(browser, LaunchRequest.standalone("insecure"));
        AuthorizationResponse response = answer(ehr, started.request());
        assertThatThrownBy(() -> launches.complete(response, browser.cookies()))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("must be https");
    }

    private StartedLaunch begun(CookieJar browser, LaunchRequest request) {
        StartedLaunch started = launches.begin(request.withCookies(browser.cookies()));
        browser.receive(started.answer().header("Set-Cookie"));
        return started;
    }

    private CompletedLaunch complete(CookieJar browser, String query) {
        return launches.complete(AuthorizationResponse.parse(query), browser.cookies());
    }

    /** Submits the form of a page as a browser would. */
    private static AuthorizationResponse submitted(SandboxServer ehr, StartedLaunch started) {
        String body = started.answer().body();
        Matcher action =
                Pattern.compile("<form method=\"post\" action=\"([^\"]*)\">").matcher(body);
        assertThat(action.find()).isTrue();
        String form = inputs(body).entrySet().stream()
                .map(input -> input.getKey() + "=" + encoded(input.getValue()))
                .collect(Collectors.joining("&"));
        return AuthorizationResponse.parse(
                ehr.authorizePost(URI.create(unescaped(action.group(1))), form).query());
    }

    private static Map<String, String> inputs(String page) {
        Map<String, String> inputs = new LinkedHashMap<>();
        Matcher input = INPUT.matcher(page);
        while (input.find()) {
            inputs.put(unescaped(input.group(1)), unescaped(input.group(2)));
        }
        return Collections.unmodifiableMap(inputs);
    }

    private static String unescaped(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void refused(String attribute, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(ValidationException.class, thrown -> assertThat(thrown.attribute())
                        .isEqualTo(attribute));
    }

    private static void refusedState(String reason, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ValidationException.class, thrown -> {
            assertThat(thrown.attribute()).isEqualTo("state");
            assertThat(thrown.reason()).contains(reason);
        });
    }

    private static String hashOfStyle(String page) {
        String style = page.substring(page.indexOf("<style>") + "<style>".length(), page.indexOf("</style>"));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
