package io.safire.impl.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.LaunchStoreException;
import io.safire.impl.SettableClock;
import io.safire.impl.TestServers;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.PendingLaunch;
import io.safire.spi.LaunchStore.Past;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryLaunchStoreTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final SettableClock clock = new SettableClock(START);
    private final MemoryLaunchStore store = new MemoryLaunchStore(
            TestServers.of(Map.of(
                    "safire.epic.base-url",
                    "https://fhir.example/r4",
                    "safire.epic.max-pending-launches",
                    "2",
                    "safire.cerner.base-url",
                    "https://fhir.other.example"))::read,
            clock);

    @Test
    void isTakenOnceAndRemembered() {
        store.add(launch("epic", "a", 60));
        assertThat(store.find("a")).isPresent();
        assertThat(store.find("a")).isPresent();
        assertThat(store.take("a")).isTrue();
        assertThat(store.take("a")).isFalse();
        assertThat(store.find("a")).isEmpty();
        assertThat(store.past("a")).isEqualTo(Past.USED);
        assertThat(store.past("b")).isEqualTo(Past.UNKNOWN);
    }

    @Test
    void isTakenOnceByManyThreads() {
        store.add(launch("epic", "a", 60));
        long taken = IntStream.range(0, 1000)
                .parallel()
                .filter(number -> store.take("a"))
                .count();
        assertThat(taken).isEqualTo(1);
    }

    @Test
    void expiresInTheOrderOfTheEndsNotOfTheBeginnings() {
        store.add(launch("epic", "long", 600));
        store.add(launch("epic", "short", 60));
        clock.pass(Duration.ofSeconds(59));
        assertThat(store.find("short")).isPresent();
        clock.pass(Duration.ofSeconds(1));
        assertThat(store.find("short")).isEmpty();
        assertThat(store.past("short")).isEqualTo(Past.EXPIRED);
        assertThat(store.take("short")).isFalse();
        assertThat(store.find("long")).isPresent();
    }

    @Test
    void refusesWhenFullUntilOneEndsOrExpires() {
        store.add(launch("epic", "a", 60));
        store.add(launch("epic", "b", 600));
        assertThatThrownBy(() -> store.add(launch("epic", "c", 600)))
                .isInstanceOf(LaunchStoreException.class)
                .hasMessageStartingWith("SAFIRE-1108 epic: Too many launches: 2 ")
                .hasMessageContaining("safire.epic.max-pending-launches");
        store.add(launch("cerner", "d", 600));
        store.take("b");
        store.add(launch("epic", "e", 600));
        clock.pass(Duration.ofSeconds(61));
        store.add(launch("epic", "f", 600));
        assertThat(store.find("e")).isPresent();
        assertThat(store.past("a")).isEqualTo(Past.EXPIRED);
    }

    @Test
    void remembersABoundedNumber() {
        for (int number = 0; number < 10_010; number++) {
            store.add(launch("epic", "state-" + number, 60));
            store.take("state-" + number);
        }
        assertThat(store.past("state-9")).isEqualTo(Past.UNKNOWN);
        assertThat(store.past("state-10")).isEqualTo(Past.USED);
        assertThat(store.past("state-10009")).isEqualTo(Past.USED);
    }

    private static PendingLaunch launch(String server, String state, int seconds) {
        AuthorizationRequest request = new AuthorizationRequest(
                server,
                URI.create("https://as.example/authorize"),
                Map.of("state", state, "redirect_uri", "https://app.example/callback"),
                "verifier");
        return new PendingLaunch("id-" + state, request, "agent", START, START.plusSeconds(seconds), null);
    }
}
