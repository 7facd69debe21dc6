package io.safire.tck.area.web;

import static io.safire.tck.area.web.BrowserLaunch.assertStateRejected;
import static io.safire.tck.area.web.BrowserLaunch.complete;
import static io.safire.tck.area.web.BrowserLaunch.startLaunch;
import static io.safire.tck.support.TckContext.authorize;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.launch.AuthorizationResponse;
import io.safire.sandbox.control.Endpoint;
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
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    /** A number of launches that exceeds the pending launches of any application in practice. */
    private static final int MANY_LAUNCHES = 11_000;

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9_-]{2,}");

    @Inject
    SmartLaunches launches;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(CallbackTest.class)
                .with(BrowserLaunch.class)
                .server("clinic", "public")
                .server("other-clinic", "public")
                .server("brief", "public")
                .set("brief", "launch-lifetime", "PT0.000001S")
                .build();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/61", "smart-2.2.0/161"})
    void completesEhrLaunchInSameBrowser() {
        SandboxServer ehr = resetServer("clinic");
        CookieJar browser = new CookieJar();
        LaunchRedirect started = startLaunch(launches, browser, ehrLaunch(ehr));
        CompletedLaunch completed = launches.complete(authorize(ehr, started.request()), browser.cookies());
        assertThat(completed.id()).isEqualTo(started.id());
        assertThat(completed.server()).isEqualTo("clinic");
        assertThat(completed.client().name()).isEqualTo("clinic");
        assertThat(completed.tokens().context().patient()).contains("pat-3");
        assertThat(completed.target()).contains(LocalPath.of("/chart?tab=1#top"));
    }

    @Test
    @Assertion(id = {"smart-2.2.0/7", "smart-2.2.0/61"})
    void removesLaunchCookieOfCompletedLaunch() {
        SandboxServer ehr = resetServer("clinic");
        CookieJar browser = new CookieJar();
        LaunchRedirect started = startLaunch(launches, browser, ehrLaunch(ehr));
        CompletedLaunch completed = launches.complete(authorize(ehr, started.request()), browser.cookies());
        browser.receive(completed.cookies());
        assertThat(browser.names()).isEmpty();
    }

    private static LaunchRequest ehrLaunch(SandboxServer ehr) {
        String launch = ehr.startLaunch(SandboxJson.createObjectBuilder()
                .add("patient", "pat-3")
                .add("encounter", "enc-3")
                .build());
        return LaunchRequest.ehr(ehr.fhirBase().toString(), launch)
                .withScopes(Scopes.parse("launch patient/*.rs"))
                .withReturnTo("/chart?tab=1#top");
    }

    @Test
    void completesStandaloneLaunchAtRequestedServer() {
        SandboxServer ehr = resetServer("other-clinic");
        CookieJar browser = new CookieJar();
        LaunchRedirect started = startLaunch(launches, browser, LaunchRequest.standalone("other-clinic"));
        CompletedLaunch completed = launches.complete(authorize(ehr, started.request()), browser.cookies());
        assertThat(completed.server()).isEqualTo("other-clinic");
        assertThat(completed.target()).isEmpty();
        assertThat(completed.tokens().accessToken().value()).isNotBlank();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/7", "smart-2.2.0/8", "smart-2.2.0/9"})
    void keepsSecretsOutOfCookies() {
        SandboxServer ehr = resetServer("clinic");
        CookieJar browser = new CookieJar();
        LaunchRedirect started = startLaunch(launches, browser, LaunchRequest.standalone("clinic"));

        String cookies = browser.header();
        assertThat(decodeParts(cookies))
                .doesNotContain(started.request().state())
                .doesNotContain(started.request().codeVerifier());
        CompletedLaunch completed = launches.complete(authorize(ehr, started.request()), browser.cookies());
        assertContainsNoSecret(cookies + completed.cookies(), started, completed);
    }

    @Test
    void keepsSecretsOutOfToString() {
        SandboxServer ehr = resetServer("clinic");
        CookieJar browser = new CookieJar();
        LaunchRedirect started = startLaunch(launches, browser, LaunchRequest.standalone("clinic"));

        String cookies = browser.header();
        CompletedLaunch completed = launches.complete(authorize(ehr, started.request()), browser.cookies());
        assertContainsNoSecret(
                "" + started + started.response() + completed + completed.cookies() + browser.cookies(),
                started,
                completed);
        assertThat(started + " " + browser.cookies()).doesNotContain(cookies.substring(cookies.indexOf('=') + 1));
    }

    private static void assertContainsNoSecret(String text, LaunchRedirect started, CompletedLaunch completed) {
        assertThat(text)
                .doesNotContain(completed.tokens().accessToken().value())
                .doesNotContain(completed.tokens().refreshToken().orElseThrow())
                .doesNotContain(started.request().state())
                .doesNotContain(started.request().codeVerifier());
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
        LaunchRedirect third = startLaunch(launches, browser, LaunchRequest.standalone("clinic"));
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
                .mapToObj(number -> startLaunch(launches, browser, LaunchRequest.standalone("clinic")))
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
        LaunchRedirect started = startLaunch(launches, browser, LaunchRequest.standalone("clinic"));
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
        startLaunch(launches, browser, LaunchRequest.standalone("clinic"));
        assertStateRejected(
                "another browser", () -> complete(launches, browser, "code=abc&state=state-of-another-user-0000"));
        assertStateRejected("has no state", () -> complete(launches, browser, "code=abc"));
        assertStateRejected("has no state", () -> complete(launches, browser, "error=access_denied"));
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/4", "smart-2.2.0/39", "smart-2.2.0/60", "smart-2.2.0/61"})
    void rejectsResponseInAnotherBrowser() {
        SandboxServer ehr = resetServer("clinic");
        CookieJar own = new CookieJar();
        CookieJar foreign = new CookieJar();
        LaunchRedirect started = startLaunch(launches, own, LaunchRequest.standalone("clinic"));
        startLaunch(launches, foreign, LaunchRequest.standalone("clinic"));
        AuthorizationResponse response = authorize(ehr, started.request());
        RequestCookies forged =
                new RequestCookies(Map.of(own.names().get(0), foreign.header().split("=", 2)[1]));
        assertEach(
                Map.of(
                        "no cookie", RequestCookies.none(),
                        "cookie of another launch", foreign.cookies(),
                        "forged cookie", forged),
                cookies -> assertStateRejected("another browser", () -> launches.complete(response, cookies)));
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/61")
    void keepsLaunchAfterResponseInAnotherBrowser() {
        SandboxServer ehr = resetServer("clinic");
        CookieJar browser = new CookieJar();
        LaunchRedirect started = startLaunch(launches, browser, LaunchRequest.standalone("clinic"));

        AuthorizationResponse response = authorize(ehr, started.request());
        assertStateRejected("another browser", () -> launches.complete(response, RequestCookies.none()));
        assertThat(launches.complete(response, browser.cookies()).id()).isEqualTo(started.id());
    }

    @Test
    void rejectsResponseOfExpiredLaunch() {
        SandboxServer ehr = resetServer("brief");
        CookieJar browser = new CookieJar();
        LaunchRedirect started = startLaunch(launches, browser, LaunchRequest.standalone("brief"));
        AuthorizationResponse response = authorize(ehr, started.request());
        assertEach(
                List.of("first response", "repeated response"),
                time -> assertStateRejected("has expired", () -> launches.complete(response, browser.cookies())));
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    void keepsPendingLaunchDuringFloodOfLaunches() {
        SandboxServer ehr = resetServer("clinic");
        CookieJar browser = new CookieJar();
        LaunchRedirect pending = startLaunch(launches, browser, LaunchRequest.standalone("clinic"));
        for (int number = 0; number < MANY_LAUNCHES; number++) {
            launches.start(LaunchRequest.standalone("clinic"));
        }
        LaunchRedirect next = startLaunch(launches, browser, LaunchRequest.standalone("clinic"));
        assertEach(Map.of("launch before the flood", pending, "launch after the flood", next), started -> assertThat(
                        launches.complete(authorize(ehr, started.request()), browser.cookies())
                                .id())
                .isEqualTo(started.id()));
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
}
