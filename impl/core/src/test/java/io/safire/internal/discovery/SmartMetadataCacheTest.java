package io.safire.internal.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.discovery.SmartMetadata;
import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.event.SmartRequest;
import io.safire.internal.LogCapture;
import io.safire.internal.SettableClock;
import io.safire.internal.TestServers;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.document.StaleCopyWarning;
import io.safire.internal.event.RequestObservers;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.http.ServerClock;
import io.safire.internal.http.TransportException;
import io.safire.spi.RequestObserver;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SmartMetadataCacheTest {

    private static final URI ADDRESS = URI.create("https://fhir.example/r4/.well-known/smart-configuration");

    private final SettableClock clock = new SettableClock();
    private final Deque<Supplier<InboundResponse>> responses = new ArrayDeque<>();
    private int requests;
    private final List<String> etags = new ArrayList<>();
    private final SmartMetadataCache cache = new SmartMetadataCache(
            TestServers.epic(Map.of()), new RecordingSender(), clock, new DiscoveryState(clock), RequestObservers.NONE);

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
        responses.add(SmartMetadataCacheTest::unreachable);
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
    void usesStaleCopyForOneDayAndLogsWarning() {
        enqueueResponse(200, "max-age=60");
        cache.metadata();
        clock.advance(Duration.ofSeconds(60));
        try (LogCapture log = new LogCapture(StaleCopyWarning.class.getName())) {
            enqueueResponse(500, "");
            assertThat(cache.metadata().tokenEndpoint()).isPresent();
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING SAFIRE-0310 epic: ")
                    .contains("safire.epic.metadata-stale-if-error", "2026-11-25T00:01:00Z", "HTTP 500");
        }
        for (Supplier<InboundResponse> failure : List.<Supplier<InboundResponse>>of(
                () -> new InboundResponse(ADDRESS, 200, Map.of(), "<html>Maintenance</html>".getBytes(UTF_8)),
                () -> new InboundResponse(ADDRESS, 429, Map.of(), new byte[0]),
                SmartMetadataCacheTest::unreachable)) {
            clock.advance(Duration.ofHours(7));
            responses.add(failure);
            assertThat(cache.metadata().tokenEndpoint()).isPresent();
        }
        clock.advance(Duration.ofHours(3));
        responses.add(SmartMetadataCacheTest::unreachable);
        assertThatThrownBy(cache::metadata).isInstanceOf(NetworkException.class);
        assertThat(requests).isEqualTo(6);
    }

    @Test
    void retriesFailingServerAfterThirtySeconds() {
        enqueueResponse(200, "max-age=60");
        cache.metadata();
        clock.advance(Duration.ofSeconds(60));
        enqueueResponse(503, "");
        cache.metadata();
        clock.advance(Duration.ofSeconds(29));
        cache.metadata();
        assertThat(requests).isEqualTo(2);
        clock.advance(Duration.ofSeconds(1));
        enqueueResponse(200, "max-age=60");
        cache.metadata();
        assertThat(requests).isEqualTo(3);
        clock.advance(Duration.ofSeconds(59));
        cache.metadata();
        assertThat(requests).isEqualTo(3);
    }

    @Test
    void failsWhenServerWithdrawsConfiguration() {
        for (int status : new int[] {401, 403, 404, 410}) {
            SmartMetadataCache again = new SmartMetadataCache(
                    TestServers.epic(Map.of()),
                    new RecordingSender(),
                    clock,
                    new DiscoveryState(clock),
                    RequestObservers.NONE);
            enqueueResponse(200, "max-age=60");
            again.metadata();
            clock.advance(Duration.ofSeconds(60));
            enqueueResponse(status, "");
            assertThatThrownBy(again::metadata).hasMessageContaining("HTTP " + status);
        }
    }

    @Test
    void usesNoStaleCopyIfServerOrSettingForbidsIt() {
        for (String header :
                List.of("no-store", "no-cache", "max-age=60, must-revalidate", "max-age=60, stale-if-error=0")) {
            SmartMetadataCache strict = new SmartMetadataCache(
                    TestServers.epic(Map.of()),
                    new RecordingSender(),
                    clock,
                    new DiscoveryState(clock),
                    RequestObservers.NONE);
            enqueueResponse(200, header);
            strict.metadata();
            clock.advance(Duration.ofSeconds(60));
            enqueueResponse(500, "");
            assertThatThrownBy(strict::metadata).as(header).hasMessageContaining("HTTP 500");
        }
        SmartMetadataCache off = new SmartMetadataCache(
                TestServers.epic(Map.of("metadata-stale-if-error", "PT0S")),
                new RecordingSender(),
                clock,
                new DiscoveryState(clock),
                RequestObservers.NONE);
        enqueueResponse(200, "max-age=60");
        off.metadata();
        clock.advance(Duration.ofSeconds(60));
        enqueueResponse(500, "");
        assertThatThrownBy(off::metadata).hasMessageContaining("HTTP 500");
    }

    @Test
    void limitsStaleIfErrorOfServerToSetting() {
        SmartMetadataCache hour = new SmartMetadataCache(
                TestServers.epic(Map.of("metadata-stale-if-error", "PT1H")),
                new RecordingSender(),
                clock,
                new DiscoveryState(clock),
                RequestObservers.NONE);
        enqueueResponse(200, "max-age=60, stale-if-error=600");
        hour.metadata();
        clock.advance(Duration.ofMinutes(10));
        enqueueResponse(500, "");
        assertThat(hour.metadata().tokenEndpoint()).isPresent();
        clock.advance(Duration.ofMinutes(1));
        enqueueResponse(200, "max-age=60, stale-if-error=999999999");
        hour.metadata();
        clock.advance(Duration.ofMinutes(62));
        enqueueResponse(500, "");
        assertThatThrownBy(hour::metadata).hasMessageContaining("HTTP 500");
    }

    @Test
    void reloadsMarkedCopyAtMostOncePerMinute() {
        enqueueResponse(200, "max-age=3600");
        cache.metadata();
        clock.advance(Duration.ofSeconds(59));
        cache.markWrong();
        cache.metadata();
        assertThat(requests).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        cache.markWrong();
        enqueueResponse(200, "max-age=3600");
        cache.metadata();
        cache.markWrong();
        cache.metadata();
        assertThat(requests).isEqualTo(2);
        assertThat(etags).containsExactly("", "");
    }

    @Test
    void usesMarkedCopyWhileServerFails() {
        cache.markWrong();
        enqueueResponse(200, "max-age=3600");
        cache.metadata();
        clock.advance(Duration.ofMinutes(1));
        cache.markWrong();
        enqueueResponse(502, "");
        assertThat(cache.metadata().tokenEndpoint()).isPresent();
        clock.advance(Duration.ofSeconds(29));
        cache.markWrong();
        cache.metadata();
        assertThat(requests).isEqualTo(2);
    }

    @Test
    void revalidatesStaleCopyByEtag() {
        enqueueResponse(200, "max-age=60");
        cache.metadata();
        clock.advance(Duration.ofSeconds(60));
        enqueueResponse(304, "max-age=60");
        assertThat(cache.metadata().tokenEndpoint()).isPresent();
        assertThat(etags).containsExactly("", "\"1\"");
    }

    @Test
    void returnsStaleCopyToConcurrentCallerAfterFailure() {
        AtomicReference<SmartMetadataCache> cacheUnderTest = new AtomicReference<>();
        List<SmartMetadata> others = new ArrayList<>();
        RequestObserver another = new RequestObserver() {
            @Override
            public ActiveRequest onStart(String server, SmartRequest request) {
                return outcome -> {
                    if (outcome == RequestOutcome.UNAVAILABLE) {
                        others.add(onAnotherThread(() -> cacheUnderTest.get().metadata()));
                    }
                };
            }
        };
        cacheUnderTest.set(new SmartMetadataCache(
                shortTimeouts(),
                new RecordingSender(),
                clock,
                new DiscoveryState(clock),
                new RequestObservers(List.of(another))));
        enqueueResponse(200, "max-age=60");
        cacheUnderTest.get().metadata();
        clock.advance(Duration.ofSeconds(60));
        responses.add(SmartMetadataCacheTest::unreachable);
        assertThat(cacheUnderTest.get().metadata().tokenEndpoint()).isPresent();
        assertThat(others).hasSize(1);
    }

    @Test
    void returnsStaleCopyToCallerThatTimesOut() {
        SmartMetadataCache impatient = new SmartMetadataCache(
                shortTimeouts(), new RecordingSender(), clock, new DiscoveryState(clock), RequestObservers.NONE);
        enqueueResponse(200, "max-age=60");
        SmartMetadata first = impatient.metadata();
        clock.advance(Duration.ofSeconds(60));
        responses.add(() -> {
            assertThat(onAnotherThread(impatient::metadata)).isEqualTo(first);
            return new InboundResponse(ADDRESS, 404, Map.of(), new byte[0]);
        });
        assertThatThrownBy(impatient::metadata).hasMessageContaining("HTTP 404");
        assertThat(requests).isEqualTo(2);
    }

    private static ServerSettings shortTimeouts() {
        return TestServers.epic(Map.of("connect-timeout", "PT0.01S", "read-timeout", "PT0.01S"));
    }

    private static <T> T onAnotherThread(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work)
                .orTimeout(20, TimeUnit.MINUTES)
                .join();
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
            responses.add(SmartMetadataCacheTest::unreachable);
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
    void doesNotLogFailureIfStaleCopyIsUsed() {
        enqueueResponse(200, "max-age=60");
        cache.metadata();
        clock.advance(Duration.ofSeconds(60));
        try (LogCapture log = new LogCapture(SmartMetadataLoader.class.getName())) {
            enqueueResponse(500, "");
            cache.metadata();
            assertThat(log.lines()).isEmpty();
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

    private static InboundResponse unreachable() {
        throw new TransportException(TransportException.FailureKind.NOT_CONNECTED, "Connection refused", ADDRESS);
    }

    private void enqueueResponse(int status, String cacheControl) {
        byte[] body = "{\"token_endpoint\":\"https://as.example/token\"}".getBytes(UTF_8);
        Map<String, String> headers = Map.of("cache-control", cacheControl, "etag", "\"1\"");
        responses.add(() -> new InboundResponse(ADDRESS, status, headers, body));
    }

    private final class RecordingSender implements HttpSender {
        @Override
        public InboundResponse send(OutboundRequest sent) {
            requests++;
            assertThat(sent.target()).isEqualTo(ADDRESS);
            etags.add(String.valueOf(Objects.requireNonNullElse(sent.etag(), "")));
            return responses.remove().get();
        }
    }
}
