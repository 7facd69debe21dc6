package io.safire.internal.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.internal.LogCapture;
import io.safire.internal.TestServers;
import io.safire.internal.event.RequestObservers;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.ServerClock;
import io.safire.internal.http.TransportException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests of the lifetime of cached metadata, of the clock of the server, and of the log. */
class SmartMetadataCacheTest extends MetadataCacheFixture {

    @Test
    void cachesMetadataForMaxAge() {
        enqueueResponse(200, "max-age=60");
        enqueueResponse(200, "max-age=60");
        cache.metadata();
        clock.advance(Duration.ofSeconds(59));
        cache.metadata();
        assertThat(requests).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        cache.metadata();
        assertThat(requests).isEqualTo(2);
    }

    @Test
    void cachesMetadataForOneMinuteInSpiteOfShorterLifetime() {
        for (String header :
                List.of("no-store", "no-cache, no-store, max-age=0, must-revalidate", "max-age=0", "max-age=5")) {
            assertThat(lifetime(Map.of(), header)).as(header).isEqualTo(Duration.ofMinutes(1));
        }
        assertThat(lifetime(Map.of(), "max-age=61")).isEqualTo(Duration.ofSeconds(61));
        Map<String, String> shorter = Map.of("metadata-refresh-interval", "PT10S");
        assertThat(lifetime(shorter, "no-store")).isEqualTo(Duration.ofSeconds(10));
        assertThat(lifetime(shorter, "max-age=30")).isEqualTo(Duration.ofSeconds(30));
        assertThat(lifetime(Map.of("metadata-refresh-interval", "PT10M"), "no-store"))
                .isEqualTo(Duration.ofMinutes(1));
        assertThat(lifetime(Map.of("metadata-lifetime", "PT5S"), "")).isEqualTo(Duration.ofSeconds(5));
        assertThat(lifetime(Map.of("metadata-lifetime", "PT5S"), "no-store")).isEqualTo(Duration.ofSeconds(5));
    }

    /** Returns the time for which a client caches a response, in whole seconds. */
    private Duration lifetime(Map<String, String> settings, String header) {
        SmartMetadataCache fresh = new SmartMetadataCache(
                TestServers.epic(settings),
                new RecordingSender(),
                clock,
                new DiscoveryState(clock),
                RequestObservers.NONE);
        enqueueResponse(200, header);
        enqueueResponse(200, header);
        fresh.metadata();
        int before = requests;
        Duration lifetime = Duration.ZERO;
        while (requests == before) {
            clock.advance(Duration.ofSeconds(1));
            lifetime = lifetime.plusSeconds(1);
            fresh.metadata();
        }
        return lifetime;
    }

    @Test
    void defaultsToOneHourAndLimitsLifetimeToOneDay() {
        enqueueResponse(200, "");
        enqueueResponse(200, "max-age=999999999");
        enqueueResponse(200, "");
        cache.metadata();
        clock.advance(Duration.ofMinutes(61));
        cache.metadata();
        clock.advance(Duration.ofHours(25));
        cache.metadata();
        assertThat(requests).isEqualTo(3);
    }

    @Test
    void logsViolationsOfResponseUntilTheyChange() {
        for (String type : List.of("text/html", "text/html", "application/json", "text/html")) {
            responses.add(() -> new InboundResponse(
                    ADDRESS,
                    200,
                    Map.of("content-type", type, "cache-control", "max-age=60"),
                    "{\"token_endpoint\":\"https://fhir.example/token\"}".getBytes(UTF_8)));
        }
        List<Integer> lines = new ArrayList<>();
        try (LogCapture log = new LogCapture(SmartMetadataLoader.class.getName())) {
            for (int load = 0; load < 4; load++) {
                cache.metadata();
                lines.add(log.lines().size());
                clock.advance(Duration.ofMinutes(2));
            }
            assertThat(log.lines().get(0))
                    .startsWith("WARNING SAFIRE-0315 epic: ")
                    .contains(ADDRESS + ": The response has the Content-Type text/html");
        }
        assertThat(lines).containsExactly(1, 1, 1, 2);
    }

