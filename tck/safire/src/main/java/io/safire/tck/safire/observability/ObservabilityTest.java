package io.safire.tck.safire.observability;

import static io.safire.tck.support.TckContext.CLIENT_SECRET;
import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.DiscoveryException;
import io.safire.error.TokenException;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.managed.ConcurrentCallers;
import io.safire.tck.managed.Polling;
import io.safire.tck.safire.observe.ApplicationSpan;
import io.safire.tck.safire.observe.ExportedPoint;
import io.safire.tck.safire.observe.ExportedSpan;
import io.safire.tck.safire.observe.ExportedTelemetry;
import io.safire.tck.safire.observe.ObservedArchive;
import io.safire.tck.safire.observe.ReadinessProbe;
import io.safire.tck.support.SettingChanges;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.RefreshRequest;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Health checks and telemetry of the runtime for the configured servers. At the end of each test, the servers of the
 * test are ready again. The class has its own application, because readiness and metrics cover all servers of the application, and
 * other applications lack the required jars.
 */
@Tag("observability")
@ArquillianTest
public class ObservabilityTest {

    private static final String DURATION = "safire.client.request.duration";
    private static final String RETRIES = "safire.client.request.repetitions";
    private static final String WAIT = "safire.client.wait.duration";

    @Inject
    SmartClients clients;

    @Inject
    ReadinessProbe readiness;

