package io.safire.internal.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.diagnosis.CheckResult;
import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.DiagnosisMode;
import io.safire.diagnosis.DiagnosisOptions;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.event.DiagnosisCompleted;
import io.safire.event.SmartEvent;
import io.safire.internal.LogCapture;
import io.safire.internal.TestServers;
import io.safire.internal.authentication.ClientKeys;
import io.safire.internal.authentication.CredentialOverrides;
import io.safire.internal.cache.RefreshThreads;
import io.safire.internal.cache.TokenEnvironment;
import io.safire.internal.client.ClientEnvironment;
import io.safire.internal.client.ConfiguredClients;
import io.safire.internal.event.RequestObservers;
import io.safire.internal.event.SmartEventPublisher;
import io.safire.internal.registration.InMemoryRegistrationStore;
import io.safire.spi.DiagnosisCheck;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Checks of the application, the event, and the log line of a diagnosis. */
class OwnDiagnosisCheckTest {

    private static final Finding FULL =
            Finding.builder("APP-1", Step.RUNTIME, "The queue is full.").build();

    private final List<SmartEvent> events = new ArrayList<>();

    /** A check whose result a test sets. */
    private record QueueCheck(Supplier<List<Finding>> result) implements DiagnosisCheck {

        @Override
        public String id() {
            return "APP-01";
        }

        @Override
        public String question() {
            return "Does the queue accept further entries?";
        }

        @Override
        public DiagnosisMode mode() {
            return DiagnosisMode.CONFIG;
        }

        @Override
        public List<Finding> findings(String server) {
            return result.get();
        }
    }

    private Diagnosis diagnose(DiagnosisMode mode, Supplier<List<Finding>> result) {
        try (ConfiguredClients clients = new ConfiguredClients(
                TestServers.of(Map.of(
                        "safire.epic.base-url", "https://fhir.example/r4",
                        "safire.epic.client-id", "app",
                        "safire.epic.redirect-uri", "https://app.example/callback",
                        "safire.epic.scopes", "launch/patient")),
                (transport, onRetry) -> request -> {
                    throw new AssertionError("The mode CONFIG sends no request");
                },
                new ClientEnvironment(
                        Clock.systemUTC(),
                        new SecureRandom(),
                        new InMemoryRegistrationStore(),
                        ClientKeys.NO_KEY_SOURCE,
                        CredentialOverrides.NO_SOURCE,
                        new SmartEventPublisher(Clock.systemUTC(), events::add, RequestObservers.NONE),
                        TokenEnvironment.inMemory(new RefreshThreads(null)),
                        List.of(new QueueCheck(result)),
                        name -> name))) {
            return clients.client("epic").diagnose(DiagnosisOptions.defaults().withMode(mode));
        }
    }

    private static CheckResult own(Diagnosis diagnosis) {
        return diagnosis.checks().stream()
                .filter(check -> check.id().equals("APP-01"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void runsCheckOfApplication() {
        assertThat(own(diagnose(DiagnosisMode.CONFIG, List::of)).isPassed()).isTrue();
        Diagnosis diagnosis = diagnose(DiagnosisMode.CONFIG, () -> List.of(FULL));
        assertThat(own(diagnosis).findings()).containsExactly(FULL);
        assertThat(diagnosis.toText()).contains("The queue is full.", "APP-1");
    }

    @Test
    void continuesAfterCheckThatThrows() {
        Diagnosis diagnosis = diagnose(DiagnosisMode.CONFIG, () -> {
            throw new IllegalStateException("confidential");
        });
        assertThat(own(diagnosis).findings().get(0).observed())
                .contains("APP-01", "IllegalStateException")
                .doesNotContain("confidential");
    }

    @Test
    void publishesEventAndLogsFirstCause() {
        try (LogCapture log = new LogCapture(Doctor.class.getName())) {
            Diagnosis healthy = diagnose(DiagnosisMode.CONFIG, List::of);
            assertThat(log.lines()).isEmpty();
            Diagnosis broken = diagnose(DiagnosisMode.CONFIG, () -> List.of(FULL));
            assertThat(log.lines()).hasSize(1);
            assertThat(log.lines().get(0)).contains("SAFIRE-2298 epic: ", "APP-1", "The queue is full.");
            assertThat(events)
                    .extracting(event -> ((DiagnosisCompleted) event).diagnosis())
                    .containsExactly(healthy, broken);
        }
    }
}
