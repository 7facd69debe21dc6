package io.safire.tck.safire.web;

import static io.safire.tck.safire.deployed.DeployedApplication.EHR;
import static io.safire.tck.safire.deployed.DeployedApplication.PORTAL;
import static io.safire.tck.safire.deployed.DeployedApplication.SECURE_EHR;
import static io.safire.tck.safire.deployed.DeployedApplication.VAULT;
import static io.safire.tck.safire.deployed.DeployedApplication.server;
import static io.safire.tck.safire.deployed.ErrorPageAssertions.assertShown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxClient;
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
import io.safire.tck.safire.deployed.ApplicationUser;
import io.safire.tck.safire.deployed.DeployedApplication;
import java.net.URI;
import java.util.List;
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

    private final ApplicationUser user = new ApplicationUser(APPLICATION);
    private final CookieBrowser browser = user.browser();

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
        user.assertSignedIn(user.launch(EHR, "pat-2"), APPLICATION.http("chart"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/161")
    void completesEhrLaunchOverHttps() {
        user.assertSignedIn(user.launch(SECURE_EHR, "pat-2"), APPLICATION.https("chart"));
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
        URI launch = user.launchUrl(SECURE_EHR, "pat-2");
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
        NavigationTrace trace = browser.navigate(Navigation.link(EHR_PAGE, user.launchUrl(SECURE_EHR, "pat-2")));
        user.assertSignedIn(trace, APPLICATION.https("chart"));
    }

    @Test
    void replacesSessionAtSignIn() {
        browser.navigate(Navigation.to(APPLICATION.https("chart")));
        List<String> before = sessionValues();
        user.launch(SECURE_EHR, "pat-2");
        assertThat(sessionValues()).hasSize(1).noneMatch(before::contains);
    }

    @Test
    void showsPatientOfSecondLaunchInSession() {
        user.launch(SECURE_EHR, "pat-1");
        assertThat(user.chart(SECURE_EHR).body()).contains("\"pat-1\"");
        user.assertSignedIn(user.launch(SECURE_EHR, "pat-2"), APPLICATION.https("chart"));
    }

    @Test
    void completesLaunchInEhrFrame() {
        NavigationTrace trace = browser.navigate(
                Navigation.to(user.launchUrl(SECURE_EHR, "pat-2")).inFrameOf(EHR_PAGE));
        assertThat(trace.last().status()).as(trace.toString()).isEqualTo(200);
        Hop next = browser.navigate(Navigation.to(APPLICATION.https("chart")).inFrameOf(EHR_PAGE))
                .last();
        assertThat(next.status() + next.body()).startsWith("200").contains("\"pat-2\"");
    }

    @Test
    @Assertion(id = "smart-2.2.0/61")
    void rejectsCallbackOutsideLaunchFrame() {
        URI callback =
                user.pending(Navigation.to(user.launchUrl(SECURE_EHR, "pat-2")).inFrameOf(EHR_PAGE));
        assertShown(browser.navigate(Navigation.to(callback)).last(), 400);
        assertShown(
                browser.navigate(Navigation.to(callback).inFrameOf(ATTACKER)).last(), 400);
        NavigationTrace own = browser.navigate(Navigation.to(callback).inFrameOf(EHR_PAGE));
        assertThat(own.last().status()).as(own.toString()).isEqualTo(200);
    }

    @Test
    @Assertion(id = "smart-2.2.0/61")
    void setsHostOnlyHttpOnlyLaunchCookieOverHttps() {
        user.pending(Navigation.to(user.launchUrl(SECURE_EHR, "pat-2")).inFrameOf(EHR_PAGE));
        assertThat(browser.cookies()).singleElement().satisfies(cookie -> {
            assertThat(cookie.name()).startsWith("__Host-");
            assertThat(cookie.secure() && cookie.httpOnly() && cookie.hostOnly())
                    .isTrue();
            assertThat(cookie.sameSite()).isEqualTo(SameSite.NONE);
            assertThat(cookie.partition()).isEqualTo("https://ehr.example");
        });
    }

    @Test
    @Assertion(id = "smart-2.2.0/61")
    void setsHostOnlyHttpOnlyLaunchCookieOverHttp() {
        browser.navigate(Navigation.to(user.launchUrl(EHR, "pat-2")), url -> false);
        assertThat(browser.cookies()).singleElement().satisfies(cookie -> {
            assertThat(cookie.httpOnly() && cookie.hostOnly()).isTrue();
            assertThat(cookie.sameSite()).isEqualTo(SameSite.LAX);
        });
    }

    @Test
    @Assertion(id = "smart-2.2.0/7")
    void keepsTokensOutOfCookies() {
        user.launch(SECURE_EHR, "pat-2");
        String token = sentToken();
        assertThat(browser.cookies()).extracting(BrowserCookie::value).noneMatch(value -> value.contains(token));
        assertThat(browser.cookies()).extracting(BrowserCookie::name).noneMatch(name -> name.contains("safire-"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/7")
    void keepsTokensOutOfPages() {
        NavigationTrace trace = user.launch(SECURE_EHR, "pat-2");
        String token = sentToken();
        assertThat(trace.hops()).allSatisfy(hop -> assertThat(hop.url() + hop.body() + hop.headers())
                .doesNotContain(token));
    }

    @Test
    @Assertion(id = "smart-2.2.0/7")
    void hidesCookiesFromScripts() {
        user.launch(SECURE_EHR, "pat-2");
        assertThat(browser.cookies()).isNotEmpty();
        assertThat(browser.cookieNamesVisibleToScripts(APPLICATION.https("chart")))
                .isEmpty();
    }

    /** Returns the access token that the application has sent to the FHIR server. */
    private static String sentToken() {
        String token = server(SECURE_EHR)
                .requests(Endpoint.FHIR)
                .get(0)
                .header("authorization")
                .replace("Bearer ", "");
        assertThat(token).isNotEmpty();
        return token;
    }

    @Test
    void redirectsStandaloneLaunchToReturnPath() {
        String target = APPLICATION.http("notes/cookies").getRawPath() + "?from=portal";
        NavigationTrace trace = browser.navigate(Navigation.to(user.standalone(PORTAL, target)));
        assertThat(trace.last().url()).hasPath(APPLICATION.http("notes/cookies").getRawPath());
        assertThat(trace.last().url()).hasQuery("from=portal");
        assertThat(trace.last().status()).isEqualTo(200);
    }

    @Test
    void completesLaunchWithCredentialOfSource() {
        assertThat(launchAtVault("secret-of-the-vault").status()).isEqualTo(200);
    }

    @Test
    void showsErrorPageIfServerRejectsCredentialOfSource() {
        assertShown(launchAtVault("another-secret"), 502);
    }

    private Hop launchAtVault(String registeredSecret) {
        String redirectUri = APPLICATION.http("smart/callback").toString();
        server(VAULT).registerClient(SandboxClient.secretClient("app-" + VAULT, registeredSecret, redirectUri));
        URI launch = user.standalone(VAULT, APPLICATION.http("notes/cookies").getRawPath());
        return browser.navigate(Navigation.to(launch)).last();
    }

    @Test
    @Assertion(id = "smart-2.2.0/6")
    void ignoresReturnPathAtCallback() {
        URI callback = user.pending(Navigation.to(user.launchUrl(EHR, "pat-2")));
        NavigationTrace trace =
                browser.navigate(Navigation.to(URI.create(callback + "&return_to=https%3A%2F%2Fattacker.example")));
        assertThat(trace.last().url()).isEqualTo(APPLICATION.http("chart"));
    }

    @Test
    void requestsSignInWhenRefreshTokenIsRejected() {
        SandboxServer ehr = server(EHR);
        user.launch(EHR, "pat-2");
        ehr.script(
                Endpoint.TOKEN, ScriptedResponse.status(400).body("application/json", "{\"error\":\"invalid_grant\"}"));
        ehr.discardAccessTokens();
        // a token that was issued less than a second ago is not refreshed
        Polling.until(() -> user.chart(EHR).body().equals("sign in again"));
        Hop page = user.chart(EHR);
        assertThat(page.status() + " " + page.body()).isEqualTo("401 sign in again");
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(2);
        user.assertSignedIn(user.launch(EHR, "pat-2"), APPLICATION.http("chart"));
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
        user.launch(SECURE_EHR, "pat-2");
        assertThat(browser.navigate(Navigation.to(APPLICATION.https("notes/cookies")))
                        .last()
                        .body())
                .isEqualTo("note theme");
    }

    @Test
    void passesLibraryResponsesToApplicationFilter() {
        NavigationTrace trace = user.launch(EHR, "pat-2");
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

    private List<String> sessionValues() {
        return browser.cookies().stream()
                .filter(cookie -> DeployedApplication.isSessionCookie(cookie.name()))
                .map(BrowserCookie::value)
                .toList();
    }
}
