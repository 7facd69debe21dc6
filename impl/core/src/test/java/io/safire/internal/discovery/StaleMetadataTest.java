package io.safire.internal.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.discovery.SmartMetadata;
import io.safire.error.NetworkException;
import io.safire.event.SmartRequest;
import io.safire.internal.LogCapture;
import io.safire.internal.TestServers;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.document.StaleCopyWarning;
import io.safire.internal.event.RequestObservers;
import io.safire.internal.http.InboundResponse;
import io.safire.spi.RequestObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Tests of the use of expired metadata while the server fails, and of its revalidation. */
class StaleMetadataTest extends MetadataCacheFixture {

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
                MetadataCacheFixture::unreachable)) {
            clock.advance(Duration.ofHours(7));
            responses.add(failure);
            assertThat(cache.metadata().tokenEndpoint()).isPresent();
        }
        clock.advance(Duration.ofHours(3));
        responses.add(MetadataCacheFixture::unreachable);
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
        responses.add(MetadataCacheFixture::unreachable);
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
}
