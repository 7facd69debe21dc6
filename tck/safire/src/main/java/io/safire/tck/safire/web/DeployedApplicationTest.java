package io.safire.tck.safire.web;

import static io.safire.tck.safire.deployed.DeployedApplication.DEVELOPMENT;
import static io.safire.tck.safire.deployed.DeployedApplication.EHR;
import static io.safire.tck.safire.deployed.DeployedApplication.JOB;
import static io.safire.tck.safire.deployed.DeployedApplication.PORTAL;
import static io.safire.tck.safire.deployed.DeployedApplication.SECURE_EHR;
import static io.safire.tck.safire.deployed.DeployedApplication.SHORT_LAUNCH;
import static io.safire.tck.safire.deployed.DeployedApplication.UNDISCOVERED;
import static io.safire.tck.safire.deployed.DeployedApplication.VAULT;
import static io.safire.tck.safire.deployed.DeployedApplication.server;
import static io.safire.tck.safire.deployed.ErrorPageAssertions.assertShown;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.browser.BrowserCookie;
import io.safire.tck.browser.CookieBrowser;
import io.safire.tck.browser.Hop;
import io.safire.tck.browser.Navigation;
import io.safire.tck.browser.NavigationTrace;
import io.safire.tck.browser.SameSite;
import io.safire.tck.managed.Polling;
import io.safire.tck.safire.deployed.ApplicationResourceAssertions;
import io.safire.tck.safire.deployed.DeployedApplication;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An application with its own resources and cookies in addition to the library. A browser uses the application over
 * HTTP and HTTPS. No test runs inside the application, because the resources, providers and handler of the
 * application would affect the test.
 */
@SharedApplication("deployed")
@Tag("web")
@ArquillianTest
public class DeployedApplicationTest {

    private static final DeployedApplication APPLICATION = DeployedApplication.withLibrary();
    private static final URI EHR_PAGE = URI.create("https://ehr.example/chart");
    private static final URI ATTACKER = URI.create("https://attacker.example/");

    private final CookieBrowser browser = APPLICATION.browser();

    @Deployment(testable = false)
    static WebArchive application() {
        return APPLICATION.archive();
    }

    @BeforeEach
    void reset() {
        DeployedApplication.reset();
    }