    @Inject
    ApplicationSpan application;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(ObservabilityTest.class)
                .withSettingChanges()
                .with(ConcurrentCallers.class, Polling.class)
                .server("seen-app", "confidential-symmetric")
                .set("seen-app", "client-secret", CLIENT_SECRET)
                .set("seen-app", "readiness", "required");
        for (String name : List.of("seen", "seen-lost", "seen-reported", "seen-off", "seen-counted", "seen-full")) {
            archive.server(name, "confidential-asymmetric")
                    .set(name, "private-key", TestKeys.pem(TestKeys.EC))
                    .set(name, "kid", "ec-1")
                    .set(name, "scopes", "system/*.rs");
        }
        return ObservedArchive.build(archive.set("seen", "readiness", "required")
                .set("seen-lost", "readiness", "required")
                .set("seen-off", "readiness", "off")
                .set("seen-full", "max-concurrent-requests", "1"));
    }

    @Test
    void reportsReachableServerAsUp() {
        resetServer("seen");
        clients.client("seen").requestToken();
        ReadinessProbe.ReadinessState state = readiness.currentState();
        assertThat(state.up()).as(state.text()).isTrue();
        assertThat(state.data())
                .containsEntry("seen", "up")
                .containsEntry("seen.keys", "usable")
                .containsEntry("seen.configuration", "risk SAFIRE-0042");
        assertThat(state.data().get("seen.discovery")).startsWith("done ");
        assertThat(state.data().get("seen.tokens")).startsWith("done ");
    }

    @Test
    void reportsServerAsDownUntilDiscoverySucceeds() {
        SandboxServer ehr = resetServer("seen-lost");
        SmartClient client = clients.client("seen-lost");
        ehr.script(Endpoint.SMART_CONFIGURATION, tenTimes(ScriptedResponse.status(503)));
        assertThatThrownBy(client::metadata).isInstanceOf(DiscoveryException.class);
        ReadinessProbe.ReadinessState down = readiness.currentState();
        assertThat(down.up()).as(down.text()).isFalse();
        assertThat(down.data()).containsEntry("seen-lost", "down").containsEntry("seen-lost.keys", "usable");
        assertThat(down.data().get("seen-lost.discovery")).startsWith("unavailable ");
        resetServer("seen-lost");
        client.metadata();
        ReadinessProbe.ReadinessState up = readiness.currentState();
        assertThat(up.up()).as(up.text()).isTrue();
        assertThat(up.data()).containsEntry("seen-lost", "up");
        assertThat(up.data().get("seen-lost.discovery")).startsWith("done ");
    }

    @Test
    void reportsServerAsDownWhileKeyIsInvalid() {
        resetServer("seen");
        clients.client("seen").requestToken();
        String broken = TestKeys.pem(TestKeys.EC).substring(0, 80);
        try (SettingChanges settings = SettingChanges.of("seen")) {
            settings.set("private-key", broken);
            ReadinessProbe.ReadinessState down = readiness.currentState();
            assertThat(down.up()).as(down.text()).isFalse();
            assertThat(down.data()).containsEntry("seen", "down");
            assertThat(down.data().get("seen.keys")).matches("SAFIRE-\\d{4}");
            assertThat(down.data().get("seen.configuration")).startsWith("broken SAFIRE-");
            assertThat(down.text()).doesNotContain(broken.substring(40));
        }
        ReadinessProbe.ReadinessState up = readiness.currentState();
        assertThat(up.up()).as(up.text()).isTrue();
        assertThat(up.data()).containsEntry("seen", "up").containsEntry("seen.keys", "usable");
    }

    @Test
    void reportsServerAsDownUntilRefreshSucceeds() {
        SandboxServer ehr = resetServer("seen-app");
        SmartClient client = clients.client("seen-app");
        TokenResponse tokens = launch(client, ehr);
        ehr.script(Endpoint.TOKEN, ScriptedResponse.status(503));
        assertThatThrownBy(() -> client.refresh(RefreshRequest.of(tokens))).isInstanceOf(TokenException.class);
        ReadinessProbe.ReadinessState down = readiness.currentState();
        assertThat(down.up()).as(down.text()).isFalse();
        assertThat(down.data()).containsEntry("seen-app", "down");
        assertThat(down.data().get("seen-app.tokens")).startsWith("unavailable ");
        client.refresh(RefreshRequest.of(tokens));
        ReadinessProbe.ReadinessState up = readiness.currentState();
        assertThat(up.up()).as(up.text()).isTrue();
        assertThat(up.data()).containsEntry("seen-app", "up");
        assertThat(up.data().get("seen-app.tokens")).startsWith("done ");
    }

    @Test
    void reportsDownForRejectedClientButNotForRejectedUser() {
        SandboxServer ehr = resetServer("seen");
        SmartClient client = clients.client("seen");
        ehr.script(
                Endpoint.TOKEN,
                ScriptedResponse.status(401).body("application/json", "{\"error\":\"invalid_client\"}"));
        assertThatThrownBy(client::requestToken).isInstanceOf(TokenException.class);
        ReadinessProbe.ReadinessState down = readiness.currentState();
        assertThat(down.up()).as(down.text()).isFalse();
        assertThat(down.data().get("seen.tokens")).startsWith("refused ");
        client.requestToken();
        SandboxServer app = resetServer("seen-app");
        TokenResponse tokens = launch(clients.client("seen-app"), app);
        app.script(
                Endpoint.TOKEN, ScriptedResponse.status(400).body("application/json", "{\"error\":\"invalid_grant\"}"));
        assertThatThrownBy(() -> clients.client("seen-app").refresh(RefreshRequest.of(tokens)))
                .isInstanceOf(TokenException.class);
        ReadinessProbe.ReadinessState up = readiness.currentState();
        assertThat(up.up()).as(up.text()).isTrue();
    }

    @Test
    void staysReadyWhenOptionalServerIsDown() {
        assertEach(List.of("seen-reported", "seen-off"), name -> {
            resetServer(name).script(Endpoint.TOKEN, tenTimes(ScriptedResponse.status(503)));
            assertThatThrownBy(() -> clients.client(name).requestToken()).isInstanceOf(TokenException.class);
        });
        ReadinessProbe.ReadinessState state = readiness.currentState();
        assertThat(state.up()).as(state.text()).isTrue();
        assertThat(state.data()).containsEntry("seen-reported", "down");
        assertThat(state.data()).doesNotContainKeys("seen-off", "seen-off.keys", "seen-off.tokens");
        resetServer("seen-reported");
        clients.client("seen-reported").requestToken();
        assertThat(readiness.currentState().data()).containsEntry("seen-reported", "up");
    }

    @Test
    void createsSpanBelowApplicationSpan() {
        resetServer("seen");
        SmartClient client = clients.client("seen");
        client.metadata();
        String parent = application.run(client::requestToken);
        ExportedSpan span = childSpan("seen", parent);
        assertThat(span.name()).isEqualTo("smart client_credentials");
        assertThat(span.attributes())
                .containsEntry("safire.request", "client_credentials")
                .containsEntry("safire.outcome", "done");
        assertThat(span.failed()).isFalse();
    }

    @Test
    void marksSpanOfFailedRequest() {
        SandboxServer ehr = resetServer("seen-app");
        SmartClient client = clients.client("seen-app");
        TokenResponse tokens = launch(client, ehr);
        ehr.script(Endpoint.TOKEN, ScriptedResponse.status(503));
        String parent = application.run(() -> assertThatThrownBy(() -> client.refresh(RefreshRequest.of(tokens)))
                .isInstanceOf(TokenException.class));
        ExportedSpan span = childSpan("seen-app", parent);
        assertThat(span.name()).isEqualTo("smart refresh");
        assertThat(span.attributes()).containsEntry("safire.outcome", "unavailable");
        assertThat(span.failed()).isTrue();
        String next = application.run(() -> client.refresh(RefreshRequest.of(tokens)));
        assertThat(childSpan("seen-app", next).failed()).isFalse();
    }

    @Test
    void countsRequestsAndRetries() {
        SandboxServer ehr = resetServer("seen-counted");
        SmartClient client = clients.client("seen-counted");
        ehr.script(
                Endpoint.TOKEN,
                ScriptedResponse.status(503),
                ScriptedResponse.normal(),
                ScriptedResponse.normal(),
                ScriptedResponse.status(400));
        client.requestToken();
        client.requestToken();
        assertThatThrownBy(client::requestToken).isInstanceOf(TokenException.class);
        Polling.until(() -> countOf("seen-counted", DURATION, "refused") == 1);
        assertThat(countOf("seen-counted", DURATION, "done"))
                .as("one discovery, two tokens")
                .isEqualTo(3);
        assertThat(countOf("seen-counted", RETRIES, "")).isEqualTo(1);
        assertThat(ExportedTelemetry.pointsOf("seen-counted"))
                .allSatisfy(point -> assertThat(point.unit()).isIn("s", "{request}"));
    }

    @Test
    void recordsWaitDuration() {
        SandboxServer ehr = resetServer("seen-full");
        SmartClient client = clients.client("seen-full");
        client.requestToken();
        assertThat(countOf("seen-full", WAIT, "")).isZero();
        ehr.script(Endpoint.TOKEN, ScriptedResponse.normal().hold());
        ConcurrentCallers both = ConcurrentCallers.startAll(2, () -> client.requestToken());
        Polling.until(() -> ehr.requests(Endpoint.TOKEN).size() == 2);
        both.awaitAllWaiting();
        ehr.release();
        assertThat(both.results()).hasOnlyElementsOfType(TokenResponse.class);
        Polling.until(() -> countOf("seen-full", WAIT, "") == 1);
    }

    @Test
    void exposesNoSecrets() {
        SandboxServer ehr = resetServer("seen-app");
        SmartClient client = clients.client("seen-app");
        TokenResponse tokens = launch(client, ehr);
        TokenResponse refreshed = client.refresh(RefreshRequest.of(tokens));
        String parent = application.run(() -> assertThatThrownBy(() -> client.refresh(RefreshRequest.of(tokens)))
                .isInstanceOf(TokenException.class));
        List<String> secrets = new ArrayList<>(List.of(CLIENT_SECRET));
        for (TokenResponse response : List.of(tokens, refreshed)) {
            secrets.add(response.accessToken().value());
            secrets.add(response.refreshToken().orElseThrow());
        }
        for (RecordedRequest request : ehr.requests(Endpoint.TOKEN)) {
            Stream.of("code", "code_verifier").map(request::parameter).forEach(secrets::add);
            secrets.add(request.header("authorization").replaceFirst("^Basic ", ""));
        }
        secrets.removeIf(String::isBlank);
        assertThat(secrets).hasSizeGreaterThan(7);
        childSpan("seen-app", parent);
        Polling.until(() -> countOf("seen-app", DURATION, "refused") > 0);
        List<String> texts = new ArrayList<>(List.of(readiness.currentState().text()));
        ExportedTelemetry.spansOf("seen-app").stream()
                .map(ExportedSpan::toString)
                .forEach(texts::add);
        ExportedTelemetry.pointsOf("seen-app").stream()
                .map(ExportedPoint::toString)
                .forEach(texts::add);
        assertThat(texts).hasSizeGreaterThan(5).allSatisfy(text -> assertThat(text)
                .doesNotContain(secrets));
    }

    private static ScriptedResponse[] tenTimes(ScriptedResponse response) {
        ScriptedResponse[] responses = new ScriptedResponse[10];
        Arrays.fill(responses, response);
        return responses;
    }

    private static ExportedSpan childSpan(String server, String parent) {
        Polling.until(() -> childSpans(server, parent).findAny().isPresent());
        List<ExportedSpan> spans = childSpans(server, parent).toList();
        assertThat(spans).hasSize(1);
        return spans.get(0);
    }

    private static Stream<ExportedSpan> childSpans(String server, String parent) {
        return ExportedTelemetry.spansOf(server).stream()
                .filter(span -> span.parent().equals(parent));
    }

    /** Returns the sum of a metric over all requests of a server that have this outcome. */
    private static long countOf(String server, String metric, String outcome) {
        return ExportedTelemetry.pointsOf(server).stream()
                .filter(point -> point.metric().equals(metric))
                .filter(point ->
                        point.attributes().getOrDefault("safire.outcome", "").equals(outcome))
                .mapToLong(ExportedPoint::count)
                .sum();
    }
}
