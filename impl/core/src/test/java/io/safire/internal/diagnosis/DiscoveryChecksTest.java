package io.safire.internal.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.internal.http.InboundResponse;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiscoveryChecksTest {

    private static final Instant SENT = Instant.parse("2026-11-30T10:00:00Z");
    private static final URI ADDRESS = URI.create("https://fhir.example/r4/.well-known/smart-configuration");

    @Test
    void ignoresClockDifferenceThatSlowResponseExplains() {
        assertThat(difference(Duration.ofSeconds(20), SENT.plusSeconds(19))).isZero();
        assertThat(difference(Duration.ofSeconds(20), SENT.plusSeconds(1))).isZero();
    }

    @Test
    void reportsClockDifferenceInSpiteOfSlowResponse() {
        assertThat(difference(Duration.ofSeconds(2), SENT.plusSeconds(9))).isEqualTo(Duration.ofSeconds(8));
        assertThat(difference(Duration.ofSeconds(20), SENT.minusSeconds(30))).isEqualTo(Duration.ofSeconds(-40));
    }

    private static Duration difference(Duration roundTrip, Instant serverTime) {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(serverTime.atOffset(ZoneOffset.UTC));
        InboundResponse response = new InboundResponse(ADDRESS, 200, Map.of("date", date), new byte[0]);
        Probe probe = new Probe(
                ADDRESS, Optional.of(response), Optional.empty(), SENT, SENT.plus(roundTrip), Optional.empty());
        return DiscoveryChecks.clockDifference(probe, Clock.systemUTC());
    }
}
