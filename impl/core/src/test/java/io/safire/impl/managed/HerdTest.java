package io.safire.impl.managed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import io.safire.error.TokenException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests with 500 concurrent callers. */
class HerdTest {

    private static final int CALLERS = 500;

    private final SettableTime clock = new SettableTime();
    private final FakeSource source = new FakeSource(clock, 300_000);
    private final RenewalThreads threads = new RenewalThreads(HerdTest.class.getClassLoader());
    private final RenewedToken token =
            new RenewedToken("epic", source, new RenewalTimes(0.1, 0.2, () -> 0.5), clock, threads.share());
    private final CountDownLatch answer = new CountDownLatch(1);

    @AfterEach
    void end() {
        answer.countDown();
        threads.close();
    }

    @Test
    void oneRequestServesAll() throws InterruptedException, ExecutionException {
        source.instead = () -> answered(() -> source.token(1));
        List<FutureTask<String>> herd = herd(() -> token.accessToken().value());
        answer.countDown();
        Set<String> values = new HashSet<>();
        for (FutureTask<String> caller : herd) {
            values.add(caller.get());
        }
        assertThat(values).containsExactly("token-1");
        assertThat(source.calls()).isEqualTo(1);
    }

    @Test
    void oneRefusalIsATypedErrorOfItsOwnForEach() throws InterruptedException, ExecutionException {
        SmartException shared = RenewedTokenTest.refusal();
        source.instead = () -> answered(() -> new Renewal.Failed(shared));
        List<FutureTask<TokenException>> herd = herd(this::caught);
        answer.countDown();
        Set<Throwable> thrown = Collections.newSetFromMap(new IdentityHashMap<>());
        for (FutureTask<TokenException> caller : herd) {
            TokenException own = caller.get();
            assertThat(own).hasCause(shared).hasMessage(shared.getMessage());
            assertThat(own.errorCode()).contains("invalid_client");
            assertThat(own.status()).hasValue(400);
            assertThat(own.getStackTrace())
                    .anyMatch(frame -> frame.getMethodName().equals("caught"));
            thrown.add(own);
        }
        assertThat(thrown).hasSize(CALLERS);
        assertThat(source.calls()).isEqualTo(1);
    }

    @Test
    @Timeout(1200)
    void oneWaitsForAServerThatWasSilentAndTheOthersAreTold() throws InterruptedException, ExecutionException {
        NetworkException silent = new NetworkException("epic", "SAFIRE-0203 epic: Read timed out", "Read timed out");
        source.instead = () -> new Renewal.Failed(silent);
        assertThatThrownBy(token::accessToken).hasCause(silent);
        source.instead = () -> answered(() -> source.token(2));
        FutureTask<String> first = waiting(() -> token.accessToken().value());
        for (int caller = 0; caller < CALLERS; caller++) {
            assertThatThrownBy(token::accessToken)
                    .isInstanceOf(NetworkException.class)
                    .hasCause(silent);
        }
        answer.countDown();
        assertThat(first.get()).isEqualTo("token-2");
        assertThat(token.accessToken().value()).isEqualTo("token-2");
        assertThat(source.calls()).isEqualTo(2);
    }

    @Test
    void allWaitForAServerThatWasSilentLongAgo() throws InterruptedException, ExecutionException {
        source.instead = () -> new Renewal.Failed(new NetworkException("epic", "SAFIRE-0203 epic", "Read timed out"));
        assertThatThrownBy(token::accessToken).isInstanceOf(NetworkException.class);
        clock.pass(10_000);
        source.instead = () -> answered(() -> new Renewal.Failed(RenewedTokenTest.refusal()));
        List<FutureTask<TokenException>> herd = herd(this::caught);
        answer.countDown();
        for (FutureTask<TokenException> caller : herd) {
            assertThat(caller.get().errorCode()).contains("invalid_client");
        }
        assertThat(source.calls()).isEqualTo(2);
    }

