package io.safire.impl.brand;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.brand.BrandBundle;
import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.impl.SettableClock;
import io.safire.impl.TestServers;
import io.safire.impl.event.Observers;
import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpCalls;
import io.safire.impl.transport.TransportFailure;
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

class BrandSourceTest {

    private static final URI ADDRESS = URI.create("https://vendor.example/brands");

    private final SettableClock clock = new SettableClock();
    private final Deque<Supplier<HttpAnswer>> answers = new ArrayDeque<>();
    private int requests;

    @Test
    void publisherThatCannotBeReachedIsAskedOncePerCrowd() {
        BrandSource source = source();
        answers.add(BrandSourceTest::unreachable);
        answers.add(BrandSourceTest::bundle);
        assertThatThrownBy(source::bundle).isInstanceOf(NetworkException.class);
        assertThatThrownBy(source::bundle).isInstanceOf(NetworkException.class).hasMessageContaining("refused");
        assertThat(requests).isEqualTo(1);
        clock.pass(Duration.ofSeconds(3));
        assertThat(source.bundle().brands()).isEmpty();
    }

    @Test
    void whatWasSaidOfKeepingHoldsAfterAnAnswerThatNothingHasChanged() {
        BrandSource source = source();
        answers.add(() ->
                new HttpAnswer(ADDRESS, 200, Map.of("cache-control", "max-age=60", "etag", "\"1\""), bundle().body()));
        source.bundle();
        for (int round = 0; round < 2; round++) {
            clock.pass(Duration.ofSeconds(60));
            answers.add(() -> new HttpAnswer(ADDRESS, 304, Map.of(), new byte[0]));
            source.bundle();
        }
        assertThat(requests).isEqualTo(3);
    }

    @Test
    void answerThatCannotBeUsedIsNotRemembered() {
        BrandSource source = source();
        answers.add(() -> new HttpAnswer(ADDRESS, 500, Map.of(), new byte[0]));
        answers.add(BrandSourceTest::bundle);
        assertThatThrownBy(source::bundle).isInstanceOf(DiscoveryException.class);
        assertThat(source.bundle().brands()).isEmpty();
    }

    @Test
    void addressThatDoesNotAnswerIsLeftAloneAndOthersAreNot() {
        BrandSource dead = source();
        for (int call = 0; call < 3; call++) {
            answers.add(() -> new HttpAnswer(ADDRESS, 503, Map.of(), new byte[0]));
            assertThatThrownBy(dead::bundle).isInstanceOf(DiscoveryException.class);
        }
        assertThatThrownBy(dead::bundle).isInstanceOf(NetworkException.class).hasMessageContaining("SAFIRE-1702 epic");
        assertThat(requests).isEqualTo(3);
        answers.add(BrandSourceTest::bundle);
        assertThat(source().bundle().brands()).isEmpty();
    }

    @Test
    void reportsLimitWhenBrandsNeedTooMuchMemory() {
        String brand = "{\"resource\":{\"resourceType\":\"Organization\",\"name\":\"a\"}},";
        String body = "{\"resourceType\":\"Bundle\",\"entry\":[" + brand.repeat(15_000) + "{}]}";
        answers.add(() -> new HttpAnswer(ADDRESS, 200, Map.of(), body.getBytes(UTF_8)));
        assertThatThrownBy(source(Map.of("brand-bundle-limit", "1"))::bundle)
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("SAFIRE-1204 epic")
                .hasMessageContaining("its brands need more than 1 MiB of memory")
                .hasMessageContaining("raise safire.epic.brand-bundle-limit");
        answers.add(() -> new HttpAnswer(ADDRESS, 200, Map.of(), body.getBytes(UTF_8)));
        assertThat(source().bundle().brands()).hasSize(15_000);
    }

    @Test
    void othersGetTheLastFailureAtOnceWhileOneAsksAgain() throws Exception {
        BrandSource source = source();
        answers.add(BrandSourceTest::unreachable);
        assertThatThrownBy(source::bundle).isInstanceOf(NetworkException.class);
        clock.pass(Duration.ofSeconds(3));
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        answers.add(() -> {
            asked.countDown();
            await(over);
            return bundle();
        });
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Future<BrandBundle> first = threads.submit(source::bundle);
            await(asked);
            List<Future<BrandBundle>> others = IntStream.range(0, 20)
                    .mapToObj(caller -> threads.submit(source::bundle))
                    .toList();
            assertThat(others).allSatisfy(other -> assertThatThrownBy(() -> other.get(20, TimeUnit.MINUTES))
                    .hasCauseInstanceOf(NetworkException.class)
                    .hasMessageContaining("Connection refused"));
            over.countDown();
            assertThat(first.get(20, TimeUnit.MINUTES).brands()).isEmpty();
            assertThat(source.bundle().brands()).isEmpty();
        } finally {
            over.countDown();
            threads.shutdownNow();
        }
        assertThat(requests).isEqualTo(2);
    }

    @Test
    void nobodyWaitsForAnotherLongerThanForAnAnswer() throws Exception {
        BrandSource source = source();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        answers.add(() -> {
            asked.countDown();
            await(over);
            return bundle();
        });
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<BrandBundle> first = threads.submit(source::bundle);
            await(asked);
            Future<BrandBundle> second = threads.submit(source::bundle);
            assertThatThrownBy(() -> second.get(20, TimeUnit.MINUTES)).hasCauseInstanceOf(NetworkException.class);
            over.countDown();
            assertThat(first.get(20, TimeUnit.MINUTES).brands()).isEmpty();
        } finally {
            over.countDown();
            threads.shutdownNow();
        }
        assertThat(requests).isEqualTo(1);
    }

    private BrandSource source() {
        return source(Map.of("connect-timeout", "PT0.01S", "read-timeout", "PT0.01S", "breaker-failures", "3"));
    }

    private BrandSource source(Map<String, String> settings) {
        HttpCalls calls = (repetition, request) -> {
            request.get();
            requests++;
            return answers.remove().get();
        };
        return new BrandSource(TestServers.epic(settings), calls, clock, Observers.NONE, ADDRESS, "the call");
    }

    private static HttpAnswer bundle() {
        byte[] body = "{\"resourceType\":\"Bundle\",\"entry\":[]}".getBytes(UTF_8);
        return new HttpAnswer(ADDRESS, 200, Map.of(), body);
    }

    private static HttpAnswer unreachable() {
        throw new TransportFailure(TransportFailure.Kind.NOT_CONNECTED, "Connection refused", ADDRESS);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
