package io.safire.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import io.safire.diagnosis.Step;
import io.safire.event.SmartRequest;
import io.safire.spi.ReadinessMode;
import io.safire.spi.RequestObserver.RequestOutcome;
import io.safire.spi.ServerReadiness;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class ReadinessEvaluatorTest {

    private Instant now = Instant.parse("2026-03-01T00:00:00Z");
    private final LastRequestOutcomes outcomes = new LastRequestOutcomes(() -> now);
    private final Map<String, ReadinessMode> readinessModes = new HashMap<>(
            Map.of("epic", ReadinessMode.REQUIRED, "cerner", ReadinessMode.REPORTED, "old", ReadinessMode.OFF));
    private final Map<String, String> keyProblems = new HashMap<>();
    private final Map<String, List<Finding>> findings = new HashMap<>();
    private final ServerReadiness readiness = new ServerReadiness() {
        @Override
        public ReadinessMode mode(String server) {
            return readinessModes.getOrDefault(server, ReadinessMode.REPORTED);
        }

        @Override
        public Optional<String> keyProblem(String server) {
            return Optional.ofNullable(keyProblems.get(server));
        }

        @Override
        public List<Finding> configurationFindings(String server) {
            return findings.getOrDefault(server, List.of());
        }
    };

    @Test
    void reportsServerWithoutRequestsAsUp() {
        HealthCheckResponse response = evaluate();
        assertThat(response.getName()).isEqualTo("safire");
        assertThat(response.getStatus()).isEqualTo(Status.UP);
        assertThat(data(response))
                .containsEntry("epic", "up")
                .containsEntry("epic.keys", "usable")
                .containsEntry("epic.discovery", "no request yet")
                .containsEntry("epic.tokens", "no request yet")
                .doesNotContainKeys("old", "old.keys");
    }

    @Test
    void reportsIdsOfConfigurationFindings() {
        findings.put(
                "epic",
                List.of(
                        Finding.builder("SAFIRE-2203", Step.CONFIGURATION, "confidential text")
                                .build(),
                        Finding.builder("SAFIRE-2205", Step.KEYS, "confidential text")
                                .severity(Severity.RISK)
                                .build()));
        assertThat(data(evaluate()))
                .containsEntry("epic.configuration", "broken SAFIRE-2203, risk SAFIRE-2205")
                .containsEntry("cerner.configuration", "healthy")
                .containsEntry("epic", "up");
    }

    @Test
    void reportsDownIfRequiredServerIsUnavailable() {
        recordOutcome("epic", SmartRequest.DISCOVERY, RequestOutcome.UNAVAILABLE);
        assertThat(evaluate().getStatus()).isEqualTo(Status.DOWN);
        assertThat(data(evaluate()))
                .containsEntry("epic", "down")
                .containsEntry("epic.discovery", "unavailable 2026-03-01T00:00:00Z");
        recordOutcome("epic", SmartRequest.DISCOVERY, RequestOutcome.DONE);
        assertThat(evaluate().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void reportsUpAgainOneMinuteAfterFailure() {
        recordOutcome("epic", SmartRequest.CLIENT_CREDENTIALS, RequestOutcome.UNAVAILABLE);
        now = now.plus(Duration.ofSeconds(59));
        assertThat(evaluate().getStatus()).isEqualTo(Status.DOWN);
        now = now.plus(Duration.ofSeconds(1));
        assertThat(evaluate().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void staysUpIfServerThatIsNotRequiredFails() {
        recordOutcome("cerner", SmartRequest.REFRESH, RequestOutcome.UNAVAILABLE);
        recordOutcome("old", SmartRequest.REFRESH, RequestOutcome.UNAVAILABLE);
        assertThat(evaluate().getStatus()).isEqualTo(Status.UP);
        assertThat(data(evaluate())).containsEntry("cerner", "down").doesNotContainKey("old");
    }

    @Test
    void countsRejectionOfClientButNotOfUser() {
        recordOutcome("epic", SmartRequest.REFRESH, RequestOutcome.REFUSED);
        recordOutcome("epic", SmartRequest.CODE_EXCHANGE, RequestOutcome.REFUSED);
        recordOutcome("epic", SmartRequest.CLIENT_CREDENTIALS, RequestOutcome.FAILED);
        for (SmartRequest other :
                EnumSet.of(SmartRequest.INTROSPECTION, SmartRequest.REVOCATION, SmartRequest.REGISTRATION)) {
            recordOutcome("epic", other, RequestOutcome.UNAVAILABLE);
        }
        assertThat(evaluate().getStatus()).isEqualTo(Status.UP);
        recordOutcome("epic", SmartRequest.CLIENT_CREDENTIALS, RequestOutcome.REFUSED);
        assertThat(evaluate().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void reportsKeyProblemByMessageId() {
        keyProblems.put("epic", "SAFIRE-0105");
        assertThat(evaluate().getStatus()).isEqualTo(Status.DOWN);
        assertThat(data(evaluate())).containsEntry("epic.keys", "SAFIRE-0105");
        keyProblems.clear();
        keyProblems.put("cerner", "SAFIRE-0105");
        assertThat(evaluate().getStatus()).isEqualTo(Status.UP);
    }

    private void recordOutcome(String server, SmartRequest request, RequestOutcome outcome) {
        outcomes.onStart(server, request).onEnd(outcome);
    }

    private HealthCheckResponse evaluate() {
        return new ReadinessEvaluator(readiness, outcomes, () -> now).evaluate(List.of("old", "epic", "cerner"));
    }

    private static Map<String, Object> data(HealthCheckResponse response) {
        return response.getData().orElseThrow();
    }
}
