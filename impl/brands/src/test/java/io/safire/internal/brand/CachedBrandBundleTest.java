package io.safire.internal.brand;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.brand.BrandBundle;
import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.internal.LogCapture;
import io.safire.internal.SettableClock;
import io.safire.internal.TestServers;
import io.safire.internal.document.StaleCopyWarning;
import io.safire.internal.event.RequestObservers;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.TransportException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CachedBrandBundleTest {

    private static final URI ADDRESS = URI.create("https://vendor.example/brands");

    private final SettableClock clock = new SettableClock();
    private final Deque<Supplier<InboundResponse>> responses = new ArrayDeque<>();
    private int requests;

    @Test
    void requestsUnreachablePublisherOnceForManyCallers() {
        CachedBrandBundle source = createCache();
        responses.add(CachedBrandBundleTest::unreachable);
        responses.add(CachedBrandBundleTest::bundle);
        assertThatThrownBy(source::bundle).isInstanceOf(NetworkException.class);
        assertThatThrownBy(source::bundle).isInstanceOf(NetworkException.class).hasMessageContaining("refused");
        assertThat(requests).isEqualTo(1);
        clock.advance(Duration.ofSeconds(3));
        assertThat(source.bundle().brands()).isEmpty();
    }

    @Test
    void keepsCacheControlAfter304() {
        CachedBrandBundle source = createCache();
        responses.add(() -> new InboundResponse(
                ADDRESS, 200, Map.of("cache-control", "max-age=60", "etag", "\"1\""), bundle().body()));
        source.bundle();
        for (int round = 0; round < 2; round++) {
            clock.advance(Duration.ofSeconds(60));
            responses.add(() -> new InboundResponse(ADDRESS, 304, Map.of(), new byte[0]));
            source.bundle();
        }
        assertThat(requests).isEqualTo(3);
    }

    @Test
    void usesStaleBrandsAndLogsWarningWhilePublisherFails() {
        CachedBrandBundle source = createCache();
        responses.add(() -> new InboundResponse(ADDRESS, 200, Map.of("cache-control", "max-age=60"), bundle().body()));
        BrandBundle first = source.bundle();
        clock.advance(Duration.ofSeconds(60));
        responses.add(() -> new InboundResponse(ADDRESS, 503, Map.of(), new byte[0]));
        try (LogCapture log = new LogCapture(StaleCopyWarning.class.getName())) {
            assertThat(source.bundle()).isSameAs(first);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING SAFIRE-0310 epic: ")
                    .contains("the brands from " + ADDRESS, "HTTP 503");
        }
        clock.advance(Duration.ofSeconds(30));
        responses.add(() -> new InboundResponse(ADDRESS, 404, Map.of(), new byte[0]));
        assertThatThrownBy(source::bundle).hasMessageContaining("HTTP 404");
    }

    @Test
    void doesNotCacheUnusableResponse() {
        CachedBrandBundle source = createCache();
        responses.add(() -> new InboundResponse(ADDRESS, 500, Map.of(), new byte[0]));
        responses.add(CachedBrandBundleTest::bundle);
        assertThatThrownBy(source::bundle).isInstanceOf(DiscoveryException.class);
        assertThat(source.bundle().brands()).isEmpty();
    }

    @Test
    void opensCircuitPerAddress() {
        CachedBrandBundle failing = createCache();
        for (int call = 0; call < 3; call++) {
            responses.add(() -> new InboundResponse(ADDRESS, 503, Map.of(), new byte[0]));
            assertThatThrownBy(failing::bundle).isInstanceOf(DiscoveryException.class);
        }
        assertThatThrownBy(failing::bundle)
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("SAFIRE-1702 epic");
        assertThat(requests).isEqualTo(3);
        responses.add(CachedBrandBundleTest::bundle);
        assertThat(createCache().bundle().brands()).isEmpty();
    }

    @Test
    void reportsLimitWhenBrandsNeedTooMuchMemory() {
        String brand = "{\"resource\":{\"resourceType\":\"Organization\",\"name\":\"a\"}},";
        String body = "{\"resourceType\":\"Bundle\",\"entry\":[" + brand.repeat(15_000) + "{}]}";
        responses.add(() -> new InboundResponse(ADDRESS, 200, Map.of(), body.getBytes(UTF_8)));
        assertThatThrownBy(createCache(Map.of("brand-bundle-limit", "1"))::bundle)
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("SAFIRE-1204 epic")
                .hasMessageContaining("its brands need more than 1 MiB of memory")
                .hasMessageContaining("raise safire.epic.brand-bundle-limit");
        responses.add(() -> new InboundResponse(ADDRESS, 200, Map.of(), body.getBytes(UTF_8)));
        assertThat(createCache().bundle().brands()).hasSize(15_000);
    }

    @Test
    void reportsLastFailureDuringNewAttempt() throws Exception {
        CachedBrandBundle source = createCache();
        responses.add(CachedBrandBundleTest::unreachable);
        assertThatThrownBy(source::bundle).isInstanceOf(NetworkException.class);
        clock.advance(Duration.ofSeconds(3));
        CountDownLatch requestStarted = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        responses.add(() -> {
            requestStarted.countDown();
            await(release);
            return bundle();
        });
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Future<BrandBundle> first = threads.submit(source::bundle);
            await(requestStarted);
            List<Future<BrandBundle>> others = IntStream.range(0, 20)
                    .mapToObj(caller -> threads.submit(source::bundle))
                    .toList();
            assertThat(others).allSatisfy(other -> assertThatThrownBy(() -> other.get(20, TimeUnit.MINUTES))
                    .hasCauseInstanceOf(NetworkException.class)
                    .hasMessageContaining("Connection refused"));
            release.countDown();
            assertThat(first.get(20, TimeUnit.MINUTES).brands()).isEmpty();
            assertThat(source.bundle().brands()).isEmpty();
        } finally {
            release.countDown();
            threads.shutdownNow();
        }
        assertThat(requests).isEqualTo(2);
    }

    @Test
    void limitsWaitForLoadOfOtherCaller() throws Exception {
        CachedBrandBundle source = createCache();
        CountDownLatch requestStarted = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        responses.add(() -> {
            requestStarted.countDown();
            await(release);
            return bundle();
        });
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<BrandBundle> first = threads.submit(source::bundle);
            await(requestStarted);
            Future<BrandBundle> second = threads.submit(source::bundle);
            assertThatThrownBy(() -> second.get(20, TimeUnit.MINUTES)).hasCauseInstanceOf(NetworkException.class);
            release.countDown();
            assertThat(first.get(20, TimeUnit.MINUTES).brands()).isEmpty();
        } finally {
            release.countDown();
            threads.shutdownNow();
        }
        assertThat(requests).isEqualTo(1);
    }

    private CachedBrandBundle createCache() {
        return createCache(
                Map.of("connect-timeout", "PT0.01S", "read-timeout", "PT0.01S", "circuit-breaker.failures", "3"));
    }

    private CachedBrandBundle createCache(Map<String, String> settings) {
        HttpSender calls = request -> {
            requests++;
            return responses.remove().get();
        };
        return new CachedBrandBundle(
                TestServers.epic(settings), calls, clock, RequestObservers.NONE, ADDRESS, "the call");
    }

    private static InboundResponse bundle() {
        byte[] body = "{\"resourceType\":\"Bundle\",\"entry\":[]}".getBytes(UTF_8);
        return new InboundResponse(ADDRESS, 200, Map.of(), body);
    }

    private static InboundResponse unreachable() {
        throw new TransportException(TransportException.FailureKind.NOT_CONNECTED, "Connection refused", ADDRESS);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
