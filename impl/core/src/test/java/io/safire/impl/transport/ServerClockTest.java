package io.safire.impl.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.impl.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ServerClockTest {

    private static final String AHEAD = "Sun, 01 Mar 2026 00:01:00 GMT";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T00:00:00Z"));
    private final ServerClock server = new ServerClock(clock);

    @Test
    void differenceOfMoreThanAMomentIsFollowed() {
        server.learn(AHEAD);
        assertThat(server.offset()).isEqualTo(Duration.ofMinutes(1));
        assertThat(server.instant()).isEqualTo(Instant.parse("2026-03-01T00:01:00Z"));
        server.learn("Sun, 01 Mar 2026 00:00:05 GMT");
        assertThat(server.offset()).isZero();
    }

    @Test
    void whatIsNotBelievableIsNotFollowed() {
        server.learn(AHEAD);
        server.learn("Tue, 03 Mar 2026 00:00:00 GMT");
        assertThat(server.offset()).isZero();
        server.learn(AHEAD);
        assertThat(server.offset()).isEqualTo(Duration.ofMinutes(1));
        server.learn("yesterday");
        assertThat(server.offset()).isZero();
    }

    @Test
    void sameDateCountsAnewWhenTimeHasPassed() {
        server.learn(AHEAD);
        clock.pass(Duration.ofMillis(999));
        server.learn(AHEAD);
        assertThat(server.offset()).isEqualTo(Duration.ofMinutes(1));
        clock.pass(Duration.ofSeconds(20));
        server.learn(AHEAD);
        assertThat(server.offset()).isEqualTo(Duration.ofMillis(39_001));
    }
}
