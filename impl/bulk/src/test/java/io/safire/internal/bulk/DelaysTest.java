package io.safire.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.internal.SettableClock;
import io.safire.internal.TestServers;
import io.safire.internal.http.InboundResponse;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DelaysTest {

    private final SettableClock clock = new SettableClock();
    private final Delays delays = new Delays(clock, delay -> {}, new BulkErrors(TestServers.epic()));

    /** Some servers send the time of the next request in milliseconds since 1970. */
    @ParameterizedTest
    @CsvSource({
        "0, PT1S",
        "7, PT7S",
        "300, PT5M",
        "301, PT5M",
        "1796000000000, PT5M",
        "999999999999999, PT5M",
        "'Thu, 01 Jan 1970 00:00:00 GMT', PT1S",
        "'Fri, 31 Dec 9999 23:59:59 GMT', PT5M"
    })
    void limitsRetryAfter(String header, Duration expected) {
        assertThat(after(header, 0)).isEqualTo(expected);
    }

    @Test
    void readsDateOfRetryAfter() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                clock.instant().plusSeconds(40).atOffset(ZoneOffset.UTC));
        assertThat(after(date, 0)).isBetween(Duration.ofSeconds(39), Duration.ofSeconds(40));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-5", "soon", "1.5", "99999999999999999999", "2026-12-01T00:00:00Z"})
    void doublesDelayWithoutUsableRetryAfter(String header) {
        assertThat(after(header, 0)).isEqualTo(Duration.ofSeconds(5));
        assertThat(after(header, 1)).isEqualTo(Duration.ofSeconds(10));
        assertThat(after(header, 5)).isEqualTo(Duration.ofMinutes(2));
        assertThat(after(header, Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void reportsInterruptionAndKeepsIt() {
        Delays interrupted = new Delays(
                clock,
                delay -> {
                    throw new InterruptedException();
                },
                new BulkErrors(TestServers.epic()));
        assertThatThrownBy(() -> interrupted.sleep(Duration.ofSeconds(1))).hasMessageContaining("SAFIRE-2611");
        assertThat(Thread.interrupted()).isTrue();
    }

    private Duration after(String header, int earlier) {
        URI url = URI.create("https://fhir.example/r4/status/1");
        return delays.after(new InboundResponse(url, 202, Map.of("retry-after", header), new byte[0]), earlier);
    }
}
