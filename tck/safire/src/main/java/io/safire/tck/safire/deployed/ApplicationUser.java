package io.safire.tck.safire.deployed;

import static io.safire.tck.safire.deployed.DeployedApplication.SECURE_EHR;
import static io.safire.tck.safire.deployed.DeployedApplication.server;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.browser.BrowserCookie;
import io.safire.tck.browser.CookieBrowser;
import io.safire.tck.browser.Hop;
import io.safire.tck.browser.Navigation;
import io.safire.tck.browser.NavigationTrace;
import java.net.URI;
import java.net.URLEncoder;

/** A user of the deployed application, with a browser. */
public final class ApplicationUser {

    private final DeployedApplication application;
    private final CookieBrowser browser;

    public ApplicationUser(DeployedApplication application) {
        this.application = application;
        browser = application.browser();
    }

    /** Returns the browser of the user. */
    public CookieBrowser browser() {
        return browser;
    }

    /** Launches the application from an EHR. */
    public NavigationTrace launch(String server, String patient) {
        return browser.navigate(Navigation.to(launchUrl(server, patient)));
    }

    /** Requests the chart with the URL scheme of the server. */
    public Hop chart(String server) {
        URI chart = server.equals(SECURE_EHR) ? application.https("chart") : application.http("chart");
        return browser.navigate(Navigation.to(chart)).last();
    }

    /** Stops before the request to the redirect URI, and returns that URI with its query. */
    public URI pending(Navigation launch) {
        NavigationTrace trace = browser.navigate(launch, url -> !url.getPath().endsWith("smart/callback"));
        return URI.create(trace.last().header("location"));
    }

    /** Asserts that all cookies of the callback arrived and that the next request belongs to the signed-in user. */
    public void assertSignedIn(NavigationTrace trace, URI chart) {
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

    /** Starts a launch at the EHR, and returns the launch URL of the application. */
    public URI launchUrl(String server, String patient) {
        SandboxServer ehr = server(server);
        String launch = ehr.startLaunch(
                SandboxJson.createObjectBuilder().add("patient", patient).build());
        String query = "smart/launch?iss=" + URLEncoder.encode(ehr.fhirBase().toString(), UTF_8) + "&launch=" + launch;
        return server.equals(SECURE_EHR) ? application.https(query) : application.http(query);
    }

    /**
     * Returns the URL of a standalone launch.
     *
     * @param target the return path
     */
    public URI standalone(String server, String target) {
        return application.http("smart/launch?server=" + server + "&return_to=" + URLEncoder.encode(target, UTF_8));
    }
}
