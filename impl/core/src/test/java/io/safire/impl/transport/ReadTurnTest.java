package io.safire.impl.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.event.SmartRequest;
import io.safire.impl.SettableClock;
import io.safire.impl.TestServers;
import io.safire.impl.config.ServerSettings;
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

/** Results and waits of concurrent callers while one caller loads. */
@Timeout(1200)
class ReadTurnTest {

    private static final int CROWD = 20;
    private static final String TIMED_OUT = "Timed out while another caller loaded the document";

    private final SettableClock clock = new SettableClock();
    private final Queue<Duration> waits = new ConcurrentLinkedQueue<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Optional<String> fresh = Optional.empty();
    private volatile Optional<String> meanwhile = Optional.empty();
    private volatile Supplier<String> answer = () -> "new";
    private ReadTurn turn = turn(Map.of("connect-timeout", "PT0.01S", "read-timeout", "PT0.01S"));

    @AfterEach
    void letGo() {
        end.countDown();
        threads.shutdownNow();
    }

    @Test
    void crowdGetsTheLastFailureAtOnceWhileOneTriesAgain() throws Exception {
        fails(new IllegalStateException("refused"));
        clock.pass(Duration.ofSeconds(3));
        Future<String> first = hold();
        assertThat(crowd()).hasSize(CROWD).containsOnly("refused");
        assertThat(waits).isEmpty();
        assertThat(reads).hasValue(2);
        end.countDown();
        assertThat(first.get()).isEqualTo("new");
        assertThat(read()).as("after the failure").isEqualTo("new");
    }

    @Test
    void crowdWithoutAFailureWaitsForOneAnswerAtTheMost() throws Exception {
        hold();
        assertThat(crowd()).hasSize(CROWD).containsOnly(TIMED_OUT);
        assertThat(waits).hasSize(CROWD);
        assertThat(reads).hasValue(1);
    }

    @Test
    void crowdUsesWhatThereIsMeanwhile() throws Exception {
        fails(new IllegalStateException("refused"));
        clock.pass(Duration.ofSeconds(3));
        meanwhile = Optional.of("old");
        hold();
        assertThat(crowd()).hasSize(CROWD).containsOnly("old");
        assertThat(waits).isEmpty();
        assertThat(reads).hasValue(2);
    }

    @Test
    void whoWaitedUsesWhatAnotherHasReadMeanwhile() throws Exception {
        turn = turn(Map.of());
        hold();
        Future<String> second = threads.submit(this::read);
        fresh = Optional.of("read by another");
        end.countDown();
        assertThat(second.get()).isEqualTo("read by another");
        assertThat(reads).hasValue(1);
    }

    @Test
    void failureIsRememberedForThreeSecondsAndThenTriedAgain() {
        fails(new IllegalStateException("refused"));
        answer = () -> "new";
        clock.pass(Duration.ofSeconds(3).minusMillis(1));
        assertThatThrownBy(this::read).hasMessage("refused");
        assertThat(reads).hasValue(1);
        clock.pass(Duration.ofMillis(1));
        assertThat(read()).isEqualTo("new");
    }

    @Test
    void failureOfAnotherTimeIsNobodysAnswer() throws Exception {
        fails(new IllegalStateException("refused"));
        clock.pass(Duration.ofHours(1));
        hold();
        assertThat(crowd()).hasSize(CROWD).containsOnly(TIMED_OUT);
    }

    @Test
    void clockThatIsSetBackMakesNoFailureLastLonger() {
        fails(new IllegalStateException("refused"));
        answer = () -> "new";
        clock.pass(Duration.ofHours(-1));
        assertThat(read()).isEqualTo("new");
    }

    @Test
    void failureThatOthersNeedNotMeetIsNotRemembered() {
        fails(new UnsupportedOperationException("404"));
        answer = () -> "new";
        assertThat(read()).isEqualTo("new");
        assertThat(reads).hasValue(2);
    }

    @Test
    void failureThatOthersNeedNotMeetTakesThePlaceOfTheOneBefore() throws Exception {
        fails(new IllegalStateException("refused"));
        clock.pass(Duration.ofSeconds(3));
        fails(new UnsupportedOperationException("404"));
        hold();
        assertThatThrownBy(this::read).isInstanceOf(TransportFailure.class).hasMessage(TIMED_OUT);
    }

    private void fails(RuntimeException failure) {
        answer = () -> {
            throw failure;
        };
        assertThatThrownBy(this::read).isSameAs(failure);
    }

    /** Starts a caller whose load does not end. */
    private Future<String> hold() throws InterruptedException {
        answer = () -> {
            asked.countDown();
            try {
                end.await();
            } catch (InterruptedException ended) {
                throw new IllegalStateException(ended);
            }
            return "new";
        };
        Future<String> holder = threads.submit(this::read);
        assertThat(asked.await(20, TimeUnit.MINUTES)).isTrue();
        return holder;
    }

    /** Returns the results of concurrent callers. */
    private List<String> crowd() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<String>> callers = new ArrayList<>();
        for (int caller = 0; caller < CROWD; caller++) {
            callers.add(threads.submit(() -> {
                start.await();
                try {
                    return read();
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

    private String read() {
        return turn.read(() -> fresh, () -> meanwhile, () -> {
            reads.incrementAndGet();
            return answer.get();
        });
    }

    private ReadTurn turn(Map<String, String> timeouts) {
        ServerSettings settings = TestServers.epic(timeouts);
        RequestObserver observer = new RequestObserver() {
            @Override
            public Watch begun(String server, SmartRequest request) {
                throw new IllegalStateException("the loader must not report requests");
            }

            @Override
            public void waited(String server, Duration wait) {
                waits.add(wait);
            }
        };
        return new ReadTurn(
                settings,
                URI.create("https://fhir.example/document"),
                clock,
                observer,
                IllegalStateException.class::isInstance);
    }
}
