package io.safire.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.internal.SettableClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerClockTest {

    private static final String AHEAD = "Sun, 01 Mar 2026 00:01:00 GMT";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T00:00:00Z"));
    private final ServerClock server = new ServerClock(clock);

    @Test
    void followsDifferenceAboveFiveSeconds() {
        server.learn(AHEAD);
        assertThat(server.offset()).isEqualTo(Duration.ofMinutes(1));
        assertThat(server.instant()).isEqualTo(Instant.parse("2026-03-01T00:01:00Z"));
        server.learn("Sun, 01 Mar 2026 00:00:05 GMT");
        assertThat(server.offset()).isZero();
    }

    @Test
    void ignoresImplausibleAndInvalidDates() {
        server.learn(AHEAD);
        server.learn("Tue, 03 Mar 2026 00:00:00 GMT");
        assertThat(server.offset()).isZero();
        server.learn(AHEAD);
        assertThat(server.offset()).isEqualTo(Duration.ofMinutes(1));
        server.learn("yesterday");
        assertThat(server.offset()).isZero();
    }

    @Test
    void followsDifferenceUpToFiveMinutes() {
        server.learn("Sun, 01 Mar 2026 00:05:00 GMT");
        assertThat(server.offset()).isEqualTo(Duration.ofMinutes(5));
        server.learn("Sat, 28 Feb 2026 23:55:00 GMT");
        assertThat(server.offset()).isEqualTo(Duration.ofMinutes(-5));
        for (String far : new String[] {"Sun, 01 Mar 2026 00:05:01 GMT", "Sat, 28 Feb 2026 23:54:59 GMT"}) {
            server.learn(far);
            assertThat(server.offset()).as(far).isZero();
            assertThat(server.instant()).as(far).isEqualTo(clock.instant());
            assertThat(server.difference().abs()).as(far).isEqualTo(Duration.ofSeconds(301));
        }
    }

    @Test
    void returnsLatestTimeNotBeforeLocalTime() {
        server.learn(AHEAD);
        assertThat(server.latest()).isEqualTo(clock.instant().plusSeconds(60));
        server.learn("Sat, 28 Feb 2026 23:59:00 GMT");
        assertThat(server.instant()).isEqualTo(clock.instant().minusSeconds(60));
        assertThat(server.latest()).isEqualTo(clock.instant());
    }

    @Test
    void ignoresServerErrorsRedirectsAndCachedResponses() {
        for (int status : new int[] {500, 502, 503, 504}) {
            server.learn(response(status, Map.of("date", AHEAD)));
        }
        server.learn(response(307, Map.of("date", AHEAD, "location", "https://other.example")));
        server.learn(response(200, Map.of("date", AHEAD, "age", "60")));
        server.learn(response(200, Map.of()));
        assertThat(server.difference()).isZero();
        for (int status : new int[] {200, 304, 400, 401, 429}) {
            server.learn("Sun, 01 Mar 2026 00:00:00 GMT");
            server.learn(response(status, Map.of("date", AHEAD)));
            assertThat(server.offset()).as("status " + status).isEqualTo(Duration.ofMinutes(1));
        }
    }

    private static InboundResponse response(int status, Map<String, String> headers) {
        return new InboundResponse(URI.create("https://as.example/token"), status, headers, new byte[0]);
    }

    @Test
    void learnsRepeatedDateAfterOneSecond() {
        server.learn(AHEAD);
        clock.advance(Duration.ofMillis(999));
        server.learn(AHEAD);
        assertThat(server.offset()).isEqualTo(Duration.ofMinutes(1));
        clock.advance(Duration.ofSeconds(20));
        server.learn(AHEAD);
        assertThat(server.offset()).isEqualTo(Duration.ofMillis(39_001));
    }
}