    @Test
    void callerThatIsInterruptedDoesNotEndTheRequest() throws InterruptedException, ExecutionException {
        source.instead = () -> answered(() -> source.token(1));
        FutureTask<Boolean> impatient = new FutureTask<>(() -> {
            assertThatThrownBy(token::accessToken)
                    .isInstanceOf(NetworkException.class)
                    .hasMessageContaining("SAFIRE-1502 epic");
            return Thread.currentThread().isInterrupted();
        });
        Thread first = new Thread(impatient);
        first.start();
        awaitWaiting(first);
        FutureTask<String> patient = new FutureTask<>(() -> token.accessToken().value());
        Thread second = new Thread(patient);
        second.start();
        awaitWaiting(second);
        first.interrupt();
        assertThat(impatient.get()).isTrue();
        answer.countDown();
        assertThat(patient.get()).isEqualTo("token-1");
        assertThat(source.calls()).isEqualTo(1);
    }

    @Test
    void runtimeThatGivesNoThreadLeavesTheTokenAndThePlaces() {
        AtomicInteger asked = new AtomicInteger();
        ThreadFactory refusing = work -> {
            if (asked.incrementAndGet() % 2 == 0) {
                throw new IllegalStateException("The application is stopped");
            }
            return null;
        };
        try (RenewalThreads none = new RenewalThreads(refusing, null)) {
            RenewedToken kept =
                    new RenewedToken("epic", source, new RenewalTimes(0.1, 0.2, () -> 0.5), clock, none.share());
            for (int renewal = 0; renewal < 10; renewal++) {
                String value = kept.accessToken().value();
                clock.pass(285_000);
                assertThat(kept.accessToken().value()).isEqualTo(value);
                clock.pass(15_000);
            }
        }
        assertThat(source.calls()).isEqualTo(10);
        assertThat(asked).hasValueGreaterThan(10);
    }

    @Test
    void oneServerLeavesThreadsForOthersAndThreadsAreDaemonsOfTheApplication() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(4);
        List<Thread> workers = Collections.synchronizedList(new ArrayList<>());
        RenewalThreads.Share share = threads.share();
        Runnable work = () -> {
            workers.add(Thread.currentThread());
            begun.countDown();
            await();
        };
        for (int task = 0; task < 4; task++) {
            assertThat(share.start(work)).isTrue();
        }
        assertThat(share.start(work)).isFalse();
        begun.await();
        CountDownLatch other = new CountDownLatch(1);
        assertThat(threads.share().start(other::countDown)).isTrue();
        other.await();
        assertThat(workers).allMatch(Thread::isDaemon);
        assertThat(workers).allMatch(thread -> thread.getContextClassLoader() == HerdTest.class.getClassLoader());
    }

    private TokenException caught() {
        try {
            throw new AssertionError(token.accessToken());
        } catch (TokenException refused) {
            return refused;
        }
    }

    private static FutureTask<String> waiting(Callable<String> call) {
        FutureTask<String> task = new FutureTask<>(call);
        Thread caller = new Thread(task);
        caller.setDaemon(true);
        caller.start();
        awaitWaiting(caller);
        return task;
    }

    private <T> List<FutureTask<T>> herd(Callable<T> call) {
        List<FutureTask<T>> tasks = new ArrayList<>();
        List<Thread> callers = new ArrayList<>();
        for (int number = 0; number < CALLERS; number++) {
            FutureTask<T> task = new FutureTask<>(call);
            Thread caller = new Thread(task);
            caller.setDaemon(true);
            tasks.add(task);
            callers.add(caller);
            caller.start();
        }
        callers.forEach(HerdTest::awaitWaiting);
        return tasks;
    }

    private static void awaitWaiting(Thread thread) {
        // on a slow machine a caller may have started the refresh itself, and then waits for the response without a timeout
        while (thread.getState() != Thread.State.TIMED_WAITING && thread.getState() != Thread.State.WAITING) {
            assertThat(thread.getState()).isNotEqualTo(Thread.State.TERMINATED);
            Thread.onSpinWait();
        }
    }

    private Renewal answered(Supplier<Renewal> then) {
        await();
        return then.get();
    }

    private void await() {
        try {
            answer.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
