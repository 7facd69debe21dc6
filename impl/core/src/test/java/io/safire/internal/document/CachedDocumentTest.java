package io.safire.internal.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.event.SmartRequest;
import io.safire.internal.SettableClock;
import io.safire.internal.TestServers;
import io.safire.internal.http.TransportException;
import io.safire.spi.RequestObserver;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lifetime of the copy, and results of concurrent callers while one of them loads the document. */
@Timeout(1200)
class CachedDocumentTest {

    private static final int CALLERS = 20;
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final Duration STALE_LIFETIME = Duration.ofHours(25);
    private static final String TIMED_OUT = "Timed out while another caller loaded the document";

    private final SettableClock clock = new SettableClock();
    private final Queue<Duration> waits = new ConcurrentLinkedQueue<>();
    private final AtomicInteger loads = new AtomicInteger();
    private final CountDownLatch loading = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<RuntimeException> reportedFailures = new ArrayList<>();
    private final List<Optional<String>> previousCopies = new ArrayList<>();
    private volatile Supplier<String> result = () -> "new";
    private volatile boolean isTransient;
    private CachedDocument<String> document = document(Map.of("connect-timeout", "PT0.01S", "read-timeout", "PT0.01S"));

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
        loadOldDocument();
        clock.advance(LIFETIME);
        holdLoad();
        assertThat(runConcurrentCallers()).hasSize(CALLERS).containsOnly("old");
        assertThat(waits).isEmpty();
        assertThat(loads).hasValue(2);
    }

    @Test
    void returnsStaleCopyToConcurrentCallersAfterFailure() throws Exception {
        loadOldDocument();
        clock.advance(LIFETIME);
        failLoad(new IllegalStateException("refused"));
        clock.advance(Duration.ofSeconds(3));
        holdLoad();
        assertThat(runConcurrentCallers()).hasSize(CALLERS).containsOnly("old");
        assertThat(waits).isEmpty();
        assertThat(loads).hasValue(3);
    }

    @Test
    void usesCopyWhileFresh() {
        loadOldDocument();
        clock.advance(LIFETIME.minusMillis(1));
        result = () -> "new";
        assertThat(load()).isEqualTo("old");
        clock.advance(Duration.ofMillis(1));
        assertThat(load()).isEqualTo("new");
        assertThat(previousCopies).containsExactly(Optional.empty(), Optional.of("old"));
    }

    @Test
    void usesStaleCopyAfterTransientFailureOnly() {
        loadOldDocument();
        clock.advance(LIFETIME);
        RuntimeException failure = new IllegalStateException("refused");
        failLoad(failure);
        clock.advance(Duration.ofSeconds(3));
        isTransient = true;
        assertThat(load()).isEqualTo("old");
        assertThat(reportedFailures).containsExactly(failure);
    }

    @Test
    void retriesThirtySecondsAfterTransientFailure() {
        loadOldDocument();
        clock.advance(LIFETIME);
        isTransient = true;
        result = () -> {
            throw new IllegalStateException("refused");
        };
        load();
        result = () -> "new";
        clock.advance(Duration.ofSeconds(30).minusMillis(1));
        assertThat(load()).isEqualTo("old");
        clock.advance(Duration.ofMillis(1));
        assertThat(load()).isEqualTo("new");
    }

    @Test
    void failsWhenCopyIsNoLongerUsable() {
        loadOldDocument();
        clock.advance(STALE_LIFETIME.minusSeconds(1));
        isTransient = true;
        result = () -> {
            throw new IllegalStateException("refused");
        };
        assertThat(load()).isEqualTo("old");
        clock.advance(Duration.ofSeconds(1));
        assertThatThrownBy(this::load).hasMessage("refused");
        assertThat(document.last()).contains("old");
    }

    @Test
    void waitsForReplacementOfWrongCopy() throws Exception {
        document = document(Map.of());
        loadOldDocument();
        document.markWrong(Duration.ZERO);
        Future<String> first = holdLoad();
        Future<String> second = threads.submit(this::load);
        end.countDown();
        assertThat(second.get()).isEqualTo("new");
        assertThat(first.get()).isEqualTo("new");
        assertThat(loads).hasValue(2);
    }

    @Test
    void returnsWrongCopyAfterWait() throws Exception {
        loadOldDocument();
        document.markWrong(Duration.ZERO);
        holdLoad();
        assertThat(runConcurrentCallers()).hasSize(CALLERS).containsOnly("old");
        assertThat(waits).hasSize(CALLERS);
    }

    @Test
    void ignoresMarkSoonAfterLoad() {
        loadOldDocument();
        result = () -> "new";
        clock.advance(Duration.ofSeconds(59));
        document.markWrong(Duration.ofMinutes(1));
        assertThat(load()).isEqualTo("old");
        clock.advance(Duration.ofSeconds(1));
        document.markWrong(Duration.ofMinutes(1));
        assertThat(load()).isEqualTo("new");
    }

    @Test
    void searchesNewerVersionOncePerInterval() {
        loadOldDocument();
        String old = load();
        assertThat(document.findNewer(old, Duration.ofMinutes(1)))
                .contains("old")
                .get()
                .isNotSameAs(old);
        String newer = load();
        assertThat(document.findNewer(old, Duration.ofMinutes(1))).get().isSameAs(newer);
        assertThat(document.findNewer(newer, Duration.ofMinutes(1))).isEmpty();
        assertThat(loads).hasValue(2);
        clock.advance(Duration.ofMinutes(1));
        assertThat(document.findNewer(newer, Duration.ofMinutes(1))).isPresent();
    }

    @Test
    void findsNoNewerVersionWhileServerFails() {
        loadOldDocument();
        String old = load();
        isTransient = true;
        result = () -> {
            throw new IllegalStateException("refused");
        };
        assertThat(document.findNewer(old, Duration.ZERO)).isEmpty();
        assertThat(load()).as("still fresh").isSameAs(old);
        assertThat(reportedFailures).isEmpty();
        isTransient = false;
        assertThatThrownBy(() -> document.findNewer(old, Duration.ZERO)).hasMessage("refused");
    }

    @Test
    void returnsCopyLoadedByAnotherCallerAfterWait() throws Exception {
        document = document(Map.of());
        holdLoad();
        Future<String> second = threads.submit(this::load);
        end.countDown();
        assertThat(second.get()).isEqualTo("new");
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

    private void loadOldDocument() {
        result = () -> new String("old");
        assertThat(load()).isEqualTo("old");
    }

    private String load() {
        return document.get();
    }

    private CachedDocument<String> document(Map<String, String> timeouts) {
        RequestObserver observer = new RequestObserver() {
            @Override
            public ActiveRequest onStart(String server, SmartRequest request) {
                throw new IllegalStateException("the cache must not report requests");
            }

            @Override
            public void onWait(String server, Duration wait) {
                waits.add(wait);
            }
        };
        return new CachedDocument<>(
                TestServers.epic(timeouts),
                URI.create("https://fhir.example/document"),
                new FakeSource(),
                clock,
                observer);
    }

    private final class FakeSource implements DocumentSource<String> {

        @Override
        public DocumentCopy<String> load(@Nullable DocumentCopy<String> previous) {
            loads.incrementAndGet();
            previousCopies.add(Optional.ofNullable(previous).map(DocumentCopy::document));
            String loaded = result.get();
            Instant now = clock.instant();
            return new DocumentCopy<>(loaded, null, "", now.plus(LIFETIME), now.plus(STALE_LIFETIME));
        }

        @Override
        public boolean affectsOtherCallers(RuntimeException failure) {
            return failure instanceof IllegalStateException;
        }

        @Override
        public boolean isTransient(RuntimeException failure) {
            return isTransient;
        }

        @Override
        public void onStaleCopyUsed(DocumentCopy<String> copy, RuntimeException failure) {
            reportedFailures.add(failure);
        }
    }
}
