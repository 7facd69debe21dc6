package io.safire.tck;

import static io.safire.tck.support.Bench.SECRET;
import static io.safire.tck.support.Bench.fresh;
import static io.safire.tck.support.Bench.launched;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.token.RefreshRequest;
import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.DiscoveryException;
import io.safire.error.TokenException;
import io.safire.sandbox.control.Answer;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.managed.Herd;
import io.safire.tck.managed.Watch;
import io.safire.tck.observe.ApplicationSpan;
import io.safire.tck.observe.Observed;
import io.safire.tck.observe.Readiness;
import io.safire.tck.observe.SeenPoint;
import io.safire.tck.observe.SeenSpan;
import io.safire.tck.observe.Telemetry;
import io.safire.tck.support.Changes;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * Health checks and telemetry of the runtime for the configured servers. Each test leaves its servers up. The class has no area,
 * because readiness and metrics cover all servers of the application, and other applications lack the required jars.
 */
@ArquillianTest
public class ObservabilityTest {

    private static final String DURATION = "safire.client.request.duration";
    private static final String REPETITIONS = "safire.client.request.repetitions";
    private static final String WAIT = "safire.client.wait.duration";

    @Inject
    SmartClients clients;

    @Inject
    Readiness readiness;

    @Inject
    ApplicationSpan application;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(ObservabilityTest.class)
                .withChanges()
                .with(Herd.class, Watch.class)
                .server("seen-app", "confidential-symmetric")
                .set("seen-app", "client-secret", SECRET)
                .set("seen-app", "readiness", "required");
        for (String name : List.of("seen", "seen-lost", "seen-reported", "seen-off", "seen-counted", "seen-full")) {
            archive.server(name, "confidential-asymmetric")
                    .set(name, "private-key", TestKeys.pem(TestKeys.EC))
                    .set(name, "kid", "ec-1")
                    .set(name, "scopes", "system/*.rs");
        }
        return Observed.built(archive.set("seen", "readiness", "required")
                .set("seen-lost", "readiness", "required")
                .set("seen-off", "readiness", "off")
                .set("seen-full", "max-concurrent-requests", "1"));
    }

    @Test
    void serverThatAnswersIsUp() {
        fresh("seen");
        clients.client("seen").requestToken();
        Readiness.State state = readiness.state();
        assertThat(state.up()).as(state.text()).isTrue();
        assertThat(state.data()).containsEntry("seen", "up").containsEntry("seen.keys", "usable");
        assertThat(state.data().get("seen.discovery")).startsWith("done ");
        assertThat(state.data().get("seen.tokens")).startsWith("done ");
    }

    @Test
    void serverWhoseDiscoveryFailsIsDownUntilItSucceeds() {
        SandboxServer ehr = fresh("seen-lost");
        SmartClient client = clients.client("seen-lost");
        ehr.next(Endpoint.SMART_CONFIGURATION, many(Answer.status(503)));
        assertThatThrownBy(client::metadata).isInstanceOf(DiscoveryException.class);
        Readiness.State down = readiness.state();
        assertThat(down.up()).as(down.text()).isFalse();
        assertThat(down.data()).containsEntry("seen-lost", "down").containsEntry("seen-lost.keys", "usable");
        assertThat(down.data().get("seen-lost.discovery")).startsWith("unavailable ");
        fresh("seen-lost");
        client.metadata();
        Readiness.State up = readiness.state();
        assertThat(up.up()).as(up.text()).isTrue();
        assertThat(up.data()).containsEntry("seen-lost", "up");
        assertThat(up.data().get("seen-lost.discovery")).startsWith("done ");
    }

    @Test
    void serverWhoseKeyCannotBeUsedIsDownUntilItCan() {
        fresh("seen");
        clients.client("seen").requestToken();
        String broken = TestKeys.pem(TestKeys.EC).substring(0, 80);
        try (Changes settings = Changes.of("seen")) {
            settings.set("private-key", broken);
            Readiness.State down = readiness.state();
            assertThat(down.up()).as(down.text()).isFalse();
            assertThat(down.data()).containsEntry("seen", "down");
            assertThat(down.data().get("seen.keys")).matches("SAFIRE-\\d{4}");
            assertThat(down.text()).doesNotContain(broken.substring(40));
        }
        Readiness.State up = readiness.state();
        assertThat(up.up()).as(up.text()).isTrue();
        assertThat(up.data()).containsEntry("seen", "up").containsEntry("seen.keys", "usable");
    }

    @Test
    void serverWhoseLastRenewalFailedIsDownUntilOneSucceeds() {
        SandboxServer ehr = fresh("seen-app");
        SmartClient client = clients.client("seen-app");
        TokenResponse tokens = launched(client, ehr);
        ehr.next(Endpoint.TOKEN, Answer.status(503));
        assertThatThrownBy(() -> client.refresh(RefreshRequest.of(tokens))).isInstanceOf(TokenException.class);
        Readiness.State down = readiness.state();
        assertThat(down.up()).as(down.text()).isFalse();
        assertThat(down.data()).containsEntry("seen-app", "down");
        assertThat(down.data().get("seen-app.tokens")).startsWith("unavailable ");
        client.refresh(RefreshRequest.of(tokens));
        Readiness.State up = readiness.state();
        assertThat(up.up()).as(up.text()).isTrue();
        assertThat(up.data()).containsEntry("seen-app", "up");
        assertThat(up.data().get("seen-app.tokens")).startsWith("done ");
    }

    @Test
    void refusedBackendTokenIsDownAndRefusedUserIsNot() {
        SandboxServer ehr = fresh("seen");
        SmartClient client = clients.client("seen");
        ehr.next(Endpoint.TOKEN, Answer.status(401).body("application/json", "{\"error\":\"invalid_client\"}"));
        assertThatThrownBy(client::requestToken).isInstanceOf(TokenException.class);
        Readiness.State down = readiness.state();
        assertThat(down.up()).as(down.text()).isFalse();
        assertThat(down.data().get("seen.tokens")).startsWith("refused ");
        client.requestToken();
        SandboxServer app = fresh("seen-app");
        TokenResponse tokens = launched(clients.client("seen-app"), app);
        app.next(Endpoint.TOKEN, Answer.status(400).body("application/json", "{\"error\":\"invalid_grant\"}"));
        assertThatThrownBy(() -> clients.client("seen-app").refresh(RefreshRequest.of(tokens))).isInstanceOf(TokenException.class);
        Readiness.State up = readiness.state();
        assertThat(up.up()).as(up.text()).isTrue();
    }

    @Test
    void serverThatIsOnlyReportedDoesNotStopTheApplication() {
        for (String name : List.of("seen-reported", "seen-off")) {
            fresh(name).next(Endpoint.TOKEN, many(Answer.status(503)));
            assertThatThrownBy(() -> clients.client(name).requestToken()).isInstanceOf(TokenException.class);
        }
        Readiness.State state = readiness.state();
        assertThat(state.up()).as(state.text()).isTrue();
        assertThat(state.data()).containsEntry("seen-reported", "down");
        assertThat(state.data()).doesNotContainKeys("seen-off", "seen-off.keys", "seen-off.tokens");
        fresh("seen-reported");
        clients.client("seen-reported").requestToken();
        assertThat(readiness.state().data()).containsEntry("seen-reported", "up");
    }

    @Test
    void requestIsASpanBelowThatOfTheApplication() {
        fresh("seen");
        SmartClient client = clients.client("seen");
        client.metadata();
        String above = application.around(client::requestToken);
        SeenSpan span = spanBelow("seen", above);
        assertThat(span.name()).isEqualTo("smart backend_token");
        assertThat(span.attributes())
                .containsEntry("safire.request", "backend_token")
                .containsEntry("safire.outcome", "done");
        assertThat(span.failed()).isFalse();
    }

    @Test
    void spanOfAFailureSaysSo() {
        SandboxServer ehr = fresh("seen-app");
        SmartClient client = clients.client("seen-app");
        TokenResponse tokens = launched(client, ehr);
        ehr.next(Endpoint.TOKEN, Answer.status(503));
        String above = application.around(
                () -> assertThatThrownBy(() -> client.refresh(RefreshRequest.of(tokens))).isInstanceOf(TokenException.class));
        SeenSpan span = spanBelow("seen-app", above);
        assertThat(span.name()).isEqualTo("smart refresh");
        assertThat(span.attributes()).containsEntry("safire.outcome", "unavailable");
        assertThat(span.failed()).isTrue();
        String next = application.around(() -> client.refresh(RefreshRequest.of(tokens)));
        assertThat(spanBelow("seen-app", next).failed()).isFalse();
    }

    @Test
    void requestsAndRepetitionsAreCounted() {
        SandboxServer ehr = fresh("seen-counted");
        SmartClient client = clients.client("seen-counted");
        ehr.next(Endpoint.TOKEN, Answer.status(503), Answer.normal(), Answer.normal(), Answer.status(400));
        client.requestToken();
        client.requestToken();
        assertThatThrownBy(client::requestToken).isInstanceOf(TokenException.class);
        Watch.until(() -> counted("seen-counted", DURATION, "refused") == 1);
        assertThat(counted("seen-counted", DURATION, "done"))
                .as("one discovery, two tokens")
                .isEqualTo(3);
        assertThat(counted("seen-counted", REPETITIONS, "")).isEqualTo(1);
        assertThat(Telemetry.pointsOf("seen-counted"))
                .allSatisfy(point -> assertThat(point.unit()).isIn("s", "{request}"));
    }

    @Test
    void waitsAreMeasured() {
        SandboxServer ehr = fresh("seen-full");
        SmartClient client = clients.client("seen-full");
        client.requestToken();
        assertThat(counted("seen-full", WAIT, "")).isZero();
        ehr.next(Endpoint.TOKEN, Answer.normal().held());
        Herd both = Herd.begun(2, () -> client.requestToken());
        Watch.until(() -> ehr.requests(Endpoint.TOKEN).size() == 2);
        both.untilAllWait();
        ehr.release();
        assertThat(both.results()).hasOnlyElementsOfType(TokenResponse.class);
        Watch.until(() -> counted("seen-full", WAIT, "") == 1);
    }

    @Test
    void nothingSecretIsSeen() {
        SandboxServer ehr = fresh("seen-app");
        SmartClient client = clients.client("seen-app");
        TokenResponse tokens = launched(client, ehr);
        TokenResponse renewed = client.refresh(RefreshRequest.of(tokens));
        String above = application.around(
                () -> assertThatThrownBy(() -> client.refresh(RefreshRequest.of(tokens))).isInstanceOf(TokenException.class));
        List<String> secrets = new ArrayList<>(List.of(SECRET));
        for (TokenResponse answer : List.of(tokens, renewed)) {
            secrets.add(answer.accessToken().value());
            secrets.add(answer.refreshToken().orElseThrow());
        }
        for (RecordedRequest request : ehr.requests(Endpoint.TOKEN)) {
            Stream.of("code", "code_verifier").map(request::parameter).forEach(secrets::add);
            secrets.add(request.header("authorization").replaceFirst("^Basic ", ""));
        }
        secrets.removeIf(String::isBlank);
        assertThat(secrets).hasSizeGreaterThan(7);
        spanBelow("seen-app", above);
        Watch.until(() -> counted("seen-app", DURATION, "refused") > 0);
        List<String> texts = new ArrayList<>(List.of(readiness.state().text()));
        Telemetry.spansOf("seen-app").stream().map(SeenSpan::toString).forEach(texts::add);
        Telemetry.pointsOf("seen-app").stream().map(SeenPoint::toString).forEach(texts::add);
        assertThat(texts).hasSizeGreaterThan(5).allSatisfy(text -> assertThat(text)
                .doesNotContain(secrets));
    }

    private static Answer[] many(Answer answer) {
        Answer[] answers = new Answer[10];
        Arrays.fill(answers, answer);
        return answers;
    }

    private static SeenSpan spanBelow(String server, String above) {
        Watch.until(() -> below(server, above).findAny().isPresent());
        List<SeenSpan> spans = below(server, above).toList();
        assertThat(spans).hasSize(1);
        return spans.get(0);
    }

    private static Stream<SeenSpan> below(String server, String above) {
        return Telemetry.spansOf(server).stream().filter(span -> span.parent().equals(above));
    }

    /** Returns the sum of a metric over all requests of a server that have this outcome. */
    private static long counted(String server, String metric, String outcome) {
        return Telemetry.pointsOf(server).stream()
                .filter(point -> point.metric().equals(metric))
                .filter(point ->
                        point.attributes().getOrDefault("safire.outcome", "").equals(outcome))
                .mapToLong(SeenPoint::count)
                .sum();
    }
}
