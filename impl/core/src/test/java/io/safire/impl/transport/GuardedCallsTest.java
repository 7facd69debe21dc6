package io.safire.impl.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.event.SmartRequest;
import io.safire.impl.SettableClock;
import io.safire.impl.TestServers;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.transport.HttpCalls.Repetition;
import io.safire.impl.transport.TransportFailure.Kind;
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

class GuardedCallsTest {

    private static final URI TOKEN = URI.create("https://as.example/token?tenant=1");
    private static final URI INTROSPECT = URI.create("https://as.example/introspect");

    private final SettableClock clock = new SettableClock();
    private final Counts observer = new Counts();
    private final List<URI> sent = new ArrayList<>();
    private Supplier<HttpAnswer> next = () -> answer(200);
    private final GuardedCalls calls = guarded((repetition, request) -> {
        sent.add(request.get().target());
        return next.get();
    });

    @Test
    void addressIsLeftAloneAfterFailuresInARowAndTriedOnceAfterTheDelay() {
        next = () -> answer(503);
        send(TOKEN, 3);
        assertThatThrownBy(() -> send(TOKEN, 1)).isInstanceOfSatisfying(TransportFailure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.LEFT_ALONE);
            assertThat(failure.kind().neverSent()).isTrue();
        });
        assertThat(sent).hasSize(3);
        clock.pass(Duration.ofSeconds(10));
        send(TOKEN, 1);
        assertThatThrownBy(() -> send(TOKEN, 1))
                .as("the probe failed")
                .isInstanceOf(TransportFailure.class);
        clock.pass(Duration.ofSeconds(10));
        next = () -> answer(200);
        send(TOKEN, 2);
        next = () -> answer(503);
        send(TOKEN, 2);
        assertThat(sent).as("failure count restarted").hasSize(8);
    }

    @Test
    void onlyOneCallTriesAtATime() {
        next = () -> answer(500);
        send(TOKEN, 3);
        clock.pass(Duration.ofSeconds(10));
        next = () -> {
            assertThatThrownBy(() -> send(TOKEN, 1)).isInstanceOf(TransportFailure.class);
            return answer(200);
        };
        send(TOKEN, 1);
        next = () -> answer(200);
        send(TOKEN, 1);
        assertThat(sent).hasSize(5);
    }

    @Test
    void refusalsAndRedirectsShowThatTheServerIsThere() {
        for (int status : new int[] {400, 401, 403, 404, 429, 302}) {
            next = () -> answer(status);
            send(TOKEN, 5);
        }
        next = () -> answer(503);
        send(TOKEN, 2);
        next = () -> answer(400);
        send(TOKEN, 1);
        next = () -> answer(503);
        send(TOKEN, 2);
        assertThat(sent).hasSize(35);
    }

    @Test
    void eachWayNotToAnswerCounts() {
        for (Kind kind : List.of(Kind.NOT_CONNECTED, Kind.TIMEOUT, Kind.BROKEN)) {
            next = () -> {
                throw new TransportFailure(kind, "no", TOKEN);
            };
            assertThatThrownBy(() -> send(TOKEN, 1)).hasMessage("no");
        }
        assertThatThrownBy(() -> send(TOKEN, 1)).hasMessageContaining("the circuit breaker is open until");
    }

    @Test
    void otherAddressesOfTheServerGoOn() {
        next = () -> answer(500);
        send(INTROSPECT, 3);
        assertThatThrownBy(() -> send(INTROSPECT, 1)).isInstanceOf(TransportFailure.class);
        next = () -> answer(200);
        send(TOKEN, 1);
        assertThat(sent).containsExactly(INTROSPECT, INTROSPECT, INTROSPECT, TOKEN);
    }

    @Test
    void attemptThatCannotBeMadeLeavesTheNextOneItsChance() {
        next = () -> answer(500);
        send(TOKEN, 3);
        clock.pass(Duration.ofSeconds(10));
        assertThatThrownBy(() -> calls.send(Repetition.WHEN_PASSING, () -> {
                    throw new IllegalStateException("no key");
                }))
                .isInstanceOf(IllegalStateException.class);
        next = () -> {
            throw new IllegalStateException("a defect");
        };
        assertThatThrownBy(() -> send(TOKEN, 1)).isInstanceOf(IllegalStateException.class);
        next = () -> answer(200);
        send(TOKEN, 1);
        assertThat(sent).hasSize(5);
    }

    @Test
    void callerWhoFindsAllPlacesTakenGivesUpAndTheNextOneFindsOne() throws Exception {
        CountDownLatch inside = new CountDownLatch(2);
        CountDownLatch go = new CountDownLatch(1);
        GuardedCalls full = guarded((repetition, request) -> {
            inside.countDown();
            await(go);
            return answer(200);
        });
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Supplier<HttpRequest> request = () -> HttpRequest.get(TOKEN, null);
            List<Future<HttpAnswer>> slow = List.of(
                    threads.submit(() -> full.send(Repetition.WHEN_PASSING, request)),
                    threads.submit(() -> full.send(Repetition.WHEN_PASSING, request)));
            await(inside);
            assertThatThrownBy(() -> full.send(Repetition.WHEN_PASSING, request))
                    .isInstanceOfSatisfying(TransportFailure.class, failure -> assertThat(failure.kind())
                            .isEqualTo(Kind.FULL));
            go.countDown();
            for (Future<HttpAnswer> call : slow) {
                assertThat(call.get(20, TimeUnit.MINUTES).status()).isEqualTo(200);
            }
            assertThat(full.send(Repetition.WHEN_PASSING, request).status()).isEqualTo(200);
            assertThat(observer.waits).hasSize(1);
        } finally {
            go.countDown();
            threads.shutdownNow();
        }
    }

    private void send(URI target, int times) {
        for (int time = 0; time < times; time++) {
            calls.send(Repetition.WHEN_PASSING, () -> HttpRequest.get(target, null));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static HttpAnswer answer(int status) {
        return new HttpAnswer(TOKEN, status, Map.of(), new byte[0]);
    }

    private GuardedCalls guarded(HttpCalls inner) {
        ServerSettings settings = TestServers.epic(Map.of(
                "connect-timeout", "PT0.01S",
                "breaker-failures", "3",
                "max-concurrent-requests", "2"));
        return new GuardedCalls(settings, inner, clock, observer);
    }

    /** Some endpoint URLs exceed 1 kB and share a long prefix. */
    @Test
    void longAddressesOfOneServerAreNotTakenForOne() {
        String tenant = "https://as.example/" + "t".repeat(1000);
        next = () -> answer(503);
        send(URI.create(tenant + "/introspect"), 3);
        next = () -> answer(200);
        send(URI.create(tenant + "/token"), 1);
        assertThat(sent).hasSize(4);
    }

    @Test
    void eachAttemptAfterTheFirstIsTold() {
        guarded((repetition, request) -> {
                    request.get();
                    request.get();
                    request.get();
                    return answer(200);
                })
                .send(Repetition.WHEN_PASSING, () -> HttpRequest.get(TOKEN, null));
        assertThat(observer.repetitions).isEqualTo(2);
        assertThat(observer.waits).isEmpty();
    }

    private static final class Counts implements RequestObserver {
        private final List<Duration> waits = new ArrayList<>();
        private int repetitions;

        @Override
        public Watch begun(String server, SmartRequest request) {
            return outcome -> {};
        }

        @Override
        public void repeated(String server) {
            repetitions++;
        }

        @Override
        public void waited(String server, Duration wait) {
            waits.add(wait);
        }
    }
}
