package io.safire.tck.safire.transport;

import static io.safire.tck.support.TckContext.CLIENT_SECRET;
import static io.safire.tck.support.TckContext.authorize;
import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.authentication.ClientType;
import io.safire.diagnosis.Finding;
import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.error.ValidationException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.registration.RegistrationException;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.bearer.WarningLog;
import io.safire.tck.managed.Polling;
import io.safire.tck.registration.SampleClientMetadata;
import io.safire.tck.support.RecordedLog;
import io.safire.tck.support.TckArchive;
import io.safire.token.RefreshRequest;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Explanations of failed requests: causes, settings, the curl command, logs, and whether the request was sent. */
@SharedApplication("transport")
@Tag("transport")
@ArquillianTest
public class NetworkErrorTest {

    private static final String USER_AGENT = "Growth-Chart/2.1 (contact: it@app.example)";
    private static final String HTTP_LOG = "io.safire.http";
    /** The maximum number of attempts of one request. */
    private static final int ATTEMPTS = 3;

    @Inject
    SmartClients clients;

    @Inject
    WarningLog warnings;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(NetworkErrorTest.class)
                .with(Polling.class, WarningLog.class, SampleClientMetadata.class)
                .withAuthority()
                .server("status", "public")
                .server("status-log", "public")
                .server("keys-forbidden", "public")
                .server("keys-unavailable", "public")
                .server("status-token", "confidential-symmetric")
                .set("status-token", "client-secret", CLIENT_SECRET)
                .server("agent", "confidential-symmetric")
                .set("agent", "client-secret", CLIENT_SECRET)
                .set("agent", "user-agent", USER_AGENT)
                .server("logged", "confidential-symmetric")
                .set("logged", "client-secret", CLIENT_SECRET)
                .unresponsiveServer("unresponsive")
                .server("sent-late", "public")
                .set("sent-late", "read-timeout", "PT1S")
                .server("sent-dropped", "public")
                .httpsServer("sent-untrusted", "public");
        addEndpoints(archive.server("sent-refused", "public"), "sent-refused", "http://localhost:1");
        addEndpoints(archive.server("sent-unknown", "public"), "sent-unknown", "https://as.hospital.invalid");
        return archive.build();
    }

    private static void addEndpoints(TckArchive archive, String server, String origin) {
        archive.set(server, "authorization-endpoint", origin + "/authorize")
                .set(server, "token-endpoint", origin + "/token");
    }

    @Test
    void explainsEachStatusOfFailedDiscovery() {
        SandboxServer ehr = resetServer("status");
        SmartClient client = clients.client("status");
        Map<Integer, String> causes = new LinkedHashMap<>();
        causes.put(400, "SAFIRE-0326");
        causes.put(401, "SAFIRE-0321");
        causes.put(403, "SAFIRE-0226");
        causes.put(404, "SAFIRE-0323");
        causes.put(410, "SAFIRE-0324");
        causes.put(429, "SAFIRE-0221");
        causes.put(500, "SAFIRE-0222");
        causes.put(502, "SAFIRE-0223");
        causes.put(503, "SAFIRE-0224");
        causes.put(504, "SAFIRE-0223");
        causes.forEach((status, id) -> {
            scriptAlways(ehr, Endpoint.SMART_CONFIGURATION, ScriptedResponse.status(status));
            DiscoveryException failure = catchThrowableOfType(DiscoveryException.class, client::metadata);
            assertThat(failure.status()).hasValue(status);
            assertThat(failure.endpoint()).isEqualTo(ehr.smartConfiguration());
            assertThat(failure).hasMessageContaining("(HTTP " + status + ")");
            assertThat(failure).hasMessageEndingWith("curl -v " + ehr.smartConfiguration());
            assertThat(failure.findings()).extracting(Finding::id).containsExactly(id);
            boolean baseUrlMayBeWrong = status == 400 || status == 401 || status == 404 || status == 410;
            assertThat(failure.getMessage().contains("safire.status.base-url"))
                    .as("HTTP " + status)
                    .isEqualTo(baseUrlMayBeWrong);
            ehr.reset();
        });
        assertThat(client.metadata().tokenEndpoint()).isPresent();
    }

    @Test
    void logsFailedDiscoveryOnce() {
        SandboxServer ehr = resetServer("status-log");
        scriptAlways(ehr, Endpoint.SMART_CONFIGURATION, ScriptedResponse.status(503));
        SmartClient client = clients.client("status-log");
        assertThatThrownBy(client::metadata).isInstanceOf(DiscoveryException.class);
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).hasSize(ATTEMPTS);
        assertThat(warnings.warningsAbout("status-log")).hasSize(1);
        assertThat(warnings.warningsAbout("status-log", "SAFIRE-0301")).hasSize(1);
        ehr.reset();
        client.metadata();
        assertThat(warnings.warningsAbout("status-log")).hasSize(1);
    }

    @Test
    void explainsStatusOfKeySet() {
        Map<String, Integer> statuses = Map.of("keys-forbidden", 403, "keys-unavailable", 503);
        assertEach(statuses.keySet(), name -> {
            int status = statuses.get(name);
            SandboxServer ehr = resetServer(name);
            SmartClient client = clients.client(name);
            AuthorizationRequest request = client.authorize(Launch.standalone());
            AuthorizationResponse response = authorize(ehr, request);
            scriptAlways(ehr, Endpoint.OPENID_CONFIGURATION, ScriptedResponse.status(status));
            ValidationException failure =
                    catchThrowableOfType(ValidationException.class, () -> client.exchange(request, response));
            assertThat(failure.code()).isEqualTo("SAFIRE-0805");
            assertThat(failure.findings())
                    .extracting(Finding::id)
                    .containsExactly(status == 403 ? "SAFIRE-0226" : "SAFIRE-0224");
            assertThat(failure)
                    .hasMessageContaining("HTTP " + status)
                    .hasMessageContaining("curl -v ")
                    .hasMessageNotContaining("trust-store");
        });
    }

    @Test
    void distinguishesMissingEndpointFromWrongCredential() {
        SandboxServer ehr = resetServer("status-token");
        SmartClient client = clients.client("status-token");
        assertEach(List.of(404, 405, 410), status -> {
            ehr.script(Endpoint.TOKEN, ScriptedResponse.status(status));
            assertThatThrownBy(() -> client.refresh(RefreshRequest.of("some-refresh-token")))
                    .hasMessageContaining("HTTP " + status)
                    .hasMessageContaining("Set safire.status-token.token-endpoint")
                    .hasMessageNotContaining("client-secret");
        });
        ehr.script(Endpoint.TOKEN, ScriptedResponse.status(403));
        assertThatThrownBy(() -> client.refresh(RefreshRequest.of("some-refresh-token")))
                .hasMessageContaining("firewall")
                .hasMessageContaining("safire.status-token.user-agent")
                .hasMessageContaining("safire.status-token.client-secret");
        ehr.script(Endpoint.TOKEN, ScriptedResponse.status(401));
        assertThatThrownBy(() -> client.refresh(RefreshRequest.of("some-refresh-token")))
                .hasMessageContaining("safire.status-token.client-secret")
                .hasMessageNotContaining("token-endpoint")
                .hasMessageNotContaining("user-agent");
        ehr.script(Endpoint.REGISTER, ScriptedResponse.status(404), ScriptedResponse.status(503));
        assertEach(List.of("safire.status-token.registration-endpoint", "overloaded"), cause -> {
            assertThatThrownBy(() -> client.registration()
                            .register(
                                    SampleClientMetadata.app(ClientType.PUBLIC).build()))
                    .isInstanceOf(RegistrationException.class)
                    .hasMessageContaining(cause);
        });
    }

    @Test
    void namesConnectTimeoutSetting() {
        SmartClient client = clients.client("unresponsive");
        NetworkException failure = catchThrowableOfType(NetworkException.class, client::metadata);
        assertThat(failure.code()).isEqualTo("SAFIRE-0210");
        assertThat(failure)
                .hasMessageContaining("HTTP request failed: Connection timed out")
                .hasMessageContaining("safire.unresponsive.connect-timeout")
                .hasMessageNotContaining("read-timeout");
        assertThat(failure.notSent()).isTrue();
    }

    @Test
    void tellsThatRequestWasNotSent() {
        for (String name : List.of("sent-refused", "sent-unknown", "unresponsive", "sent-untrusted")) {
            SmartClient client = clients.client(name);
            NetworkException failure = catchThrowableOfType(
                    NetworkException.class, () -> client.refresh(RefreshRequest.of("some-refresh-token")));
            assertThat(failure.notSent()).as(name).isTrue();
            assertMessageOfTransport(failure);
        }
    }

    private static void assertMessageOfTransport(NetworkException failure) {
        assertThat(failure.errorDescription()).isNotBlank();
        assertThat(failure).hasMessageContaining("HTTP request failed: " + failure.errorDescription() + " (http");
    }

    @Test
    void tellsThatRequestMayHaveBeenSent() {
        Map<String, ScriptedResponse> faults = Map.of(
                "sent-dropped", ScriptedResponse.drop(),
                "sent-late", ScriptedResponse.normal().hold());
        faults.forEach((name, fault) -> {
            SandboxServer ehr = resetServer(name);
            SmartClient client = clients.client(name);
            Polling.untilNoTimeout(client::metadata);
            ehr.script(Endpoint.TOKEN, fault);
            NetworkException failure = catchThrowableOfType(
                    NetworkException.class, () -> client.refresh(RefreshRequest.of("some-refresh-token")));
            assertThat(failure.notSent()).as(name).isFalse();
            assertMessageOfTransport(failure);
        });
    }

    @Test
    void sendsConfiguredUserAgentWithEachRequest() {
        Map<String, String> expected = Map.of("agent", USER_AGENT, "logged", "Safire-MicroProfile");
        expected.forEach((name, userAgent) -> {
            SandboxServer ehr = resetServer(name);
            ehr.setQuirks(Quirk.OPEN_REGISTRATION);
            SmartClient client = clients.client(name);
            TokenResponse tokens = launch(client, ehr);
            client.tokens().introspect(tokens.accessToken());
            client.tokens().revoke(tokens.accessToken());
            client.registration()
                    .register(SampleClientMetadata.app(ClientType.PUBLIC).build());
            for (Endpoint endpoint : List.of(
                    Endpoint.SMART_CONFIGURATION,
                    Endpoint.TOKEN,
                    Endpoint.OPENID_CONFIGURATION,
                    Endpoint.JWKS,
                    Endpoint.INTROSPECT,
                    Endpoint.REVOKE,
                    Endpoint.REGISTER)) {
                assertThat(ehr.requests(endpoint))
                        .as(name + " " + endpoint)
                        .isNotEmpty()
                        .allMatch(request -> request.header("user-agent").equals(userAgent))
                        .allMatch(request -> request.header("accept").contains("application/json"));
            }
        });
    }

    @Test
    @Assertion(id = {"smart-2.2.0/9", "smart-2.2.0/90"})
    void logsRequestsWithoutSecretsIfEnabled() {
        SandboxServer ehr = resetServer("logged");
        SmartClient client = clients.client("logged");
        try (RecordedLog disabled = new RecordedLog(HTTP_LOG, Level.INFO)) {
            client.refresh(RefreshRequest.of(launch(client, ehr)));
            assertThat(disabled.lines()).isEmpty();
        }
        try (RecordedLog enabled = new RecordedLog(HTTP_LOG, Level.ALL)) {
            TokenResponse tokens = client.refresh(RefreshRequest.of(launch(client, ehr)));
            String request = "logged: POST " + ehr.tokenEndpoint();
            assertThat(enabled.lines())
                    .anyMatch(line -> line.startsWith(request + " [") && line.contains("authorization: Basic ***"))
                    .anyMatch(line -> line.startsWith(request + ": HTTP 200 after "))
                    .allMatch(line -> line.startsWith("logged: "));
            assertThat(enabled.lines().toString())
                    .doesNotContain(
                            tokens.accessToken().value(),
                            tokens.refreshToken().orElseThrow(),
                            ehr.requests(Endpoint.TOKEN).get(0).header("authorization"),
                            "code_verifier");
        }
    }

    @Test
    void warnsOnceAboutHttpOnLoopback() {
        assertThat(warnings.generalWarnings("SAFIRE-0130"))
                .filteredOn(warning -> warning.contains("status-log"))
                .singleElement()
                .asString()
                .contains("unresponsive")
                .doesNotContain("sent-untrusted");
    }

    private static void scriptAlways(SandboxServer ehr, Endpoint endpoint, ScriptedResponse response) {
        ehr.script(endpoint, Collections.nCopies(ATTEMPTS, response).toArray(ScriptedResponse[]::new));
    }
}
