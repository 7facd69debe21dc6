package io.safire.tck.area.launch;

import static io.safire.tck.support.MetadataVersions.endpointsOf;
import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TckContext.server;
import static io.safire.tck.support.TestCases.assertEach;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.error.TokenException;
import io.safire.error.ValidationException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.IdTokenPlan;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.Scopes;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Servers whose metadata contains endpoints or the issuer of another authorization server. */
@SharedApplication("protocol")
@Tag("launch")
@ArquillianTest
public class MixUpAttackTest {

    private static final Scopes SYSTEM = Scopes.of("system/*.rs");
    private static final List<String> ASYMMETRIC =
            List.of("auth-hospital", "auth-audience", "auth-backend", "auth-alone", "auth-listed", "auth-apart");

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(MixUpAttackTest.class)
                .server("auth-mixed", "public")
                .server("auth-redirect", "public")
                .server("auth-shared", "public")
                .duplicateRegistration("auth-twin", "auth-shared")
                .server("auth-claim", "public")
                .server("auth-outage", "public")
                .server("auth-error", "public")
                .server("auth-silent", "public");
        for (String name : List.of("auth-pinned", "auth-unknown")) {
            archive.server(name, "public")
                    .setUrl(name, "authorization-endpoint", name, "/auth/authorize")
                    .setUrl(name, "token-endpoint", name, "/auth/token");
        }
        archive.setIssuer("auth-pinned");
        for (String name : ASYMMETRIC) {
            archive.server(name, "confidential-asymmetric")
                    .set(name, "private-key", TestKeys.pem(TestKeys.EC))
                    .set(name, "kid", "ec-1");
        }
        return archive.endpointHosts(
                        "auth-listed",
                        sandbox -> Stream.of(sandbox.open("auth-elsewhere").issuer()))
                .build();
    }

    /**
     * A client that accepted the hospital's token endpoint would send the hostile server a client assertion whose
     * {@code aud} is this token endpoint.
     */
    @Test
    @Assertion(id = "smart-2.2.0/1")
    void sendsNoAssertionWhenTokenEndpointIsOfAnotherServer() {
        SandboxServer hostile = resetServer("auth-audience");
        SandboxServer hospital = resetServer("auth-hospital");
        hostile.patchMetadata(SandboxJson.createObjectBuilder()
                .add("token_endpoint", hospital.tokenEndpoint().toString())
                .build());
        SmartClient client = clients.client("auth-audience");
        assertEach(
                Map.<String, Runnable>of(
                        "introspection",
                        () -> client.tokens().introspect("token-0123456789"),
                        "revocation",
                        () -> client.tokens().revokeRefreshToken("token-0123456789"),
                        "token request",
                        () -> client.requestToken(SYSTEM)),
                call -> {
                    assertThatThrownBy(call::run)
                            .isInstanceOf(DiscoveryException.class)
                            .hasMessageContaining("token_endpoint")
                            .hasMessageContaining(hospital.tokenEndpoint().getAuthority())
                            .hasMessageContaining("safire.auth-audience.endpoint-hosts");
                });
        assertThat(hostile.requests(Endpoint.INTROSPECT)).isEmpty();
        assertThat(hostile.requests(Endpoint.REVOKE)).isEmpty();
        assertThat(hospital.requests(Endpoint.TOKEN)).isEmpty();
    }

    /**
     * A client that requested a token at the hospital would send a valid token of the hospital to the
     * hostile FHIR server.
     */
    @Test
    @Assertion(id = "smart-2.2.0/1")
    void requestsNoTokenAtAnotherConfiguredServer() {
        SandboxServer hospital = resetServer("auth-hospital");
        resetServer("auth-backend").patchMetadata(endpointsOf(hospital));
        assertThatThrownBy(() -> clients.client("auth-backend").requestToken(SYSTEM))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("auth-hospital")
                .hasMessageContaining("safire.auth-backend.endpoint-hosts")
                .satisfies(saying("belongs to the configured server auth-hospital"));
        assertThat(hospital.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/1")
    void rejectsLaunchWhenEndpointOriginsDiffer() {
        SandboxServer hospital = resetServer("auth-hospital");
        resetServer("auth-mixed")
                .patchMetadata(SandboxJson.createObjectBuilder()
                        .add(
                                "authorization_endpoint",
                                hospital.authorizationEndpoint().toString())
                        .build());
        assertThatThrownBy(() -> clients.client("auth-mixed").authorize(Launch.standalone()))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("token_endpoint")
                .hasMessageContaining("safire.auth-mixed.endpoint-hosts")
                .hasMessageContaining("safire.auth-mixed.token-endpoint");
    }

    @Test
    @Assertion(id = "smart-2.2.0/1")
    void comparesWithTokenEndpointIfOnlyOneIsNamed() {
        SandboxServer alone = resetServer("auth-alone");
        URI elsewhere = server("auth-elsewhere").introspectionEndpoint();
        alone.patchMetadata(SandboxJson.createObjectBuilder()
                .addNull("authorization_endpoint")
                .add("introspection_endpoint", elsewhere.toString())
                .build());
        SmartClient client = clients.client("auth-alone");
        assertThat(client.requestToken(SYSTEM).accessToken().value()).isNotBlank();
        assertThatThrownBy(() -> client.tokens().introspect("token-0123456789"))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("introspection_endpoint");
        assertThat(server("auth-elsewhere").requests(Endpoint.INTROSPECT)).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/226")
    void acceptsAuthorizationServerOnAnotherHost() {
        SandboxServer elsewhere = resetServer("auth-elsewhere");
        resetServer("auth-apart").patchMetadata(endpointsOf(elsewhere));
        SmartClient client = clients.client("auth-apart");
        assertThat(client.authorize(Launch.standalone()).endpoint()).isEqualTo(elsewhere.authorizationEndpoint());
        // the client is not registered at the other server
        assertThatThrownBy(() -> client.requestToken(SYSTEM)).isInstanceOf(TokenException.class);
        assertThat(elsewhere.requests(Endpoint.TOKEN)).isNotEmpty();
    }

    @Test
    void acceptsEndpointOnConfiguredHost() {
        SandboxServer elsewhere = resetServer("auth-elsewhere");
        resetServer("auth-listed")
                .patchMetadata(SandboxJson.createObjectBuilder()
                        .add(
                                "introspection_endpoint",
                                elsewhere.introspectionEndpoint().toString())
                        .build());
        SmartClient client = clients.client("auth-listed");
        assertThatThrownBy(() -> client.tokens().introspect("token-0123456789")).isInstanceOf(TokenException.class);
        assertThat(elsewhere.requests(Endpoint.INTROSPECT)).isNotEmpty();
    }

    @Test
    void acceptsTwoRegistrationsAtOneServer() {
        SandboxServer shared = resetServer("auth-shared");
        assertThat(launch(clients.client("auth-shared"), shared).accessToken().value())
                .isNotBlank();
        assertThat(launch(clients.client("auth-twin"), shared).accessToken().value())
                .isNotBlank();
    }

    @Test
    void rejectsDiscoveryRedirectToAnotherOrigin() {
        SandboxServer hospital = resetServer("auth-hospital");
        resetServer("auth-redirect")
                .script(Endpoint.SMART_CONFIGURATION, ScriptedResponse.redirect(hospital.smartConfiguration()));
        assertThatThrownBy(() -> clients.client("auth-redirect").metadata())
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining(hospital.smartConfiguration().toString())
                .hasMessageContaining("safire.auth-redirect.base-url")
                .hasMessageContaining("safire.auth-redirect.endpoint-hosts")
                .satisfies(saying("Blocked redirect to another origin: " + hospital.smartConfiguration()));
        assertThat(hospital.requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
    }

    /** The hostile server signs with its own keys, and the hospital's issuer has no {@code openid-configuration}. */
    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsIssuerOfAnotherServer() {
        SandboxServer hostile = resetServer("auth-claim");
        SandboxServer hospital = resetServer("auth-hospital");
        JsonObjectBuilder issuer = SandboxJson.createObjectBuilder()
                .add("issuer", hospital.issuer().toString());
        hostile.patchMetadata(issuer.build());
        hostile.setQuirks(Quirk.AUTHORIZE_NO_ISS);
        hostile.setIdTokenPlan(IdTokenPlan.normal()
                .claims(SandboxJson.createObjectBuilder()
                        .add("iss", hospital.issuer().toString())
                        .build()));
        hospital.script(Endpoint.OPENID_CONFIGURATION, ScriptedResponse.status(404));
        assertThatThrownBy(() -> launch(clients.client("auth-claim"), hostile))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("auth-hospital")
                .hasMessageContaining("safire.auth-claim.issuer")
                .satisfies(saying("belongs to the configured server auth-hospital"));
        assertThat(hostile.requests(Endpoint.JWKS)).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/218")
    void usesJwksUriOfSmartMetadataOnlyAfter404() {
        SandboxServer ehr = resetServer("auth-outage");
        ehr.script(Endpoint.OPENID_CONFIGURATION, ScriptedResponse.status(500));
        assertThatThrownBy(() -> launch(clients.client("auth-outage"), ehr))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("500")
                .satisfies(saying("HTTP 500", "No setting of the client is the cause"));
        assertThat(ehr.requests(Endpoint.JWKS)).isEmpty();
    }

    @Test
    void validatesIssBeforeErrorCode() {
        resetServer("auth-error");
        assertIssuerRejected("auth-error", "error=access_denied");
    }

    @Test
    void validatesIssAgainstConfiguredIssuer() {
        SandboxServer ehr = resetServer("auth-pinned");
        assertIssuerRejected("auth-pinned", "code=abc");
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
        assertThat(launch(clients.client("auth-pinned"), ehr).findings()).isEmpty();
    }

    /** The hostile server hides its issuer, and lets the user sign in at the hospital. */
    @Test
    @Assertion(id = "smart-2.2.0/1")
    void rejectsResponseOfHospitalIfOwnIssuerIsUnknown() {
        SandboxServer hospital = resetServer("auth-hospital");
        SandboxServer hostile = resetServer("auth-claim");
        hostile.patchMetadata(
                SandboxJson.createObjectBuilder().addNull("issuer").build());
        assertEach(Map.of("auth-claim", hostile, "auth-unknown", resetServer("auth-unknown")), ehr -> {
            SmartClient client = clients.client(ehr == hostile ? "auth-claim" : "auth-unknown");
            AuthorizationRequest request = client.authorize(Launch.standalone());
            String query = "code=abc&state=" + request.state() + "&iss="
                    + URLEncoder.encode(hospital.issuer().toString(), UTF_8);
            assertThatThrownBy(() -> client.exchange(request, AuthorizationResponse.parse(query)))
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContaining(hospital.issuer().toString())
                    .hasMessageContaining("auth-hospital");
            assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
        });
    }

    @Test
    void reportsFindingForUnknownIssuer() {
        SandboxServer ehr = resetServer("auth-unknown");
        assertThat(launch(clients.client("auth-unknown"), ehr).findings().toString())
                .contains(ehr.issuer().toString(), "safire.auth-unknown.callback-issuer");
    }

    @Test
    void reportsFindingForSharedRedirectUri() {
        SandboxServer ehr = resetServer("auth-silent");
        ehr.setQuirks(Quirk.AUTHORIZE_NO_ISS);
        assertThat(launch(clients.client("auth-silent"), ehr).findings().toString())
                .contains("safire.auth-silent.redirect-uri");
    }

    private void assertIssuerRejected(String name, String response) {
        SmartClient client = clients.client(name);
        AuthorizationRequest request = client.authorize(Launch.standalone());
        String query = response + "&state=" + request.state() + "&iss=https%3A%2F%2Fas.attacker.example";
        assertThatThrownBy(() -> client.exchange(request, AuthorizationResponse.parse(query)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("https://as.attacker.example")
                .hasMessageContaining("safire." + name + ".callback-issuer");
    }
}
