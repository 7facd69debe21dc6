package io.safire.tck.area.web;

import static io.safire.tck.area.web.BrowserLaunch.assertRejected;
import static io.safire.tck.area.web.BrowserLaunch.assertStateRejected;
import static io.safire.tck.area.web.BrowserLaunch.complete;
import static io.safire.tck.area.web.BrowserLaunch.encode;
import static io.safire.tck.area.web.BrowserLaunch.startLaunch;
import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.authorize;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TckContext.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.AuthorizationException;
import io.safire.launch.AuthorizationResponse;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.CookieJar;
import io.safire.tck.support.TckArchive;
import io.safire.web.LaunchRedirect;
import io.safire.web.LaunchRequest;
import io.safire.web.SmartLaunches;
import jakarta.inject.Inject;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Parameters of authorization responses: errors, {@code iss}, and repeated and unknown parameters. */
@SharedApplication("protocol")
@Tag("web")
@ArquillianTest
public class CallbackParametersTest {

    @Inject
    SmartLaunches launches;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(CallbackParametersTest.class)
                .with(BrowserLaunch.class)
                .server("callback", "public")
                .server("callback-other", "public")
                .server("promising", "public")
                .build();
    }

    @Test
    void reportsErrorResponse() {
        SandboxServer ehr = resetServer("callback");
        CookieJar browser = new CookieJar();
        LaunchRedirect started = startLaunch(launches, browser, LaunchRequest.standalone("callback"));

        assertThatThrownBy(() -> complete(launches, browser, deniedAccess(started)))
                .isInstanceOfSatisfying(AuthorizationException.class, thrown -> {
                    assertThat(thrown.errorCode()).contains("access_denied");
                    assertThat(thrown.errorDescription()).contains("the user denied access");
                    assertThat(thrown.errorUri()).contains("https://as.example/e1");
                    assertThat(thrown.server()).contains("callback");
                });
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    void endsLaunchAfterErrorResponse() {
        SandboxServer ehr = resetServer("callback");
        CookieJar browser = new CookieJar();
        LaunchRedirect started = startLaunch(launches, browser, LaunchRequest.standalone("callback"));

        assertThatThrownBy(() -> complete(launches, browser, deniedAccess(started)))
                .isInstanceOf(AuthorizationException.class);
        assertStateRejected("completed already", () -> complete(launches, browser, deniedAccess(started)));
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    private static String deniedAccess(LaunchRedirect started) {
        return "error=access_denied&error_description=the+user+denied+access&error_uri=https%3A%2F%2Fas.example%2Fe1"
                + "&session_state=x&state=" + started.request().state();
    }

    @Test
    void namesRejectedLaunchParameterAsCause() {
        SandboxServer ehr = resetServer("callback");
        CookieJar browser = new CookieJar();
        LaunchRedirect fromEhr =
                startLaunch(launches, browser, LaunchRequest.ehr(ehr.fhirBase().toString(), "launch-of-yesterday"));
        assertThatThrownBy(() -> complete(launches, browser, invalidRequest(fromEhr)))
                .isInstanceOf(AuthorizationException.class)
                .satisfies(saying("launch parameter"));
    }

    @Test
    void namesNoLaunchParameterForStandaloneLaunch() {
        resetServer("callback");
        CookieJar browser = new CookieJar();
        LaunchRedirect standalone = startLaunch(launches, browser, LaunchRequest.standalone("callback"));
        assertThatThrownBy(() -> complete(launches, browser, invalidRequest(standalone)))
                .isInstanceOf(AuthorizationException.class)
                .hasMessageNotContaining("launch parameter");
    }

    private static String invalidRequest(LaunchRedirect started) {
        return "error=invalid_request&error_description=the+launch+value+is+unknown&state="
                + started.request().state();
    }

    @Test
    void rejectsResponseOfAnotherIssuer() {
        SandboxServer ehr = resetServer("callback");
        SandboxServer attacker = server("callback-other");
        CookieJar browser = new CookieJar();
        LaunchRedirect started = startLaunch(launches, browser, LaunchRequest.standalone("callback"));
        String query = "code=abc&state=" + started.request().state() + "&iss="
                + encode(attacker.issuer().toString());
        assertRejected("iss", () -> complete(launches, browser, query));
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    void rejectsMissingIssIfServerAdvertisesIt() {
        SandboxServer ehr = resetServer("promising");
        ehr.patchMetadata(SandboxJson.createObjectBuilder()
                .add("authorization_response_iss_parameter_supported", true)
                .build());
        CookieJar browser = new CookieJar();
        LaunchRedirect started = startLaunch(launches, browser, LaunchRequest.standalone("promising"));
        launches.complete(authorize(ehr, started.request()), browser.cookies());
        ehr.setQuirks(Quirk.AUTHORIZE_NO_ISS);
        LaunchRedirect again = startLaunch(launches, browser, LaunchRequest.standalone("promising"));
        AuthorizationResponse responseWithoutIss = authorize(ehr, again.request());
        assertRejected("iss", () -> launches.complete(responseWithoutIss, browser.cookies()));
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
    }

    @Test
    void acceptsMissingIssIfNotAdvertised() {
        SandboxServer ehr = resetServer("callback");
        ehr.setQuirks(Quirk.AUTHORIZE_NO_ISS);
        CookieJar browser = new CookieJar();
        LaunchRedirect started = startLaunch(launches, browser, LaunchRequest.standalone("callback"));
        AuthorizationResponse response = authorize(ehr, started.request());
        assertThat(response.iss()).isEmpty();
        assertThat(launches.complete(response, browser.cookies()).server()).isEqualTo("callback");
    }

    @Test
    void rejectsRepeatedParameters() {
        SandboxServer ehr = resetServer("callback");
        CookieJar browser = new CookieJar();
        LaunchRedirect started = startLaunch(launches, browser, LaunchRequest.standalone("callback"));

        String query = ehr.authorize(started.request().uri()).query();
        assertRejected(
                "state",
                () -> complete(
                        launches, browser, query + "&state=" + started.request().state()));
        assertRejected("code", () -> complete(launches, browser, "code=abc&" + query));
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    void ignoresUnknownParameters() {
        SandboxServer ehr = resetServer("callback");
        CookieJar browser = new CookieJar();
        LaunchRedirect started = startLaunch(launches, browser, LaunchRequest.standalone("callback"));

        String query = ehr.authorize(started.request().uri()).query();
        assertThat(complete(launches, browser, query + "&session_state=1&x=%3Cscript%3E")
                        .server())
                .isEqualTo("callback");
    }
}
