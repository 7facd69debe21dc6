package io.safire.tck.safire.web;

import static io.safire.tck.safire.deployed.DeployedApplication.HOSPITAL;
import static io.safire.tck.safire.deployed.DeployedApplication.HOSTILE;
import static io.safire.tck.safire.deployed.DeployedApplication.server;
import static io.safire.tck.safire.deployed.ErrorPageAssertions.assertShown;
import static io.safire.tck.support.MetadataVersions.issuerAndEndpointsOf;
import static io.safire.tck.support.MetadataVersions.publish;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.browser.CookieBrowser;
import io.safire.tck.browser.Hop;
import io.safire.tck.browser.Navigation;
import io.safire.tck.browser.NavigationTrace;
import io.safire.tck.safire.deployed.DeployedApplication;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Mix-up attacks by a hostile server on the server of a hospital. A browser uses the application of
 * {@link DeployedApplicationTest} over HTTP.
 */
@SharedApplication("deployed")
@Tag("web")
@ArquillianTest
public class DeployedMixUpAttackTest {

    private static final DeployedApplication APPLICATION = DeployedApplication.withLibrary();
    private static final JsonObject NO_PATCH = JsonValue.EMPTY_JSON_OBJECT;

    private final CookieBrowser browser = APPLICATION.browser();
    private final SandboxServer hospital = server(HOSPITAL);
    private final SandboxServer hostile = server(HOSTILE);

    @Deployment(testable = false)
    static WebArchive application() {
        return APPLICATION.archive();
    }

    /**
     * Makes the hospital omit {@code iss} and accept any {@code aud}, as many servers do. Otherwise, the checks of
     * {@code iss} and {@code aud} would already stop the attacks.
     */
    @BeforeEach
    void reset() {
        DeployedApplication.reset();
        hospital.setQuirks(Quirk.AUTHORIZE_NO_ISS, Quirk.AUTHORIZE_ANY_AUD);
    }

    @Test
    @Assertion(id = {"smart-2.2.0/1", "smart-2.2.0/329"})
    void sendsNoAssertionForAnotherServerAtSignOut() {
        publish(hostile, NO_PATCH);
        assertSignedIn(launch(HOSTILE));
        publish(hostile, object("token_endpoint", hospital.tokenEndpoint()));
        signOut();
        assertThat(audiences(hostile)).isEmpty();
        publish(hostile, NO_PATCH);
        assertSignedIn(launch(HOSTILE));
        signOut();
        assertThat(audiences(hostile))
                .isNotEmpty()
                .allMatch(hostile.tokenEndpoint().toString()::equals);
    }

    /** The application has no configuration for the other server, so its endpoints belong to no configured server. */
    @Test
    @Assertion(id = {"smart-2.2.0/1", "smart-2.2.0/329"})
    void sendsAssertionOnlyToItsAudienceAtSignOut() {
        SandboxServer other = server("web-other");
        other.reset();
        publish(hostile, NO_PATCH);
        assertSignedIn(launch(HOSTILE));
        publish(hostile, NO_PATCH, issuerAndEndpointsOf(other));
        signOut();
        assertThat(audiences(hostile)).allMatch(hostile.tokenEndpoint().toString()::equals);
        assertThat(audiences(other)).allMatch(other.tokenEndpoint().toString()::equals);
        publish(hostile, NO_PATCH);
        assertSignedIn(launch(HOSTILE));
        signOut();
        assertThat(audiences(hostile))
                .isNotEmpty()
                .allMatch(hostile.tokenEndpoint().toString()::equals);
    }

    @Test
    @Assertion(id = {"smart-2.2.0/1", "smart-2.2.0/62"})
    void sendsNoCodeOfAnotherServer() {
        publish(
                hostile,
                SandboxJson.createObjectBuilder(object("authorization_endpoint", hospital.authorizationEndpoint()))
                        .addNull("token_endpoint")
                        .build());
        Hop page = launch(HOSTILE).last();
        assertThat(page.url().getAuthority()).isNotEqualTo(hospital.issuer().getAuthority());
        assertShown(page, 502);
        assertThat(hospital.requests(Endpoint.AUTHORIZE)).isEmpty();
        publish(hostile, NO_PATCH);
        assertSignedIn(launch(HOSPITAL));
        assertThat(hospital.requests(Endpoint.TOKEN)).hasSize(1);
        assertSignedIn(launch(HOSTILE));
        assertThat(hostile.requests(Endpoint.TOKEN)).hasSize(1);
    }

    @Test
    @Assertion(id = "smart-2.2.0/1")
    void rejectsLaunchAtEndpointOfAnotherServer() {
        publish(hostile, object("authorization_endpoint", hospital.authorizationEndpoint()));
        Hop page = launch(HOSTILE).last();
        assertThat(hostile.requests(Endpoint.TOKEN)).isEmpty();
        assertShown(page, 502);
        assertThat(page.setCookies()).isEmpty();
        assertThat(hospital.requests(Endpoint.AUTHORIZE)).isEmpty();
        publish(hostile, NO_PATCH);
        assertSignedIn(launch(HOSTILE));
    }

    private NavigationTrace launch(String server) {
        return browser.navigate(Navigation.to(launchUrl(server)));
    }

    private static URI launchUrl(String server) {
        return APPLICATION.http("smart/launch?server=" + server + "&return_to="
                + APPLICATION.http("notes/cookies").getRawPath());
    }

    private static void assertSignedIn(NavigationTrace trace) {
        assertThat(trace.lastRequestTo("smart/callback").status())
                .as(trace.toString())
                .isEqualTo(303);
        assertThat(trace.last().status()).as(trace.toString()).isEqualTo(200);
    }

    private void signOut() {
        Navigation form = Navigation.form(APPLICATION.http("chart"), APPLICATION.http("smart/sign-out"));
        assertThat(browser.navigate(form).lastRequestTo("sign-out").status()).isEqualTo(303);
        assertThat(browser.navigate(Navigation.to(APPLICATION.http("chart")))
                        .last()
                        .status())
                .isEqualTo(401);
    }

    private static List<String> audiences(SandboxServer server) {
        return server.requests(Endpoint.REVOKE).stream()
                .map(request -> request.assertionClaims().getString("aud"))
                .toList();
    }

    private static JsonObject object(String member, URI value) {
        return SandboxJson.createObjectBuilder().add(member, value.toString()).build();
    }
}
