package io.safire.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.event.SmartRequest;
import io.safire.internal.SettableClock;
import io.safire.internal.TestServers;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.http.TransportException.FailureKind;
import io.safire.spi.RequestObserver;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class GuardedSenderTest {

    private static final URI TOKEN = URI.create("https://as.example/token?tenant=1");
    private static final URI INTROSPECT = URI.create("https://as.example/introspect");

    private final SettableClock clock = new SettableClock();
    private final CountingRequestObserver observer = new CountingRequestObserver();
    private final List<URI> sent = new ArrayList<>();
    private Supplier<InboundResponse> nextResponse = () -> response(200);
    private final GuardedSender sender = guardedSender(request -> {
        sent.add(request.target());
        return nextResponse.get();
    });

    @Test
    void opensAfterConsecutiveFailuresThenProbesOnce() {
        nextResponse = () -> response(503);
        send(TOKEN, 3);
        assertThatThrownBy(() -> send(TOKEN, 1)).isInstanceOfSatisfying(TransportException.class, failure -> {
            assertThat(failure.kind()).isEqualTo(FailureKind.CIRCUIT_OPEN);
            assertThat(failure.kind().neverSent()).isTrue();
        });
        assertThat(sent).hasSize(3);
        clock.advance(Duration.ofSeconds(10));
        send(TOKEN, 1);
        assertThatThrownBy(() -> send(TOKEN, 1)).as("the probe failed").isInstanceOf(TransportException.class);
        clock.advance(Duration.ofSeconds(10));
        nextResponse = () -> response(200);
        send(TOKEN, 2);
        nextResponse = () -> response(503);
        send(TOKEN, 2);
        assertThat(sent).as("failure count restarted").hasSize(8);
    }

    @Test
    void listsOpenCircuitsUntilDelayHasPassed() {
        assertThat(sender.openCircuits()).isEmpty();
        nextResponse = () -> response(503);
        send(TOKEN, 3);
        send(INTROSPECT, 2);
        assertThat(sender.openCircuits())
                .containsExactly(
                        Map.entry("https://as.example/token", clock.instant().plusSeconds(10)));
        clock.advance(Duration.ofSeconds(10));
        assertThat(sender.openCircuits()).isEmpty();
    }

    @Test
    void doesNotBlameConcurrencyLimitForInterrupt() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> send(TOKEN, 1)).isInstanceOfSatisfying(TransportException.class, failure -> {
                assertThat(failure.kind()).isEqualTo(FailureKind.INTERRUPTED);
                assertThat(failure.neverSent()).isTrue();
            });
        } finally {
            assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
        }
        assertThat(sent).isEmpty();
        send(TOKEN, 1);
        assertThat(sent).hasSize(1);
    }

    @Test
    void allowsOneProbeAtATime() {
        nextResponse = () -> response(500);
        send(TOKEN, 3);
        clock.advance(Duration.ofSeconds(10));
        nextResponse = () -> {
            assertThatThrownBy(() -> send(TOKEN, 1)).isInstanceOf(TransportException.class);
            return response(200);
        };
        send(TOKEN, 1);
        nextResponse = () -> response(200);
        send(TOKEN, 1);
        assertThat(sent).hasSize(5);
    }

    @Test
    void allowsNextProbeAfterUndeclaredException() {
        nextResponse = () -> response(503);
        send(TOKEN, 3);
        clock.advance(Duration.ofSeconds(10));
        nextResponse = () -> throwUndeclared(new InterruptedException());
        assertThatThrownBy(() -> send(TOKEN, 1)).isInstanceOf(InterruptedException.class);
        nextResponse = () -> response(200);
        send(TOKEN, 2);
        assertThat(sent).hasSize(6);
    }

    /** Throws a checked exception that no signature declares, as interceptors do. */
    @SuppressWarnings("unchecked")
    private static <E extends Exception> InboundResponse throwUndeclared(Exception exception) throws E {
        throw (E) exception;
    }

    @Test
    void countsRejectionsAndRedirectsAsSuccess() {
        for (int status : new int[] {400, 401, 403, 404, 429, 302}) {
            nextResponse = () -> response(status);
            send(TOKEN, 5);
        }
        nextResponse = () -> response(503);
        send(TOKEN, 2);
        nextResponse = () -> response(400);
        send(TOKEN, 1);
        nextResponse = () -> response(503);
        send(TOKEN, 2);
        assertThat(sent).hasSize(35);
    }

    @Test
    void countsEachTransportFailure() {
        for (FailureKind kind :
                List.of(FailureKind.NOT_CONNECTED, FailureKind.READ_TIMEOUT, FailureKind.CONNECTION_BROKEN)) {
            nextResponse = () -> {
                throw new TransportException(kind, "no", TOKEN);
            };
            assertThatThrownBy(() -> send(TOKEN, 1)).hasMessage("no");
        }
        assertThatThrownBy(() -> send(TOKEN, 1)).hasMessageContaining("the circuit breaker is open until");
    }

    @Test
    void keepsOtherEndpointsAvailable() {
        nextResponse = () -> response(500);
        send(INTROSPECT, 3);
        assertThatThrownBy(() -> send(INTROSPECT, 1)).isInstanceOf(TransportException.class);
        nextResponse = () -> response(200);
        send(TOKEN, 1);
        assertThat(sent).containsExactly(INTROSPECT, INTROSPECT, INTROSPECT, TOKEN);
    }

    @Test
    void allowsNextProbeAfterUnsentRequest() {
        nextResponse = () -> response(500);
        send(TOKEN, 3);
        clock.advance(Duration.ofSeconds(10));
        nextResponse = () -> {
            throw new IllegalStateException("a defect");
        };
        assertThatThrownBy(() -> send(TOKEN, 1)).isInstanceOf(IllegalStateException.class);
        nextResponse = () -> response(200);
        send(TOKEN, 1);
        assertThat(sent).hasSize(5);
    }

    @Test
    void rejectsCallWhileBulkheadIsFull() throws Exception {
        CountDownLatch inside = new CountDownLatch(2);
        CountDownLatch release = new CountDownLatch(1);
        GuardedSender full = guardedSender(request -> {
            inside.countDown();
            await(release);
            return response(200);
        });
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            OutboundRequest request = OutboundRequest.get(TOKEN, null);
            List<Future<InboundResponse>> slow =
                    List.of(threads.submit(() -> full.send(request)), threads.submit(() -> full.send(request)));
            await(inside);
            assertThatThrownBy(() -> full.send(request))
                    .isInstanceOfSatisfying(TransportException.class, failure -> assertThat(failure.kind())
                            .isEqualTo(FailureKind.BULKHEAD_FULL));
            release.countDown();
            for (Future<InboundResponse> call : slow) {
                assertThat(call.get(20, TimeUnit.MINUTES).status()).isEqualTo(200);
            }
            assertThat(full.send(request).status()).isEqualTo(200);
            assertThat(observer.waits).hasSize(1);
        } finally {
            release.countDown();
            threads.shutdownNow();
        }
    }

    private void send(URI target, int times) {
        for (int time = 0; time < times; time++) {
            sender.send(OutboundRequest.get(target, null));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static InboundResponse response(int status) {
        return new InboundResponse(TOKEN, status, Map.of(), new byte[0]);
    }

    private GuardedSender guardedSender(HttpSender inner) {
        ServerSettings settings = TestServers.epic(Map.of(
                "connect-timeout", "PT0.01S",
                "circuit-breaker.failures", "3",
                "max-concurrent-requests", "2"));
        return new GuardedSender(settings, inner, clock, observer);
    }

    /** Some endpoint URLs exceed 1 kB and share a long prefix. */
    @Test
    void distinguishesLongEndpointsWithCommonPrefix() {
        String tenant = "https://as.example/" + "t".repeat(1000);
        nextResponse = () -> response(503);
        send(URI.create(tenant + "/introspect"), 3);
        nextResponse = () -> response(200);
        send(URI.create(tenant + "/token"), 1);
        assertThat(sent).hasSize(4);
    }

    private static final class CountingRequestObserver implements RequestObserver {
        private final List<Duration> waits = new ArrayList<>();

        @Override
        public ActiveRequest onStart(String server, SmartRequest request) {
            return outcome -> {};
        }

        @Override
        public void onWait(String server, Duration wait) {
            waits.add(wait);
        }
    }
}
