package io.safire.tck.safire.web;

import static io.safire.tck.safire.deployed.DeployedApplication.DEVELOPMENT;
import static io.safire.tck.safire.deployed.DeployedApplication.EHR;
import static io.safire.tck.safire.deployed.DeployedApplication.JOB;
import static io.safire.tck.safire.deployed.DeployedApplication.PORTAL;
import static io.safire.tck.safire.deployed.DeployedApplication.SECURE_EHR;
import static io.safire.tck.safire.deployed.DeployedApplication.SHORT_LAUNCH;
import static io.safire.tck.safire.deployed.DeployedApplication.UNDISCOVERED;
import static io.safire.tck.safire.deployed.DeployedApplication.server;
import static io.safire.tck.safire.deployed.ErrorPageAssertions.assertShown;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.browser.CookieBrowser;
import io.safire.tck.browser.Hop;
import io.safire.tck.browser.Navigation;
import io.safire.tck.safire.deployed.ApplicationUser;
import io.safire.tck.safire.deployed.DeployedApplication;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Error pages, rejected requests and the diagnosis of the application of {@link DeployedApplicationTest}, over HTTP and HTTPS. */
@SharedApplication("deployed")
@Tag("web")
@ArquillianTest
public class DeployedErrorPageTest {

    private static final DeployedApplication APPLICATION = DeployedApplication.withLibrary();

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
    @Assertion(id = "smart-2.2.0/6")
    void rejectsForeignReturnPathAtLaunch() {
        List<String> targets = List.of(
                "https://attacker.example", "//attacker.example", "/\\attacker.example", "attacker.example", "/../x");
        assertEach(targets, target -> {
            Hop launch = browser.navigate(Navigation.to(user.standalone(PORTAL, target)))
                    .last();
            assertShown(launch, 400);
            assertThat(launch.setCookies()).isEmpty();
        });
    }

    @Test
    @Assertion(id = {"smart-2.2.0/4", "smart-2.2.0/61"})
    void rejectsCallbackInAnotherBrowser() {
        URI callback = user.pending(Navigation.to(user.launchUrl(SECURE_EHR, "pat-2")));
        CookieBrowser other = APPLICATION.browser();
        assertShown(other.navigate(Navigation.to(callback)).last(), 400);
        assertThat(other.navigate(Navigation.to(APPLICATION.https("chart")))
                        .last()
                        .status())
                .isEqualTo(401);
    }

    @Test
    @Assertion(id = "smart-2.2.0/61")
    void keepsLaunchAfterCallbackInAnotherBrowser() {
        URI callback = user.pending(Navigation.to(user.launchUrl(SECURE_EHR, "pat-2")));
        assertShown(APPLICATION.browser().navigate(Navigation.to(callback)).last(), 400);
        user.assertSignedIn(browser.navigate(Navigation.to(callback)), APPLICATION.https("chart"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/4")
    void rejectsSecondCallback() {
        URI callback = user.pending(Navigation.to(user.launchUrl(EHR, "pat-2")));
        user.assertSignedIn(browser.navigate(Navigation.to(callback)), APPLICATION.http("chart"));
        assertShown(browser.navigate(Navigation.to(callback)).last(), 400);
    }

    @Test
    void keepsSessionAfterSecondCallback() {
        URI callback = user.pending(Navigation.to(user.launchUrl(EHR, "pat-2")));
        browser.navigate(Navigation.to(callback));
        browser.navigate(Navigation.to(callback));
        assertThat(user.chart(EHR).status()).isEqualTo(200);
    }

    @Test
    void showsErrorPageWhenUserDeniesAccess() {
        server(EHR).setConsentDenied(true);
        assertShown(
                browser.navigate(Navigation.to(user.launchUrl(EHR, "pat-2"))).last(), 403);
        assertThat(user.chart(EHR).status()).isEqualTo(401);
    }

    @Test
    void showsDiagnosisOnErrorPageInDevelopment() {
        server(DEVELOPMENT).setConsentDenied(true);
        Hop page = browser.navigate(Navigation.to(user.standalone(DEVELOPMENT, "/")))
                .last();
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body())
                .contains(
                        "<pre>SAFIRE-0406 " + DEVELOPMENT, "access_denied", "<pre>" + DEVELOPMENT + ": ", "Discovery ");
    }

    @Test
    void hidesDiagnosisOnErrorPageByDefault() {
        server(PORTAL).setConsentDenied(true);
        Hop page = browser.navigate(Navigation.to(user.standalone(PORTAL, "/"))).last();
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).doesNotContain("<pre>", "access_denied");
    }

    @Test
    void showsDiagnosisToAllowedUser() {
        Hop page = browser.navigate(Navigation.to(APPLICATION.https("diagnosis/" + SECURE_EHR)))
                .last();
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("content-type")).isEqualToIgnoringWhitespace("text/html;charset=utf-8");
        assertThat(page.header("content-security-policy")).startsWith("default-src 'none'");
        assertThat(page.body()).startsWith("<!DOCTYPE html>").contains(SECURE_EHR, "SD-D01");
    }

