package io.safire.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.event.SmartRequest;
import io.safire.internal.SettableClock;
import io.safire.internal.TestServers;
import io.safire.internal.config.ServerSettings;
import io.safire.spi.RequestObserver;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Results and waiting times of concurrent callers while one of them loads the value. */
@Timeout(1200)
class SingleFlightLoaderTest {

    private static final int CALLERS = 20;
    private static final String TIMED_OUT = "Timed out while another caller loaded the document";

    private final SettableClock clock = new SettableClock();
    private final Queue<Duration> waits = new ConcurrentLinkedQueue<>();
    private final AtomicInteger loads = new AtomicInteger();
    private final CountDownLatch loading = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Optional<String> fresh = Optional.empty();
    private volatile Optional<String> stale = Optional.empty();
    private volatile Supplier<String> result = () -> "new";
    private SingleFlightLoader loader = loader(Map.of("connect-timeout", "PT0.01S", "read-timeout", "PT0.01S"));

    @AfterEach
    void releaseCallers() {
        end.countDown();
        threads.shutdownNow();
    }

    @Test
    void failsFastWhileAnotherCallerRetries() throws Exception {
        failLoad(new IllegalStateException("refused"));
        clock.advance(Duration.ofSeconds(3));
        Future<String> first = holdLoad();
        assertThat(runConcurrentCallers()).hasSize(CALLERS).containsOnly("refused");
        assertThat(waits).isEmpty();
        assertThat(loads).hasValue(2);
        end.countDown();
        assertThat(first.get()).isEqualTo("new");
        assertThat(load()).as("after the failure").isEqualTo("new");
    }

    @Test
    void limitsWaitToTimeOfOneResponse() throws Exception {
        holdLoad();
        assertThat(runConcurrentCallers()).hasSize(CALLERS).containsOnly(TIMED_OUT);
        assertThat(waits).hasSize(CALLERS);
        assertThat(loads).hasValue(1);
    }

    @Test
    void returnsStaleCopyWhileAnotherCallerLoads() throws Exception {
        failLoad(new IllegalStateException("refused"));
        clock.advance(Duration.ofSeconds(3));
        stale = Optional.of("old");
        holdLoad();
        assertThat(runConcurrentCallers()).hasSize(CALLERS).containsOnly("old");
        assertThat(waits).isEmpty();
        assertThat(loads).hasValue(2);
    }

    @Test
    void returnsCopyLoadedByAnotherCallerAfterWait() throws Exception {
        loader = loader(Map.of());
        holdLoad();
        Future<String> second = threads.submit(this::load);
        fresh = Optional.of("read by another");
        end.countDown();
        assertThat(second.get()).isEqualTo("read by another");
        assertThat(loads).hasValue(1);
    }

    @Test
    void cachesFailureForThreeSeconds() {
        failLoad(new IllegalStateException("refused"));
        result = () -> "new";
        clock.advance(Duration.ofSeconds(3).minusMillis(1));
        assertThatThrownBy(this::load).hasMessage("refused");
        assertThat(loads).hasValue(1);
        clock.advance(Duration.ofMillis(1));
        assertThat(load()).isEqualTo("new");
    }

    @Test
    void ignoresOldFailure() throws Exception {
        failLoad(new IllegalStateException("refused"));
        clock.advance(Duration.ofHours(1));
        holdLoad();
        assertThat(runConcurrentCallers()).hasSize(CALLERS).containsOnly(TIMED_OUT);
    }

    @Test
    void dropsCachedFailureWhenClockIsSetBack() {
        failLoad(new IllegalStateException("refused"));
        result = () -> "new";
        clock.advance(Duration.ofHours(-1));
        assertThat(load()).isEqualTo("new");
    }

    @Test
    void doesNotCacheFailureOfOneCaller() {
        failLoad(new UnsupportedOperationException("404"));
        result = () -> "new";
        assertThat(load()).isEqualTo("new");
        assertThat(loads).hasValue(2);
    }

    @Test
    void dropsCachedFailureAfterFailureOfOneCaller() throws Exception {
        failLoad(new IllegalStateException("refused"));
        clock.advance(Duration.ofSeconds(3));
        failLoad(new UnsupportedOperationException("404"));
        holdLoad();
        assertThatThrownBy(this::load).isInstanceOf(TransportException.class).hasMessage(TIMED_OUT);
    }

    private void failLoad(RuntimeException failure) {
        result = () -> {
            throw failure;
        };
        assertThatThrownBy(this::load).isSameAs(failure);
    }

    /** Starts a caller that loads the value. The load continues until the test ends. */
    private Future<String> holdLoad() throws InterruptedException {
        result = () -> {
            loading.countDown();
            try {
                end.await();
            } catch (InterruptedException ended) {
                throw new IllegalStateException(ended);
            }
            return "new";
        };
        Future<String> holder = threads.submit(this::load);
        assertThat(loading.await(20, TimeUnit.MINUTES)).isTrue();
        return holder;
    }

    /** Returns the results of concurrent callers. */
    private List<String> runConcurrentCallers() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<String>> callers = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            callers.add(threads.submit(() -> {
                start.await();
                try {
                    return load();
                } catch (RuntimeException failure) {
                    return failure.getMessage();
                }
            }));
        }
        start.countDown();
        List<String> results = new ArrayList<>();
        for (Future<String> caller : callers) {
            results.add(caller.get(20, TimeUnit.MINUTES));
        }
        return results;
    }

    private String load() {
        return loader.load(() -> fresh, () -> stale, () -> {
            loads.incrementAndGet();
            return result.get();
        });
    }

    private SingleFlightLoader loader(Map<String, String> timeouts) {
        ServerSettings settings = TestServers.epic(timeouts);
        RequestObserver observer = new RequestObserver() {
            @Override
            public ActiveRequest onStart(String server, SmartRequest request) {
                throw new IllegalStateException("the loader must not report requests");
            }

            @Override
            public void onWait(String server, Duration wait) {
                waits.add(wait);
            }
        };
        return new SingleFlightLoader(
                settings,
                URI.create("https://fhir.example/document"),
                clock,
                observer,
                IllegalStateException.class::isInstance);
    }
}
