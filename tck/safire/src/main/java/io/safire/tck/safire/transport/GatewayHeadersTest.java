package io.safire.tck.safire.transport;

import static io.safire.tck.support.TckContext.CLIENT_SECRET;
import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.SharedApplication;
import io.safire.tck.managed.Polling;
import io.safire.tck.support.RecordedLog;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.RefreshRequest;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Headers that a gateway in front of a server requires, such as a subscription key. */
@SharedApplication("transport")
@Tag("transport")
@ArquillianTest
public class GatewayHeadersTest {

    private static final String HEADER = "x-gateway-key";
    private static final String KEY = "walnut-ferry-subscription";

    @Inject
    SmartClients clients;

    @Inject
    @RestClient
    GatewayApi api;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(GatewayHeadersTest.class)
                .server("gateway", "confidential-symmetric")
                .set("gateway", "client-secret", CLIENT_SECRET)
                .set("gateway", "headers.X-Gateway-Key", KEY)
                .with(GatewayApi.class, Polling.class)
                .server("gateway-fhir", "confidential-asymmetric")
                .restClient("gateway-fhir")
                .set("gateway-fhir", "private-key", TestKeys.pem(TestKeys.EC))
                .set("gateway-fhir", "kid", "ec-1")
                .set("gateway-fhir", "scopes", "system/*.rs")
                .set("gateway-fhir", "headers.X-Gateway-Key", KEY)
                .server("gateway-redirect", "public")
                .set("gateway-redirect", "headers.X-Gateway-Key", KEY)
                .server("gateway-beside", "public")
                .endpointHosts(
                        "gateway-redirect",
                        sandbox -> Stream.of(sandbox.open("gateway-beside").issuer()))
                .build();
    }

    @Test
    void sendsHeaderWithEachRequestAndHidesItsValue() {
        SandboxServer ehr = resetServer("gateway");
        SmartClient client = clients.client("gateway");
        try (RecordedLog log = new RecordedLog("io.safire.http", Level.FINE)) {
            TokenResponse tokens = launch(client, ehr);
            client.refresh(RefreshRequest.of(tokens.refreshToken().orElseThrow()));
            client.tokens().introspect(tokens.accessToken());
            client.tokens().revoke(tokens.accessToken());
            assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains(KEY));
        }
        for (Endpoint endpoint :
                List.of(Endpoint.SMART_CONFIGURATION, Endpoint.TOKEN, Endpoint.INTROSPECT, Endpoint.REVOKE)) {
            assertThat(ehr.requests(endpoint)).as(endpoint.name()).isNotEmpty().allMatch(request -> request.header(
                            HEADER)
                    .equals(KEY));
        }
        assertThat(client + " " + client.diagnose()).doesNotContain(KEY);
    }

    @Test
    void sendsHeaderWithFhirRequestsOnceInEachAttempt() {
        SandboxServer ehr = resetServer("gateway-fhir");
        assertThat(api.patient("pat-1")).contains("\"pat-1\"");
        ehr.discardAccessTokens();
        // a token that was issued less than a second ago is not replaced
        Polling.until(() -> isSuccessful(() -> api.patient("pat-1")));
        assertThat(ehr.requests(Endpoint.FHIR)).hasSizeGreaterThan(2).allMatch(request -> request.header(HEADER)
                .equals(KEY));
    }

    private static boolean isSuccessful(Supplier<String> request) {
        try {
            return request.get().contains("\"pat-1\"");
        } catch (WebApplicationException rejected) {
            return false;
        }
    }

    @Test
    void sendsHeaderNeitherAfterRedirectNorToOtherServer() {
        SandboxServer ehr = resetServer("gateway-redirect");
        SandboxServer beside = resetServer("gateway-beside");
        ehr.script(Endpoint.SMART_CONFIGURATION, ScriptedResponse.redirect(beside.smartConfiguration()));
        clients.client("gateway-redirect").metadata();
        clients.client("gateway-beside").metadata();
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION))
                .extracting(request -> request.header(HEADER))
                .containsExactly(KEY);
        assertThat(beside.requests(Endpoint.SMART_CONFIGURATION))
                .hasSize(2)
                .extracting(RecordedRequest::headers)
                .noneMatch(headers -> headers.containsKey(HEADER));
    }
}
