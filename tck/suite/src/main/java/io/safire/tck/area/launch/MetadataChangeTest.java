package io.safire.tck.area.launch;

import static io.safire.tck.support.MetadataVersions.issuerAndEndpointsOf;
import static io.safire.tck.support.MetadataVersions.publish;
import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.authorize;
import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TckContext.server;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.DiscoveryException;
import io.safire.error.TokenException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Hostile servers whose metadata alternates between the endpoints of an honest server and the endpoints of the hostile
 * server.
 */
@SharedApplication("protocol")
@Tag("launch")
@ArquillianTest
public class MetadataChangeTest {

    private static final String TOKEN = "token-0123456789";
    private static final JsonObject NO_PATCH = JsonValue.EMPTY_JSON_OBJECT;

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(MetadataChangeTest.class)
                .server("change-hospital", "public")
                .server("change-code", "public")
                .server("change-silent", "public")
                .server("change-pinned", "public")
                .setUrl("change-pinned", "token-endpoint", "change-pinned", "/auth/token")
                .server("change-listed", "public")
                .endpointHosts(
                        "change-listed",
                        sandbox -> Stream.of(sandbox.open("change-listed-as").issuer()));
        for (String name : List.of("change-assertion", "change-receiver")) {
            archive.server(name, "confidential-asymmetric")
                    .set(name, "private-key", TestKeys.pem(TestKeys.EC))
                    .set(name, "kid", "ec-1");
        }
        return archive.withoutMinimumMetadataLifetime(
                        "change-code",
                        "change-silent",
                        "change-pinned",
                        "change-listed",
                        "change-assertion",
                        "change-receiver")
                .setUrl("change-receiver", "introspection-endpoint", "change-receiver", "/auth/introspect")
                .setUrl("change-receiver", "revocation-endpoint", "change-receiver", "/auth/revoke")
                .build();
    }

    /**
     * Both versions of the metadata contain the issuer of the honest server, so the client accepts the {@code iss} of
     * the honest server.
     */
    @Test
    @Assertion(id = {"smart-2.2.0/1", "smart-2.2.0/62"})
    void sendsNoCodeToTokenEndpointOfChangedMetadata() {
        SandboxServer hostile = server("change-code");
        SandboxServer honest = registerClient("change-code", resetServer("change-code-honest"));
        SmartClient client = clients.client("change-code");
        publish(hostile, issuerAndEndpointsOf(honest));
        AuthorizationRequest request = client.authorize(Launch.standalone());
        AuthorizationResponse response = authorize(honest, request);
        publish(hostile, object("issuer", honest.issuer().toString()));
        assertCodeNotSent(client, request, response, hostile);
        assertThat(honest.requests(Endpoint.TOKEN)).isEmpty();
        publish(hostile, issuerAndEndpointsOf(honest));
        assertThat(client.exchange(request, response).accessToken().value()).isNotBlank();
        assertThat(honest.requests(Endpoint.TOKEN)).hasSize(1);
        assertThat(hostile.requests(Endpoint.TOKEN)).isEmpty();
    }

    /**
     * The honest server is configured and sends no {@code iss}. The metadata of the hostile server names the
     * authorization endpoint of the honest server, and therefore no token endpoint.
     */
    @Test
    @Assertion(id = {"smart-2.2.0/1", "smart-2.2.0/62"})
    void sendsNoCodeOfConfiguredServerToAnother() {
        SandboxServer hostile = server("change-silent");
        SandboxServer hospital = registerClient("change-silent", resetServer("change-hospital"));
        hospital.setQuirks(Quirk.AUTHORIZE_NO_ISS, Quirk.AUTHORIZE_ANY_AUD);
        SmartClient client = clients.client("change-silent");
        publish(
                hostile,
                SandboxJson.createObjectBuilder(authorizationEndpointOf(hospital))
                        .addNull("token_endpoint")
                        .build());
        assertThatThrownBy(() -> client.authorize(Launch.standalone()))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("token_endpoint")
                .satisfies(saying("response missing required field 'token_endpoint'"));
        publish(hostile, NO_PATCH);
        assertThat(launch(client, hostile).accessToken().value()).isNotBlank();
        assertThat(hostile.requests(Endpoint.TOKEN)).hasSize(1);
        assertThat(launch(clients.client("change-hospital"), hospital)
                        .accessToken()
                        .value())
                .isNotBlank();
    }

    @Test
    @Assertion(id = "smart-2.2.0/1")
    void sendsNoForeignCodeToConfiguredTokenEndpoint() {
        SandboxServer hostile = server("change-pinned");
        SmartClient client = clients.client("change-pinned");
        assertLaunchRejected(client, hostile, authorizationEndpointOf(resetServer("change-pinned-honest")));
        publish(hostile, NO_PATCH);
        assertThat(launch(client, hostile).accessToken().value()).isNotBlank();
        assertThat(hostile.requests(Endpoint.TOKEN)).hasSize(1);
    }

    @Test
    @Assertion(id = "smart-2.2.0/1")
    void sendsNoForeignCodeToListedTokenEndpoint() {
        SandboxServer hostile = server("change-listed");
        SandboxServer listed = resetServer("change-listed-as");
        SmartClient client = clients.client("change-listed");
        JsonObject own = object("token_endpoint", listed.tokenEndpoint().toString());
        JsonObject honest = SandboxJson.createObjectBuilder(own)
                .addAll(SandboxJson.createObjectBuilder(authorizationEndpointOf(resetServer("change-listed-honest"))))
                .build();
        assertLaunchRejected(client, hostile, honest);
        publish(hostile, own);
        // the client is not registered at the listed server
        assertThatThrownBy(() -> launch(client, hostile)).isInstanceOf(TokenException.class);
        assertThat(listed.requests(Endpoint.TOKEN)).isNotEmpty();
    }

    /**
     * Two consecutive reads return different versions of the metadata. A client must not combine an endpoint of one
     * version of the metadata with the audience of the other version.
     */
    @Test
    @Assertion(id = {"smart-2.2.0/1", "smart-2.2.0/329"})
    void addressesAssertionToReceivingServer() {
        SandboxServer hostile = server("change-assertion");
        SandboxServer honest = resetServer("change-assertion-honest");
        SmartClient client = clients.client("change-assertion");
        assertEach(calls(client), call -> {
            publish(hostile, NO_PATCH, issuerAndEndpointsOf(honest));
            for (int times = 0; times < 4; times++) {
                // the client is not registered at the honest server
                catchThrowable(call::run);
            }
            assertThat(audiences(hostile)).allMatch(hostile.tokenEndpoint().toString()::equals);
            assertThat(audiences(honest)).allMatch(honest.tokenEndpoint().toString()::equals);
            publish(hostile, NO_PATCH);
            call.run();
            assertThat(audiences(hostile))
                    .containsExactly(hostile.tokenEndpoint().toString());
        });
    }

    @Test
    @Assertion(id = {"smart-2.2.0/1", "smart-2.2.0/329"})
    void rejectsAssertionForOtherServer() {
        SandboxServer hostile = server("change-receiver");
        SandboxServer honest = resetServer("change-receiver-honest");
        SmartClient client = clients.client("change-receiver");
        assertEach(calls(client), call -> {
            publish(hostile, issuerAndEndpointsOf(honest));
            Throwable failure = catchThrowable(call::run);
            assertThat(audiences(hostile)).isEmpty();
            assertThat(failure)
                    .isInstanceOf(DiscoveryException.class)
                    .hasMessageContaining(honest.tokenEndpoint().getAuthority())
                    .hasMessageContaining("safire.change-receiver.token-endpoint");
            publish(hostile, NO_PATCH);
            call.run();
            assertThat(audiences(hostile))
                    .containsExactly(hostile.tokenEndpoint().toString());
        });
    }

    private static void assertCodeNotSent(
            SmartClient client, AuthorizationRequest request, AuthorizationResponse response, SandboxServer hostile) {
        assertThat(response.code()).isPresent();
        Throwable failure = catchThrowable(() -> client.exchange(request, response));
        assertThat(hostile.requests(Endpoint.TOKEN)).isEmpty();
        assertThat(failure)
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("token_endpoint")
                .hasMessageContaining(hostile.tokenEndpoint().getAuthority())
                .hasMessageContaining(request.endpoint().getAuthority())
                .hasMessageContaining("safire." + client.name() + ".endpoint-hosts")
                .hasMessageContaining("safire." + client.name() + ".token-endpoint");
    }

    private static void assertLaunchRejected(SmartClient client, SandboxServer hostile, JsonObject metadata) {
        publish(hostile, metadata);
        assertThatThrownBy(() -> client.authorize(Launch.standalone()))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("authorization_endpoint")
                .hasMessageContaining("safire." + client.name() + ".endpoint-hosts")
                .hasMessageContaining("safire." + client.name() + ".authorization-endpoint");
    }

    /**
     * Registers the client's {@code client_id} at the honest server too, and makes the honest server accept any
     * {@code aud}.
     */
    private static SandboxServer registerClient(String client, SandboxServer honest) {
        honest.registerClient(SandboxClient.publicClient("app-" + client, TckArchive.REDIRECT_URI));
        honest.setQuirks(Quirk.AUTHORIZE_ANY_AUD);
        return honest;
    }

    private static Map<String, Runnable> calls(SmartClient client) {
        return Map.of(
                "introspection", () -> client.tokens().introspect(TOKEN),
                "revocation", () -> client.tokens().revokeRefreshToken(TOKEN));
    }

    private static List<String> audiences(SandboxServer server) {
        return Stream.of(Endpoint.INTROSPECT, Endpoint.REVOKE)
                .flatMap(endpoint -> server.requests(endpoint).stream())
                .map(request -> request.assertionClaims().getString("aud"))
                .toList();
    }

    private static JsonObject authorizationEndpointOf(SandboxServer other) {
        return object("authorization_endpoint", other.authorizationEndpoint().toString());
    }

    private static JsonObject object(String member, String value) {
        return SandboxJson.createObjectBuilder().add(member, value).build();
    }
}