    @Test
    @Assertion(id = "smart-2.2.0/161")
    void completesEhrLaunchOverHttp() {
        assertSignedIn(launch(EHR, "pat-2"), APPLICATION.http("chart"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/161")
    void completesEhrLaunchOverHttps() {
        assertSignedIn(launch(SECURE_EHR, "pat-2"), APPLICATION.https("chart"));
    }

    @Test
    @Assertion(
            id = {
                "smart-2.2.0/3",
                "smart-2.2.0/32",
                "smart-2.2.0/33",
                "smart-2.2.0/34",
                "smart-2.2.0/35",
                "smart-2.2.0/41",
                "smart-2.2.0/50",
                "smart-2.2.0/51"
            })
    void sendsAuthorizationRequestByBrowser() {
        SandboxServer ehr = server(SECURE_EHR);
        URI launch = launchUrl(SECURE_EHR, "pat-2");
        browser.navigate(Navigation.to(launch));
        RecordedRequest request = ehr.requests(Endpoint.AUTHORIZE).get(0);
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.query())
                .containsEntry("response_type", "code")
                .containsEntry("client_id", "app-" + SECURE_EHR)
                .containsEntry(
                        "redirect_uri", APPLICATION.https("smart/callback").toString())
                .containsEntry("launch", launch.getRawQuery().replaceFirst(".*&launch=", ""))
                .containsEntry("aud", ehr.fhirBase().toString())
                .containsKey("state");
    }

    @Test
    void completesLaunchFromEhrLink() {
        NavigationTrace trace = browser.navigate(Navigation.link(EHR_PAGE, launchUrl(SECURE_EHR, "pat-2")));
        assertSignedIn(trace, APPLICATION.https("chart"));
    }

    @Test
    void replacesSessionAtSignIn() {
        browser.navigate(Navigation.to(APPLICATION.https("chart")));
        List<String> before = sessionValues();
        launch(SECURE_EHR, "pat-2");
        assertThat(sessionValues()).hasSize(1).noneMatch(before::contains);
    }

    @Test
    void showsPatientOfSecondLaunchInSession() {
        launch(SECURE_EHR, "pat-1");
        assertThat(chart(SECURE_EHR).body()).contains("\"pat-1\"");
        assertSignedIn(launch(SECURE_EHR, "pat-2"), APPLICATION.https("chart"));
    }

    @Test
    void completesLaunchInEhrFrame() {
        NavigationTrace trace =
                browser.navigate(Navigation.to(launchUrl(SECURE_EHR, "pat-2")).inFrameOf(EHR_PAGE));
        assertThat(trace.last().status()).as(trace.toString()).isEqualTo(200);
        Hop next = browser.navigate(Navigation.to(APPLICATION.https("chart")).inFrameOf(EHR_PAGE))
                .last();
        assertThat(next.status() + next.body()).startsWith("200").contains("\"pat-2\"");
    }

    @Test
    @Assertion(id = "smart-2.2.0/61")
    void rejectsCallbackOutsideLaunchFrame() {
        URI callback = pending(Navigation.to(launchUrl(SECURE_EHR, "pat-2")).inFrameOf(EHR_PAGE));
        assertShown(browser.navigate(Navigation.to(callback)).last(), 400);
        assertShown(
                browser.navigate(Navigation.to(callback).inFrameOf(ATTACKER)).last(), 400);
        NavigationTrace own = browser.navigate(Navigation.to(callback).inFrameOf(EHR_PAGE));
        assertThat(own.last().status()).as(own.toString()).isEqualTo(200);
    }

    @Test
    @Assertion(id = "smart-2.2.0/61")
    void setsHostOnlyHttpOnlyLaunchCookie() {
        pending(Navigation.to(launchUrl(SECURE_EHR, "pat-2")).inFrameOf(EHR_PAGE));
        assertThat(browser.cookies()).singleElement().satisfies(cookie -> {
            assertThat(cookie.name()).startsWith("__Host-");
            assertThat(cookie.secure() && cookie.httpOnly() && cookie.hostOnly())
                    .isTrue();
            assertThat(cookie.sameSite()).isEqualTo(SameSite.NONE);
            assertThat(cookie.partition()).isEqualTo("https://ehr.example");
        });
        CookieBrowser other = APPLICATION.browser();
        other.navigate(Navigation.to(launchUrl(EHR, "pat-2")), url -> false);
        assertThat(other.cookies()).singleElement().satisfies(cookie -> {
            assertThat(cookie.httpOnly() && cookie.hostOnly()).isTrue();
            assertThat(cookie.sameSite()).isEqualTo(SameSite.LAX);
        });
    }

    @Test
    @Assertion(id = "smart-2.2.0/7")
    void keepsTokensOutOfCookiesAndPages() {
        SandboxServer ehr = server(SECURE_EHR);
        NavigationTrace trace = launch(SECURE_EHR, "pat-2");
        String token =
                ehr.requests(Endpoint.FHIR).get(0).header("authorization").replace("Bearer ", "");
        assertThat(token).isNotEmpty();
        assertThat(browser.cookies()).extracting(BrowserCookie::value).noneMatch(value -> value.contains(token));
        assertThat(browser.cookies()).extracting(BrowserCookie::name).noneMatch(name -> name.contains("safire-"));
        assertThat(trace.hops()).allSatisfy(hop -> assertThat(hop.url() + hop.body() + hop.headers())
                .doesNotContain(token));
        assertThat(browser.cookieNamesVisibleToScripts(APPLICATION.https("chart")))
                .isEmpty();
    }

    @Test
    void redirectsStandaloneLaunchToReturnPath() {
        String target = APPLICATION.http("notes/cookies").getRawPath() + "?from=portal";
        NavigationTrace trace = browser.navigate(Navigation.to(standalone(PORTAL, target)));
        assertThat(trace.last().url()).hasPath(APPLICATION.http("notes/cookies").getRawPath());
        assertThat(trace.last().url()).hasQuery("from=portal");
        assertThat(trace.last().status()).isEqualTo(200);
    }

    @Test
    void completesLaunchWithCredentialOfSource() {
        String redirectUri = APPLICATION.http("smart/callback").toString();
        URI launch = standalone(VAULT, APPLICATION.http("notes/cookies").getRawPath());
        server(VAULT).registerClient(SandboxClient.secretClient("app-" + VAULT, "secret-of-the-vault", redirectUri));
        assertThat(browser.navigate(Navigation.to(launch)).last().status()).isEqualTo(200);
        server(VAULT).registerClient(SandboxClient.secretClient("app-" + VAULT, "another-secret", redirectUri));
        assertShown(browser.navigate(Navigation.to(launch)).last(), 502);
    }

    @Test
    @Assertion(id = "smart-2.2.0/6")
    void rejectsForeignReturnPathAtLaunch() {
        for (String target : List.of(
                "https://attacker.example", "//attacker.example", "/\\attacker.example", "attacker.example", "/../x")) {
            Hop launch =
                    browser.navigate(Navigation.to(standalone(PORTAL, target))).last();
            assertShown(launch, 400);
            assertThat(launch.setCookies()).isEmpty();
        }
    }

    @Test
    @Assertion(id = "smart-2.2.0/6")
    void ignoresReturnPathAtCallback() {
        URI callback = pending(Navigation.to(launchUrl(EHR, "pat-2")));
        NavigationTrace trace =
                browser.navigate(Navigation.to(URI.create(callback + "&return_to=https%3A%2F%2Fattacker.example")));
        assertThat(trace.last().url()).isEqualTo(APPLICATION.http("chart"));
    }

    @Test
    @Assertion(id = {"smart-2.2.0/4", "smart-2.2.0/61"})
    void rejectsCallbackInAnotherBrowserAndKeepsLaunch() {
        URI callback = pending(Navigation.to(launchUrl(SECURE_EHR, "pat-2")));
        CookieBrowser other = APPLICATION.browser();
        assertShown(other.navigate(Navigation.to(callback)).last(), 400);
        assertThat(other.navigate(Navigation.to(APPLICATION.https("chart")))
                        .last()
                        .status())
                .isEqualTo(401);
        assertSignedIn(browser.navigate(Navigation.to(callback)), APPLICATION.https("chart"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/4")
    void rejectsSecondCallbackAndKeepsSession() {
        URI callback = pending(Navigation.to(launchUrl(EHR, "pat-2")));
        assertSignedIn(browser.navigate(Navigation.to(callback)), APPLICATION.http("chart"));
        assertShown(browser.navigate(Navigation.to(callback)).last(), 400);
        assertThat(chart(EHR).status()).isEqualTo(200);
    }

    @Test
    void showsErrorPageWhenUserDeniesAccess() {
        server(EHR).setConsentDenied(true);
        assertShown(browser.navigate(Navigation.to(launchUrl(EHR, "pat-2"))).last(), 403);
        assertThat(chart(EHR).status()).isEqualTo(401);
    }

    @Test
    void showsDiagnosisOnErrorPageOnlyInDevelopment() {
        server(DEVELOPMENT).setConsentDenied(true);
        server(PORTAL).setConsentDenied(true);
        Hop page = browser.navigate(Navigation.to(standalone(DEVELOPMENT, "/"))).last();
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body())
                .contains(
                        "<pre>SAFIRE-0406 " + DEVELOPMENT, "access_denied", "<pre>" + DEVELOPMENT + ": ", "Discovery ");
        Hop other = browser.navigate(Navigation.to(standalone(PORTAL, "/"))).last();
        assertThat(other.status()).isEqualTo(403);
        assertThat(other.body()).doesNotContain("<pre>", "access_denied");
    }

    @Test
    void showsDiagnosisToAllowedUsersOnly() {
        String path = "diagnosis/" + SECURE_EHR;
        Hop page = browser.navigate(Navigation.to(APPLICATION.https(path))).last();
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("content-type")).isEqualToIgnoringWhitespace("text/html;charset=utf-8");
        assertThat(page.header("content-security-policy")).startsWith("default-src 'none'");
        assertThat(page.body()).startsWith("<!DOCTYPE html>").contains(SECURE_EHR, "SD-D01");
        Hop refused = browser.navigate(Navigation.to(APPLICATION.http(path))).last();
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).doesNotContain("SD-D01");
        assertThat(browser.navigate(Navigation.to(APPLICATION.https("diagnosis/unknown")))
                        .last()
                        .status())
                .isEqualTo(404);
    }

    @Test
    void showsErrorPageForExpiredLaunch() throws InterruptedException {
        URI callback = pending(Navigation.to(standalone(SHORT_LAUNCH, "/")));
        Thread.sleep(Duration.ofMillis(1100).toMillis());
        assertShown(browser.navigate(Navigation.to(callback)).last(), 400);
    }

    @Test
    @Assertion(id = {"smart-2.2.0/4", "smart-2.2.0/60"})
    void showsErrorPageForCallbackWithoutLaunch() {
        for (String query : List.of("", "?code=a", "?code=a&state=unknown-state-0000000000", "?error=access_denied")) {
            assertShown(
                    browser.navigate(Navigation.to(APPLICATION.https("smart/callback" + query)))
                            .last(),
                    400);
        }
    }

    @Test
    void showsErrorPageForInvalidLaunch() {
        String iss = server(EHR).fhirBase().toString();
        for (String query : List.of(
                "",
                "?iss=" + iss,
                "?launch=abc",
                "?iss=https://attacker.example&launch=abc",
                "?iss=" + iss + "&iss=" + iss + "&launch=abc",
                "?server=unknown",
                "?server=%3Cscript%3E")) {
            Hop launch = browser.navigate(Navigation.to(APPLICATION.http("smart/launch" + query)))
                    .last();
            assertShown(launch, 400);
            assertThat(launch.setCookies()).isEmpty();
        }
    }

    @Test
    void showsErrorPageWhenTokenEndpointRejectsCode() {
        SandboxServer ehr = server(EHR);
        URI callback = pending(Navigation.to(launchUrl(EHR, "pat-2")));
        ehr.script(Endpoint.TOKEN, ScriptedResponse.status(400));
        assertShown(browser.navigate(Navigation.to(callback)).last(), 502);
        assertThat(chart(EHR).status()).isEqualTo(401);
    }

    @Test
    void showsErrorPageWhenDiscoveryFails() {
        server(UNDISCOVERED)
                .script(
                        Endpoint.SMART_CONFIGURATION,
                        Collections.nCopies(20, ScriptedResponse.status(404)).toArray(ScriptedResponse[]::new));
        assertShown(
                browser.navigate(Navigation.to(standalone(UNDISCOVERED, "/"))).last(), 502);
    }

    @Test
    void rejectsOtherHttpMethods() {
        URI callback = pending(Navigation.to(launchUrl(EHR, "pat-2")));
        URI launch = APPLICATION.http("smart/launch?server=" + PORTAL);
        URI signOut = APPLICATION.http("smart/sign-out");
        for (Navigation wrong : List.of(
                Navigation.to(callback).withMethod("HEAD"),
                Navigation.form(callback, callback),
                Navigation.to(launch).withMethod("HEAD"),
                Navigation.form(launch, launch),
                Navigation.to(signOut))) {
            Hop refused = browser.navigate(wrong).last();
            assertThat(refused.status()).as(refused.toString()).isEqualTo(405);
        }
        assertSignedIn(browser.navigate(Navigation.to(callback)), APPLICATION.http("chart"));
    }

    @Test
    void requestsSignInWhenRefreshTokenIsRejected() {
        SandboxServer ehr = server(EHR);
        launch(EHR, "pat-2");
        ehr.script(
                Endpoint.TOKEN, ScriptedResponse.status(400).body("application/json", "{\"error\":\"invalid_grant\"}"));
        ehr.discardAccessTokens();
        // a token that was issued less than a second ago is not refreshed
        Polling.until(() -> chart(EHR).body().equals("sign in again"));
        Hop page = chart(EHR);
        assertThat(page.status() + " " + page.body()).isEqualTo("401 sign in again");
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(2);
        assertSignedIn(launch(EHR, "pat-2"), APPLICATION.http("chart"));
    }

    @Test
    void endsSessionAndRevokesTokensAtSignOut() {
        SandboxServer ehr = server(SECURE_EHR);
        launch(SECURE_EHR, "pat-2");
        URI signOut = APPLICATION.https("smart/sign-out");
        NavigationTrace trace = browser.navigate(Navigation.form(APPLICATION.https("chart"), signOut));
        assertThat(trace.lastRequestTo("sign-out").status()).isEqualTo(303);
        assertThat(trace.last().url()).isEqualTo(APPLICATION.https("?signed-out"));
        assertThat(chart(SECURE_EHR).status()).isEqualTo(401);
        assertThat(ehr.requests(Endpoint.REVOKE)).isNotEmpty();
    }

    @Test
    void endsSessionAtServerAfterSignOut() {
        SandboxServer ehr = server(SECURE_EHR);
        launch(SECURE_EHR, "pat-2");
        URI signOut = APPLICATION.https("smart/sign-out");
        NavigationTrace trace = browser.navigate(Navigation.form(APPLICATION.https("chart"), signOut));
        assertThat(trace.last().url()).as(trace.toString()).isEqualTo(APPLICATION.https("?signed-out"));
        assertThat(ehr.requests(Endpoint.END_SESSION)).singleElement().satisfies(request -> assertThat(request.query())
                .containsKeys("id_token_hint", "state")
                .containsEntry("client_id", "app-" + SECURE_EHR)
                .containsEntry(
                        "post_logout_redirect_uri",
                        APPLICATION.https("smart/signed-out").toString()));
        assertThat(browser.cookies()).extracting(BrowserCookie::name).noneMatch(name -> name.contains("safire-"));
    }

    @Test
    void returnsFromServerInEhrFrame() {
        browser.navigate(Navigation.to(launchUrl(SECURE_EHR, "pat-2")).inFrameOf(EHR_PAGE));
        URI signOut = APPLICATION.https("smart/sign-out");
        NavigationTrace trace = browser.navigate(
                Navigation.form(APPLICATION.https("chart"), signOut).inFrameOf(EHR_PAGE));
        assertThat(trace.last().url()).as(trace.toString()).isEqualTo(APPLICATION.https("?signed-out"));
        assertThat(server(SECURE_EHR).requests(Endpoint.END_SESSION)).hasSize(1);
    }

    @Test
    void ignoresSignOutStateOfAnotherBrowser() {
        launch(SECURE_EHR, "pat-2");
        Navigation signOut = Navigation.form(APPLICATION.https("chart"), APPLICATION.https("smart/sign-out"));
        NavigationTrace pending =
                browser.navigate(signOut, url -> !url.getPath().endsWith("signed-out"));
        URI back = URI.create(pending.last().header("location"));
        for (URI forged : List.of(back, APPLICATION.https("smart/signed-out?state=unknown-state-0000000000"))) {
            Hop response = APPLICATION
                    .browser()
                    .navigate(Navigation.to(forged), url -> false)
                    .last();
            assertThat(response.status()).isEqualTo(303);
            assertThat(response.header("location")).endsWith("/");
        }
        assertThat(browser.navigate(Navigation.to(back)).last().url()).isEqualTo(APPLICATION.https("?signed-out"));
    }

    @Test
    void rejectsCrossSiteSignOut() {
        SandboxServer ehr = server(SECURE_EHR);
        launch(SECURE_EHR, "pat-2");
        URI signOut = APPLICATION.https("smart/sign-out");
        assertShown(browser.navigate(Navigation.form(ATTACKER, signOut)).last(), 403);
        assertThat(chart(SECURE_EHR).status()).isEqualTo(200);
        assertThat(ehr.requests(Endpoint.REVOKE)).isEmpty();
    }

    @Test
    void rejectsCrossSiteSignOutWithoutFetchMetadata() {
        for (String server : List.of(EHR, SECURE_EHR)) {
            boolean secure = server.equals(SECURE_EHR);
            URI signOut = secure ? APPLICATION.https("smart/sign-out") : APPLICATION.http("smart/sign-out");
            CookieBrowser older = browser.withoutFetchMetadata();
            launch(server, "pat-2");
            assertShown(older.navigate(Navigation.form(ATTACKER, signOut)).last(), 403);
            assertThat(chart(server).status()).isEqualTo(200);
            assertThat(server(server).requests(Endpoint.REVOKE)).isEmpty();
            URI page = secure ? APPLICATION.https("chart") : APPLICATION.http("chart");
            assertThat(older.navigate(Navigation.form(page, signOut))
                            .lastRequestTo("sign-out")
                            .status())
                    .isEqualTo(303);
            assertThat(chart(server).status()).isEqualTo(401);
        }
    }

    @Test
    void treatsServerWithoutRedirectUriAsUnknown() {
        Hop unknown = browser.navigate(Navigation.to(APPLICATION.http("smart/launch?server=unknown")))
                .last();
        Hop job = browser.navigate(Navigation.to(APPLICATION.http("smart/launch?server=" + JOB)))
                .last();
        assertShown(job, 400);
        assertThat(job.status() + job.body()).isEqualTo(unknown.status() + unknown.body());
        String iss = server(JOB).fhirBase().toString();
        assertShown(
                browser.navigate(Navigation.to(APPLICATION.http("smart/launch?launch=abc&iss=" + iss)))
                        .last(),
                400);
    }

    /**
     * An environment variable of the runtime configures a server, but no list of servers contains the name of this
     * server.
     */
    @Test
    void rejectsOtherSpellingOfServerName() {
        String[] names = {"fromenv", UNDISCOVERED};
        for (String name : names) {
            for (int spelling = 0; spelling < 64; spelling++) {
                String other = spelled(name, spelling);
                if (!other.equals(UNDISCOVERED)) {
                    Hop launch = browser.navigate(Navigation.to(APPLICATION.http("smart/launch?server=" + other)))
                            .last();
                    assertShown(launch, 400);
                }
            }
        }
        String seen =
                browser.navigate(Navigation.to(APPLICATION.http("seen"))).last().body();
        assertThat(seen.lines().map(line -> line.toLowerCase(Locale.ROOT)))
                .contains(JOB)
                .doesNotContain("fromenv");
        assertThat(seen.lines()).allMatch(line -> line.equals(line.toLowerCase(Locale.ROOT)));
        assertThat(server(UNDISCOVERED).requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
    }

    /** Converts to upper case each letter whose corresponding bit in the number is set. */
    private static String spelled(String name, int capitals) {
        StringBuilder spelled = new StringBuilder(name);
        for (int index = 0; index < name.length(); index++) {
            if ((capitals >> index & 1) == 1) {
                spelled.setCharAt(index, Character.toUpperCase(name.charAt(index)));
            }
        }
        return spelled.toString();
    }

    @Test
    void leavesApplicationRootUnchanged() {
        assertAll(new ApplicationResourceAssertions(APPLICATION).root());
    }

    @Test
    void leavesResourcesAndProvidersUnchanged() {
        assertAll(new ApplicationResourceAssertions(APPLICATION).otherResources());
    }

    @Test
    void keepsApplicationCookiesDuringLaunch() {
        assertAll(new ApplicationResourceAssertions(APPLICATION).cookies());
        browser.navigate(Navigation.to(APPLICATION.https("notes")));
        launch(SECURE_EHR, "pat-2");
        assertThat(browser.navigate(Navigation.to(APPLICATION.https("notes/cookies")))
                        .last()
                        .body())
                .isEqualTo("note theme");
    }

    @Test
    void passesLibraryResponsesToApplicationFilter() {
        NavigationTrace trace = launch(EHR, "pat-2");
        for (String path : List.of("smart/launch", "smart/callback", "chart")) {
            assertThat(trace.lastRequestTo(path).header("x-application"))
                    .as(path)
                    .isEqualTo("own");
        }
    }

    @Test
    void reportsReadiness() {
        String readiness = System.getProperty("safire.tck.readiness", "");
        if (!readiness.isEmpty()) {
            Hop state = browser.navigate(Navigation.to(URI.create(readiness))).last();
            assertThat(state.status() + state.body()).startsWith("200").contains("\"safire\"");
        }
    }

    /** Asserts that all cookies of the callback arrived and that the next request belongs to the signed-in user. */
    private void assertSignedIn(NavigationTrace trace, URI chart) {
        Hop callback = trace.lastRequestTo("smart/callback");
        assertThat(callback.status()).as(trace.toString()).isEqualTo(303);
        assertThat(callback.ignoredCookies()).as(trace.toString()).isEmpty();
        assertThat(callback.setCookies())
                .as("cookie of the handler, session cookie, and removal of the launch cookie")
                .contains("handler")
                .anyMatch(name -> name.matches("(__Host-)?safire-.*"))
                .anyMatch(DeployedApplication::isSessionCookie);
        assertThat(browser.cookies()).extracting(BrowserCookie::name).noneMatch(name -> name.contains("safire-"));
        assertThat(trace.last().url()).isEqualTo(chart);
        assertThat(trace.last().status() + trace.last().body())
                .as(trace.toString())
                .startsWith("200")
                .contains("\"pat-2\"");
        Hop next = browser.navigate(Navigation.to(chart)).last();
        assertThat(next.status() + next.body()).startsWith("200").contains("\"pat-2\"");
    }

    private List<String> sessionValues() {
        return browser.cookies().stream()
                .filter(cookie -> DeployedApplication.isSessionCookie(cookie.name()))
                .map(BrowserCookie::value)
                .toList();
    }

    private NavigationTrace launch(String server, String patient) {
        return browser.navigate(Navigation.to(launchUrl(server, patient)));
    }

    private Hop chart(String server) {
        URI chart = server.equals(SECURE_EHR) ? APPLICATION.https("chart") : APPLICATION.http("chart");
        return browser.navigate(Navigation.to(chart)).last();
    }

    /** Stops before the request to the redirect URI, and returns that URI with its query. */
    private URI pending(Navigation launch) {
        NavigationTrace trace = browser.navigate(launch, url -> !url.getPath().endsWith("smart/callback"));
        return URI.create(trace.last().header("location"));
    }

    private static URI launchUrl(String server, String patient) {
        SandboxServer ehr = server(server);
        String launch = ehr.startLaunch(
                SandboxJson.createObjectBuilder().add("patient", patient).build());
        String query = "smart/launch?iss=" + URLEncoder.encode(ehr.fhirBase().toString(), UTF_8) + "&launch=" + launch;
        return server.equals(SECURE_EHR) ? APPLICATION.https(query) : APPLICATION.http(query);
    }

    private static URI standalone(String server, String target) {
        return APPLICATION.http("smart/launch?server=" + server + "&return_to=" + URLEncoder.encode(target, UTF_8));
    }
}
