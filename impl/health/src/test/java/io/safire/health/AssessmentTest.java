package io.safire.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.event.SmartRequest;
import io.safire.impl.config.Necessity;
import io.safire.spi.RequestObserver.Outcome;
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

class AssessmentTest {

    private Instant now = Instant.parse("2026-03-01T00:00:00Z");
    private final LastRequests requests = new LastRequests(() -> now);
    private final Map<String, Necessity> necessities =
            new HashMap<>(Map.of("epic", Necessity.REQUIRED, "cerner", Necessity.REPORTED, "old", Necessity.OFF));
    private final Map<String, String> keyProblems = new HashMap<>();

    @Test
    void serverThatNobodyHasAskedIsUp() {
        HealthCheckResponse response = assessed();
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
    void unreachableServerThatIsRequiredMakesTheApplicationUnready() {
        ended("epic", SmartRequest.DISCOVERY, Outcome.UNAVAILABLE);
        assertThat(assessed().getStatus()).isEqualTo(Status.DOWN);
        assertThat(data(assessed()))
                .containsEntry("epic", "down")
                .containsEntry("epic.discovery", "unavailable 2026-03-01T00:00:00Z");
        ended("epic", SmartRequest.DISCOVERY, Outcome.DONE);
        assertThat(assessed().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void failureIsRememberedForAMinuteSoThatTheNextRequestCanShowMore() {
        ended("epic", SmartRequest.BACKEND_TOKEN, Outcome.UNAVAILABLE);
        now = now.plus(Duration.ofSeconds(59));
        assertThat(assessed().getStatus()).isEqualTo(Status.DOWN);
        now = now.plus(Duration.ofSeconds(1));
        assertThat(assessed().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void otherServersAreReportedOrPassedOver() {
        ended("cerner", SmartRequest.REFRESH, Outcome.UNAVAILABLE);
        ended("old", SmartRequest.REFRESH, Outcome.UNAVAILABLE);
        assertThat(assessed().getStatus()).isEqualTo(Status.UP);
        assertThat(data(assessed())).containsEntry("cerner", "down").doesNotContainKey("old");
    }

    @Test
    void refusalOfTheClientCountsAndThatOfOneUserDoesNot() {
        ended("epic", SmartRequest.REFRESH, Outcome.REFUSED);
        ended("epic", SmartRequest.CODE_EXCHANGE, Outcome.REFUSED);
        ended("epic", SmartRequest.BACKEND_TOKEN, Outcome.FAILED);
        for (SmartRequest other :
                EnumSet.of(SmartRequest.INTROSPECTION, SmartRequest.REVOCATION, SmartRequest.REGISTRATION)) {
            ended("epic", other, Outcome.UNAVAILABLE);
        }
        assertThat(assessed().getStatus()).isEqualTo(Status.UP);
        ended("epic", SmartRequest.BACKEND_TOKEN, Outcome.REFUSED);
        assertThat(assessed().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void keyThatCannotBeUsedIsToldByItsIdOnly() {
        keyProblems.put("epic", "SAFIRE-0105");
        assertThat(assessed().getStatus()).isEqualTo(Status.DOWN);
        assertThat(data(assessed())).containsEntry("epic.keys", "SAFIRE-0105");
        keyProblems.clear();
        keyProblems.put("cerner", "SAFIRE-0105");
        assertThat(assessed().getStatus()).isEqualTo(Status.UP);
    }

    private void ended(String server, SmartRequest request, Outcome outcome) {
        requests.begun(server, request).ended(outcome);
    }

    private HealthCheckResponse assessed() {
        return new Assessment(
                        name -> necessities.getOrDefault(name, Necessity.REPORTED),
                        name -> Optional.ofNullable(keyProblems.get(name)),
                        requests,
                        () -> now)
                .of(List.of("old", "epic", "cerner"));
    }

    private static Map<String, Object> data(HealthCheckResponse response) {
        return response.getData().orElseThrow();
    }
}
