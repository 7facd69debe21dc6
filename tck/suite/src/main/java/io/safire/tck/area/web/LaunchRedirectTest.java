package io.safire.tck.area.web;

import static io.safire.tck.area.web.BrowserLaunch.assertRejected;
import static io.safire.tck.area.web.BrowserLaunch.assertStateRejected;
import static io.safire.tck.area.web.BrowserLaunch.startLaunch;
import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.authorize;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TckContext.server;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.DiscoveryException;
import io.safire.launch.AuthorizationResponse;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.CookieJar;
import io.safire.tck.support.TckArchive;
import io.safire.token.Scopes;
import io.safire.web.LaunchRedirect;
import io.safire.web.LaunchRequest;
import io.safire.web.RequestCookies;
import io.safire.web.SmartLaunches;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Starts of launches: the launch parameters, the cookie, and the redirect to the authorization endpoint. */
@SharedApplication("protocol")
@Tag("web")
@ArquillianTest
public class LaunchRedirectTest {

    private static final String LOOPBACK = "http://localhost:8080/callback";

    @Inject
    SmartLaunches launches;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(LaunchRedirectTest.class)
                .with(BrowserLaunch.class)
                .server("starting", "public")
                .server("insecure", "public")
                .server("local", "public")
                .set("local", "redirect-uri", LOOPBACK)
                .build();
    }

    @Test
    void rejectsLaunchOfUnconfiguredIss() {
        SandboxServer ehr = resetServer("starting");
        String base = ehr.fhirBase().toString();
        assertEach(
                List.of("https://fhir.attacker.example/r4", base + "/other", base + "@attacker.example", "x"), iss -> {
                    assertRejected("iss", () -> launches.start(LaunchRequest.ehr(iss, "abc")));
                    assertRejected(
                            "iss",
                            () -> launches.start(LaunchRequest.ehr(iss, "abc").withServer("starting")));
                });
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/41")
    void sendsIssOfLaunchUnchangedAsAud() {
        SandboxServer ehr = resetServer("starting");
        String iss = ehr.fhirBase() + "/";
        ehr.authorize(launches.start(LaunchRequest.ehr(iss, "abc")).request().uri());
        assertThat(authorizationRequest(ehr).query()).containsEntry("aud", iss);
    }

    @Test
    @Assertion(id = {"smart-2.2.0/35", "smart-2.2.0/161"})
    void sendsLaunchParameterOfEhr() {
        SandboxServer ehr = resetServer("starting");
        String launch = ehr.startLaunch(
                SandboxJson.createObjectBuilder().add("patient", "pat-3").build());
        ehr.authorize(launches.start(LaunchRequest.ehr(ehr.fhirBase().toString(), launch))
                .request()
                .uri());
        assertThat(authorizationRequest(ehr).query()).containsEntry("launch", launch);
    }

    @Test
    @Assertion(id = "smart-2.2.0/161")
    void rejectsEhrLaunchWithoutIssOrLaunch() {
        String base = server("starting").fhirBase().toString();
        assertRejected("iss", () -> LaunchRequest.ehr(null, "abc"));
        assertRejected("iss", () -> LaunchRequest.ehr(" ", "abc"));
        assertRejected("launch", () -> LaunchRequest.ehr(base, null));
        assertRejected("launch", () -> LaunchRequest.ehr(base, ""));
    }

    @Test
    @Assertion(id = {"smart-2.2.0/1", "smart-2.2.0/61"})
    void setsSecureHostOnlyPartitionedCookie() {
        resetServer("starting");
        LaunchRedirect started = launches.start(LaunchRequest.standalone("starting"));
        assertThat(started.response().header("Set-Cookie"))
                .singleElement()
                .asString()
                .matches(
                        "__Host-safire-[A-Za-z0-9_-]{16}=[A-Za-z0-9._-]{43,1024}; Path=/; Max-Age=4200; Secure; HttpOnly;"
                                + " SameSite=None; Partitioned");
    }

    @Test
    void preventsCachingAndReferrerOfRedirect() {
        resetServer("starting");
        LaunchRedirect started = launches.start(LaunchRequest.standalone("starting"));
        assertThat(started.response().header("Cache-Control")).containsExactly("no-store");
        assertThat(started.response().header("Referrer-Policy")).containsExactly("no-referrer");
    }

    @Test
    void setsCookieWithoutSecureForLoopbackRedirectUri() {
        resetServer("local");
        LaunchRedirect started = launches.start(LaunchRequest.standalone("local"));
        assertThat(started.response().header("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith("safire-")
                .contains("; Path=/; ", "; HttpOnly", "; SameSite=Lax")
                .doesNotContain("Secure");
    }

    @Test
    void bindsLaunchWithLoopbackRedirectUriToBrowser() {
        SandboxServer ehr = resetServer("local");
        ehr.registerClient(SandboxClient.publicClient("app-local", LOOPBACK));
        CookieJar browser = new CookieJar();
        LaunchRedirect started = startLaunch(launches, browser, LaunchRequest.standalone("local"));
        AuthorizationResponse response = authorize(ehr, started.request());
        assertStateRejected("another browser", () -> launches.complete(response, RequestCookies.none()));
        assertThat(launches.complete(response, browser.cookies()).server()).isEqualTo("local");
    }

    @Test
    void rejectsLaunchTooLargeForCookie() {
        resetServer("starting");
        String noise = new Random(1)
                .ints(6_000, 0, 36)
                .mapToObj(digit -> Character.toString(Character.forDigit(digit, 36)))
                .collect(Collectors.joining());
        assertRejected(
                "scope",
                () -> launches.start(
                        LaunchRequest.standalone("starting").withScopes(Scopes.parse("launch/patient " + noise))));
    }

    @Test
    @Assertion(id = "smart-2.2.0/6")
    void rejectsForeignReturnPath() {
        LaunchRequest request = LaunchRequest.standalone("starting");
        assertEach(
                List.of(
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
                        "/" + "a".repeat(2000)),
                target -> assertRejected("return_to", () -> request.withReturnTo(target)));
    }

    @Test
    @Assertion(id = "smart-2.2.0/6")
    void acceptsLocalReturnPath() {
        LaunchRequest request = LaunchRequest.standalone("starting");
        assertEach(
                List.of("/", "/chart", "/app/chart.xhtml?next=https://x.example//y#a", "/%C3%A9"),
                target -> assertThat(request.withReturnTo(target).returnTo()).hasToString(target));
    }

    @Test
    @Assertion(id = {"smart-2.2.0/3", "smart-2.2.0/50", "smart-2.2.0/51"})
    void sendsShortAuthorizationRequestByGet() {
        SandboxServer ehr = resetServer("starting");
        LaunchRedirect started = launches.start(LaunchRequest.standalone("starting"));
        assertThat(started.response().status()).isEqualTo(303);
        ehr.authorize(URI.create(started.response().header("Location").get(0)));
        RecordedRequest sent = authorizationRequest(ehr);
        assertThat(sent.method()).isEqualTo("GET");
        assertThat(sent.query())
                .containsEntry("response_type", "code")
                .containsEntry("client_id", "app-starting")
                .containsEntry("state", started.request().state());
        assertThat(started.response().header("Location"))
                .containsExactly(started.request().uri().toString());
        assertThat(started.response().body()).isEmpty();
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
}
