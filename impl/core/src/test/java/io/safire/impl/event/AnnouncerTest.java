package io.safire.impl.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Offenders;
import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import io.safire.error.TokenException;
import io.safire.error.ValidationException;
import io.safire.event.KeyFirstUsed;
import io.safire.event.LaunchRefused;
import io.safire.event.RequestRefused;
import io.safire.event.SmartEvent;
import io.safire.event.SmartRequest;
import io.safire.impl.Logged;
import io.safire.spi.RequestObserver;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnnouncerTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private final List<SmartEvent> events = new ArrayList<>();
    private final List<String> watched = new ArrayList<>();
    private final Announcer announcer =
            new Announcer(Clock.fixed(NOW, ZoneOffset.UTC), events::add, new Observers(List.of(new Recorder(watched))));
    private final Audit audit = new Audit("epic", () -> "growth-chart", announcer);

    @Test
    void eventHasTimeServerAndClient() {
        audit.keyUsed("new", "old");
        assertThat(events).containsExactly(new KeyFirstUsed(NOW, "epic", "growth-chart", "new", "old"));
    }

    @Test
    void storeThatDoesNotAnswerLosesNoEvent() {
        Audit registered = new Audit(
                "epic",
                () -> {
                    throw new ConfigurationException("epic", "no store", Offenders.missing(List.of()));
                },
                announcer);
        registered.keyUsed("new", null);
        assertThat(events).containsExactly(new KeyFirstUsed(NOW, "epic", null, "new", null));
    }

    @Test
    void observerThatThrowsIsLoggedWithoutItsWords() {
        Announcer broken = new Announcer(
                Clock.systemUTC(),
                event -> {
                    throw new IllegalStateException("secret-word");
                },
                Observers.NONE);
        try (Logged log = new Logged(Announcer.class.getName())) {
            new Audit("epic", () -> null, broken).keyUsed("new", null);
            assertThat(log.lines()).singleElement().satisfies(line -> assertThat(line)
                    .startsWith("WARNING SAFIRE-1701 ")
                    .contains("KeyFirstUsed", "IllegalStateException")
                    .doesNotContain("secret-word"));
        }
    }

    @Test
    void refusalIsToldAndPassedOn() {
        TokenException refusal = new TokenException(
                "epic",
                "SAFIRE-0501 epic: no",
                400,
                Json.createObjectBuilder().add("error", "invalid_grant").build(),
                List.of());
        assertThatThrownBy(() -> audit.refusals(SmartRequest.REFRESH, () -> {
                    throw refusal;
                }))
                .isSameAs(refusal);
        assertThat(events)
                .containsExactly(new RequestRefused(
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
    void failureOfTheNetworkIsNoRefusal() {
        assertThatThrownBy(() -> audit.refusals(SmartRequest.REFRESH, () -> {
                    throw new NetworkException("epic", "SAFIRE-0203 epic: late", "Read timed out");
                }))
                .isInstanceOf(NetworkException.class);
        assertThat(events).isEmpty();
    }

    @Test
    void launchIsKnownByItsHashOnly() {
        announcer.launchRefused(
                "the-state", null, new ValidationException("epic", "SAFIRE-1105 used", "state", "used"));
        assertThat(events).singleElement().isInstanceOfSatisfying(LaunchRefused.class, event -> {
            assertThat(event.launch()).isEqualTo(LaunchId.of("the-state")).hasSize(16);
            assertThat(event.reason()).isEqualTo("SAFIRE-1105");
            assertThat(event.toString()).doesNotContain("the-state");
        });
    }

    @Test
    void requestIsWatchedToItsEnd() {
        audit.refusals(SmartRequest.REVOCATION, () -> "done");
        Map<String, SmartException> failures = Map.of(
                "UNAVAILABLE", new NetworkException("epic", "late", "late"),
                "REFUSED", new ValidationException("epic", "other", "sub", "another one"),
                "FAILED", new ConfigurationException("epic", "no key", Offenders.missing(List.of())));
        failures.forEach((outcome, failure) -> {
            watched.clear();
            assertThatThrownBy(() -> audit.refusals(SmartRequest.REFRESH, () -> {
                        throw failure;
                    }))
                    .isSameAs(failure);
            assertThat(watched).containsExactly("epic REFRESH " + outcome);
        });
        for (int status : new int[] {400, 401, 429, 500, 503}) {
            watched.clear();
            assertThatThrownBy(() -> audit.refusals(SmartRequest.REFRESH, () -> {
                        throw new TokenException("epic", "no", status, JsonValue.EMPTY_JSON_OBJECT, List.of());
                    }))
                    .isInstanceOf(TokenException.class);
            assertThat(watched).containsExactly("epic REFRESH " + (status > 401 ? "UNAVAILABLE" : "REFUSED"));
        }
    }

    @Test
    void observerOfRequestsThatThrowsIsPassedOver() {
        RequestObserver broken = (server, request) -> {
            throw new IllegalStateException("secret-word");
        };
        RequestObserver brokenAtTheEnd = (server, request) -> outcome -> {
            throw new IllegalStateException("secret-word");
        };
        List<RequestObserver> all = List.of(broken, new Recorder(watched), brokenAtTheEnd);
        Announcer several = new Announcer(Clock.systemUTC(), event -> {}, new Observers(all));
        new Audit("epic", () -> null, several).refusals(SmartRequest.REFRESH, () -> "done");
        assertThat(watched).containsExactly("epic REFRESH DONE");
    }

    private record Recorder(List<String> watched) implements RequestObserver {
        @Override
        public Watch begun(String server, SmartRequest request) {
            return outcome -> watched.add(server + " " + request + " " + outcome);
        }
    }
}
