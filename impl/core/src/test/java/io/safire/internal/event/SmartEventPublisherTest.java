package io.safire.internal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Step;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import io.safire.error.TokenException;
import io.safire.error.ValidationException;
import io.safire.event.KeyFirstUsed;
import io.safire.event.LaunchFailed;
import io.safire.event.RequestRefused;
import io.safire.event.SmartEvent;
import io.safire.event.SmartRequest;
import io.safire.internal.LogCapture;
import io.safire.spi.RequestObserver;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SmartEventPublisherTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private final List<SmartEvent> events = new ArrayList<>();
    private final List<String> outcomes = new ArrayList<>();
    private final SmartEventPublisher publisher = new SmartEventPublisher(
            Clock.fixed(NOW, ZoneOffset.UTC),
            events::add,
            new RequestObservers(List.of(new OutcomeRecorder(outcomes))));
    private final AuditEvents audit = new AuditEvents("epic", () -> "growth-chart", publisher);
    private final RequestMonitor monitor = new RequestMonitor("epic", publisher.requestObservers(), audit);

    @Test
    void publishesEventWithTimeServerAndClient() {
        audit.onKeyFirstUsed("new", "old");
        assertThat(events).containsExactly(KeyFirstUsed.of(NOW, "epic", "growth-chart", "new", "old"));
    }

    @Test
    void publishesEventWhenStoreFails() {
        AuditEvents registered = new AuditEvents(
                "epic",
                () -> {
                    throw new ConfigurationException(
                            Failure.of("SAFIRE-0000", "epic", Step.TOKEN, "no store"), Violations.missing(List.of()));
                },
                publisher);
        registered.onKeyFirstUsed("new", null);
        assertThat(events).containsExactly(KeyFirstUsed.of(NOW, "epic", null, "new", null));
    }

    @Test
    void createsNoEventWithoutObservers() {
        AtomicInteger lookups = new AtomicInteger();
        new AuditEvents("epic", () -> "client " + lookups.incrementAndGet(), SmartEventPublisher.withoutObservers())
                .onKeyFirstUsed("new", null);
        assertThat(lookups).hasValue(0);
    }

    @Test
    void logsObserverExceptionWithoutMessage() {
        SmartEventPublisher failing = new SmartEventPublisher(
                Clock.systemUTC(),
                event -> {
                    throw new IllegalStateException("secret-word");
                },
                RequestObservers.NONE);
        try (LogCapture log = new LogCapture(SmartEventPublisher.class.getName())) {
            new AuditEvents("epic", () -> null, failing).onKeyFirstUsed("new", null);
            assertThat(log.lines()).singleElement().satisfies(line -> assertThat(line)
                    .startsWith("WARNING SAFIRE-1701 ")
                    .contains("KeyFirstUsed", "IllegalStateException")
                    .doesNotContain("secret-word"));
        }
    }

    @Test
    void publishesRejectionAndRethrows() {
        TokenException rejection = new TokenException(
                Failure.of("SAFIRE-0501", "epic", Step.TOKEN, "no"),
                400,
                Json.createObjectBuilder().add("error", "invalid_grant").build(),
                List.of());
        assertThatThrownBy(() -> monitor.observe(SmartRequest.REFRESH, () -> {
                    throw rejection;
                }))
                .isSameAs(rejection);
        assertThat(events)
                .containsExactly(RequestRefused.of(
                        NOW,
                        "epic",
                        "growth-chart",
                        SmartRequest.REFRESH,
                        "SAFIRE-0501",
                        "SAFIRE-0501 epic: no",
                        400,
                        "invalid_grant"));
    }

    @Test
    void publishesNoRejectionForNetworkFailure() {
        assertThatThrownBy(() -> monitor.observe(SmartRequest.REFRESH, () -> {
                    throw new NetworkException(Failure.of("SAFIRE-0203", "epic", Step.TOKEN, "late"), "Read timed out");
                }))
                .isInstanceOf(NetworkException.class);
        assertThat(events).isEmpty();
    }

    @Test
    void publishesOnlyHashOfState() {
        publisher.publishLaunchRefused(
                "the-state",
                null,
                new ValidationException(Failure.of("SAFIRE-1105", "epic", Step.TOKEN, "used"), "state", "used"));
        assertThat(events).singleElement().isInstanceOfSatisfying(LaunchFailed.class, event -> {
            assertThat(event.launchId())
                    .contains(LaunchId.of("the-state"))
                    .get()
                    .asString()
                    .hasSize(16);
            assertThat(event.code()).isEqualTo("SAFIRE-1105");
            assertThat(event.toString()).doesNotContain("the-state");
        });
    }

    @Test
    void reportsOutcomeOfRequest() {
        monitor.observe(SmartRequest.REVOCATION, () -> "done");
        Map<String, SmartException> failures = Map.of(
                "UNAVAILABLE", new NetworkException(Failure.of("SAFIRE-0000", "epic", Step.TOKEN, "late"), "late"),
                "REFUSED",
                        new ValidationException(
                                Failure.of("SAFIRE-0000", "epic", Step.TOKEN, "other"), "sub", "another one"),
                "FAILED",
                        new ConfigurationException(
                                Failure.of("SAFIRE-0000", "epic", Step.TOKEN, "no key"),
                                Violations.missing(List.of())));
        failures.forEach((outcome, failure) -> {
            outcomes.clear();
            assertThatThrownBy(() -> monitor.observe(SmartRequest.REFRESH, () -> {
                        throw failure;
                    }))
                    .isSameAs(failure);
            assertThat(outcomes).containsExactly("epic REFRESH " + outcome);
        });
        for (int status : new int[] {400, 401, 429, 500, 503}) {
            outcomes.clear();
            assertThatThrownBy(() -> monitor.observe(SmartRequest.REFRESH, () -> {
                        throw new TokenException(
                                Failure.of("SAFIRE-0000", "epic", Step.TOKEN, "no"),
                                status,
                                JsonValue.EMPTY_JSON_OBJECT,
                                List.of());
                    }))
                    .isInstanceOf(TokenException.class);
            assertThat(outcomes).containsExactly("epic REFRESH " + (status > 401 ? "UNAVAILABLE" : "REFUSED"));
        }
    }

    @Test
    void ignoresExceptionsOfRequestObservers() {
        RequestObserver failingAtStart = (server, request) -> {
            throw new IllegalStateException("secret-word");
        };
        RequestObserver failingAtEnd = (server, request) -> outcome -> {
            throw new IllegalStateException("secret-word");
        };
        List<RequestObserver> all = List.of(failingAtStart, new OutcomeRecorder(outcomes), failingAtEnd);
        new RequestMonitor("epic", new RequestObservers(all), audit).observe(SmartRequest.REFRESH, () -> "done");
        assertThat(outcomes).containsExactly("epic REFRESH DONE");
    }

    private record OutcomeRecorder(List<String> outcomes) implements RequestObserver {
        @Override
        public ActiveRequest onStart(String server, SmartRequest request) {
            return outcome -> outcomes.add(server + " " + request + " " + outcome);
        }
    }
}