    @Test
    void refusesDiagnosisToOtherUsers() {
        Hop refused = browser.navigate(Navigation.to(APPLICATION.http("diagnosis/" + SECURE_EHR)))
                .last();
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).doesNotContain("SD-D01");
    }

    @Test
    void showsNoDiagnosisOfUnknownServer() {
        assertThat(browser.navigate(Navigation.to(APPLICATION.https("diagnosis/unknown")))
                        .last()
                        .status())
                .isEqualTo(404);
    }

    @Test
    void showsErrorPageForExpiredLaunch() throws InterruptedException {
        URI callback = user.pending(Navigation.to(user.standalone(SHORT_LAUNCH, "/")));
        Thread.sleep(Duration.ofMillis(1100).toMillis());
        assertShown(browser.navigate(Navigation.to(callback)).last(), 400);
    }

    @Test
    @Assertion(id = {"smart-2.2.0/4", "smart-2.2.0/60"})
    void showsErrorPageForCallbackWithoutLaunch() {
        assertEach(
                List.of("", "?code=a", "?code=a&state=unknown-state-0000000000", "?error=access_denied"),
                query -> assertShown(
                        browser.navigate(Navigation.to(APPLICATION.https("smart/callback" + query)))
                                .last(),
                        400));
    }

    @Test
    void showsErrorPageForInvalidLaunch() {
        String iss = server(EHR).fhirBase().toString();
        List<String> queries = List.of(
                "",
                "?iss=" + iss,
                "?launch=abc",
                "?iss=https://attacker.example&launch=abc",
                "?iss=" + iss + "&iss=" + iss + "&launch=abc",
                "?server=unknown",
                "?server=%3Cscript%3E");
        assertEach(queries, query -> {
            Hop launch = browser.navigate(Navigation.to(APPLICATION.http("smart/launch" + query)))
                    .last();
            assertShown(launch, 400);
            assertThat(launch.setCookies()).isEmpty();
        });
    }

    @Test
    void showsErrorPageWhenTokenEndpointRejectsCode() {
        SandboxServer ehr = server(EHR);
        URI callback = user.pending(Navigation.to(user.launchUrl(EHR, "pat-2")));
        ehr.script(Endpoint.TOKEN, ScriptedResponse.status(400));
        assertShown(browser.navigate(Navigation.to(callback)).last(), 502);
        assertThat(user.chart(EHR).status()).isEqualTo(401);
    }

    @Test
    void showsErrorPageWhenDiscoveryFails() {
        server(UNDISCOVERED)
                .script(
                        Endpoint.SMART_CONFIGURATION,
                        Collections.nCopies(20, ScriptedResponse.status(404)).toArray(ScriptedResponse[]::new));
        assertShown(
                browser.navigate(Navigation.to(user.standalone(UNDISCOVERED, "/")))
                        .last(),
                502);
    }

    @Test
    void rejectsOtherHttpMethods() {
        URI callback = user.pending(Navigation.to(user.launchUrl(EHR, "pat-2")));
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
        user.assertSignedIn(browser.navigate(Navigation.to(callback)), APPLICATION.http("chart"));
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
        List<String> spellings = Stream.of("fromenv", UNDISCOVERED)
                .flatMap(name -> IntStream.range(0, 64).mapToObj(capitals -> spelled(name, capitals)))
                .filter(spelling -> !spelling.equals(UNDISCOVERED))
                .toList();
        assertEach(
                spellings,
                other -> assertShown(
                        browser.navigate(Navigation.to(APPLICATION.http("smart/launch?server=" + other)))
                                .last(),
                        400));
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
}