    @Test
    void learnsClockFromOriginOfTokenEndpointOnly() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                clock.instant().plus(Duration.ofMinutes(1)).atZone(ZoneOffset.UTC));
        for (String tokenEndpoint : List.of("https://as.example/token", "https://fhir.example/token")) {
            DiscoveryState state = new DiscoveryState(clock);
            ServerClock serverClock = state.serverClock(TestServers.epic());
            String document = "{\"token_endpoint\":\"" + tokenEndpoint + "\"}";
            responses.add(() -> new InboundResponse(ADDRESS, 200, Map.of("date", date), document.getBytes(UTF_8)));
            new SmartMetadataCache(
                            TestServers.epic(Map.of()), new RecordingSender(), clock, state, RequestObservers.NONE)
                    .metadata();
            assertThat(serverClock.offset().isZero())
                    .as(tokenEndpoint)
                    .isEqualTo(tokenEndpoint.startsWith("https://as.example"));
        }
    }

    @Test
    void learnsClocksOfAllClientsOfTheServer() {
        DiscoveryState state = new DiscoveryState(clock);
        ServerClock discovered = state.serverClock(TestServers.epic());
        ServerClock configured =
                state.serverClock(TestServers.epic(Map.of("token-endpoint", "https://as.example/token")));
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                clock.instant().plus(Duration.ofMinutes(1)).atZone(ZoneOffset.UTC));
        byte[] document = "{\"token_endpoint\":\"https://fhir.example/token\"}".getBytes(UTF_8);
        responses.add(() -> new InboundResponse(ADDRESS, 200, Map.of("date", date), document));
        new SmartMetadataCache(TestServers.epic(), new RecordingSender(), clock, state, RequestObservers.NONE)
                .metadata();
        assertThat(state.serverClock(TestServers.epic())).isSameAs(discovered);
        assertThat(discovered.offset()).isEqualTo(Duration.ofMinutes(1));
        assertThat(configured.offset()).isZero();
    }

    @Test
    void cachesUnreachableServerForThreeSeconds() {
        responses.add(() -> {
            throw new TransportException(TransportException.FailureKind.NOT_CONNECTED, "Connection refused", ADDRESS);
        });
        enqueueResponse(200, "");
        assertThatThrownBy(cache::metadata).isInstanceOf(NetworkException.class);
        assertThatThrownBy(cache::metadata).isInstanceOf(NetworkException.class);
        assertThat(requests).isEqualTo(1);
        clock.advance(Duration.ofSeconds(3));
        assertThat(cache.metadata().tokenEndpoint()).isPresent();
    }

    @Test
    void failsFastWhileAnotherCallerRetries() {
        responses.add(MetadataCacheFixture::unreachable);
        responses.add(() -> {
            assertThatThrownBy(cache::metadata)
                    .isInstanceOf(NetworkException.class)
                    .hasMessageContaining("Connection refused");
            return unreachable();
        });
        enqueueResponse(200, "");
        assertThatThrownBy(cache::metadata).isInstanceOf(NetworkException.class);
        clock.advance(Duration.ofSeconds(3));
        assertThatThrownBy(cache::metadata).isInstanceOf(NetworkException.class);
        assertThat(requests).isEqualTo(2);
        clock.advance(Duration.ofSeconds(3));
        assertThat(cache.metadata().tokenEndpoint()).isPresent();
    }

    @Test
    void doesNotCacheUnusableResponse() {
        enqueueResponse(404, "");
        enqueueResponse(200, "");
        assertThatThrownBy(cache::metadata)
                .isInstanceOfSatisfying(DiscoveryException.class, thrown -> assertThat(thrown.status())
                        .hasValue(404));
        assertThat(cache.metadata().tokenEndpoint()).isPresent();
    }

    @Test
    void cachesDocumentWithoutEndpointsForThreeSeconds() {
        responses.add(() -> new InboundResponse(ADDRESS, 200, Map.of(), "{\"error\":\"busy\"}".getBytes(UTF_8)));
        enqueueResponse(200, "");
        assertThat(cache.metadata().tokenEndpoint()).isEmpty();
        clock.advance(Duration.ofSeconds(2));
        assertThat(cache.metadata().tokenEndpoint()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(cache.metadata().tokenEndpoint()).isPresent();
    }

    @Test
    void keepsCacheControlAfter304() {
        enqueueResponse(200, "max-age=60, must-revalidate");
        cache.metadata();
        for (int round = 0; round < 2; round++) {
            clock.advance(Duration.ofSeconds(60));
            responses.add(() -> new InboundResponse(ADDRESS, 304, Map.of(), new byte[0]));
            cache.metadata();
        }
        assertThat(requests).isEqualTo(3);
        clock.advance(Duration.ofSeconds(60));
        enqueueResponse(500, "");
        assertThatThrownBy(cache::metadata).hasMessageContaining("HTTP 500");
    }

    @Test
    void logsFailedDiscoveryOnce() {
        try (LogCapture log = new LogCapture(SmartMetadataLoader.class.getName())) {
            responses.add(MetadataCacheFixture::unreachable);
            assertThatThrownBy(cache::metadata).isInstanceOf(NetworkException.class);
            assertThatThrownBy(cache::metadata).isInstanceOf(NetworkException.class);
            enqueueResponse(401, "");
            clock.advance(Duration.ofSeconds(3));
            assertThatThrownBy(cache::metadata).isInstanceOf(DiscoveryException.class);
            assertThat(requests).isEqualTo(2);
            assertThat(log.lines()).hasSize(2);
            assertThat(log.lines().get(0))
                    .startsWith("WARNING SAFIRE-0202 epic: HTTP request failed: Connection refused");
            assertThat(log.lines().get(1))
                    .startsWith("WARNING SAFIRE-0301 epic: Failed to discover SMART configuration from " + ADDRESS
                            + " (HTTP 401).");
        }
    }

    @Test
    void explainsStatusOfFailedDiscovery() {
        enqueueResponse(403, "");
        assertThatThrownBy(cache::metadata)
                .isInstanceOfSatisfying(DiscoveryException.class, thrown -> assertThat(thrown.findings())
                        .singleElement()
                        .satisfies(cause -> assertThat(cause.id()).isEqualTo("SAFIRE-0226")))
                .hasMessageContaining("(HTTP 403). The server or a firewall rejected the request")
                .hasMessageContaining("safire.epic.user-agent")
                .hasMessageEndingWith("curl -v " + ADDRESS)
                .hasMessageNotContaining("base-url");
    }
}
