package io.safire.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Step;
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
class ConcurrentRefreshTest {

    private static final int CALLERS = 500;

    private final SettableMillis clock = new SettableMillis();
    private final FakeTokenRefresher source = new FakeTokenRefresher(clock, 300_000);
    private final RefreshThreads threads = new RefreshThreads(ConcurrentRefreshTest.class.getClassLoader());
    private final AutoRefreshingToken token = new AutoRefreshingToken(
            "epic", source, new RefreshSchedule(0.1, 0.2, () -> 0.5), clock, threads.forServer());
    private final CountDownLatch responseLatch = new CountDownLatch(1);

    @AfterEach
    void end() {
        responseLatch.countDown();
        threads.close();
    }

    @Test
    void sendsOneRequestForAllCallers() throws InterruptedException, ExecutionException {
        source.override = () -> afterResponse(() -> source.token(1));
        List<FutureTask<String>> herd = startCallers(() -> token.accessToken().value());
        responseLatch.countDown();
        Set<String> values = new HashSet<>();
        for (FutureTask<String> caller : herd) {
            values.add(caller.get());
        }
        assertThat(values).containsExactly("token-1");
        assertThat(source.calls()).isEqualTo(1);
    }

    @Test
    void throwsOwnExceptionForEachCaller() throws InterruptedException, ExecutionException {
        SmartException shared = AutoRefreshingTokenTest.errorResponse();
        source.override = () -> afterResponse(() -> new RefreshResult.Failed(shared));
        List<FutureTask<TokenException>> herd = startCallers(this::caught);
        responseLatch.countDown();
        Set<Throwable> thrown = Collections.newSetFromMap(new IdentityHashMap<>());
        for (FutureTask<TokenException> caller : herd) {
            TokenException copy = caller.get();
            assertThat(copy).hasCause(shared).hasMessage(shared.getMessage());
            assertThat(copy.errorCode()).contains("invalid_client");
            assertThat(copy.status()).hasValue(400);
            assertThat(copy.getStackTrace())
                    .anyMatch(frame -> frame.getMethodName().equals("caught"));
            thrown.add(copy);
        }
        assertThat(thrown).hasSize(CALLERS);
        assertThat(source.calls()).isEqualTo(1);
    }

    @Test
    @Timeout(1200)
    void failsFastForOtherCallersAfterOutage() throws InterruptedException, ExecutionException {
        NetworkException silent =
                new NetworkException(Failure.of("SAFIRE-0203", "epic", Step.TOKEN, "Read timed out"), "Read timed out");
        source.override = () -> new RefreshResult.Failed(silent);
        assertThatThrownBy(token::accessToken).hasCause(silent);
        source.override = () -> afterResponse(() -> source.token(2));
        FutureTask<String> first = startCaller(() -> token.accessToken().value());
        for (int caller = 0; caller < CALLERS; caller++) {
            assertThatThrownBy(token::accessToken)
                    .isInstanceOf(NetworkException.class)
                    .hasCause(silent);
        }
        responseLatch.countDown();
        assertThat(first.get()).isEqualTo("token-2");
        assertThat(token.accessToken().value()).isEqualTo("token-2");
        assertThat(source.calls()).isEqualTo(2);
    }

    @Test
    void awaitsResponseLongAfterOutage() throws InterruptedException, ExecutionException {
        source.override = () -> new RefreshResult.Failed(
                new NetworkException(Failure.of("SAFIRE-0203", "epic", Step.TOKEN, "epic"), "Read timed out"));
        assertThatThrownBy(token::accessToken).isInstanceOf(NetworkException.class);
        clock.advance(10_000);
        source.override = () -> afterResponse(() -> new RefreshResult.Failed(AutoRefreshingTokenTest.errorResponse()));
        List<FutureTask<TokenException>> herd = startCallers(this::caught);
        responseLatch.countDown();
        for (FutureTask<TokenException> caller : herd) {
            assertThat(caller.get().errorCode()).contains("invalid_client");
        }
        assertThat(source.calls()).isEqualTo(2);
    }

    @Test
    void continuesRequestIfCallerIsInterrupted() throws InterruptedException, ExecutionException {
        source.override = () -> afterResponse(() -> source.token(1));
        FutureTask<Boolean> interruptedCaller = new FutureTask<>(() -> {
            assertThatThrownBy(token::accessToken)
                    .isInstanceOf(NetworkException.class)
                    .hasMessageContaining("SAFIRE-1502 epic");
            return Thread.currentThread().isInterrupted();
        });
        Thread first = new Thread(interruptedCaller);
        first.start();
        awaitWaiting(first);
        FutureTask<String> otherCaller =
                new FutureTask<>(() -> token.accessToken().value());
        Thread second = new Thread(otherCaller);
        second.start();
        awaitWaiting(second);
        first.interrupt();
        assertThat(interruptedCaller.get()).isTrue();
        responseLatch.countDown();
        assertThat(otherCaller.get()).isEqualTo("token-1");
        assertThat(source.calls()).isEqualTo(1);
    }

    @Test
    void refreshesIfRuntimeRefusesThreads() {
        AtomicInteger requests = new AtomicInteger();
        ThreadFactory refusing = work -> {
            if (requests.incrementAndGet() % 2 == 0) {
                throw new IllegalStateException("The application is stopped");
            }
            return null;
        };
        try (RefreshThreads none = new RefreshThreads(refusing, null)) {
            AutoRefreshingToken refreshing = new AutoRefreshingToken(
                    "epic", source, new RefreshSchedule(0.1, 0.2, () -> 0.5), clock, none.forServer());
            for (int cycle = 0; cycle < 10; cycle++) {
                String value = refreshing.accessToken().value();
                clock.advance(285_000);
                assertThat(refreshing.accessToken().value()).isEqualTo(value);
                clock.advance(15_000);
            }
        }
        assertThat(source.calls()).isEqualTo(10);
        assertThat(requests).hasValueGreaterThan(10);
    }

    @Test
    void limitsDaemonThreadsOfOneServer() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(4);
        List<Thread> workers = Collections.synchronizedList(new ArrayList<>());
        RefreshThreads.ServerThreads share = threads.forServer();
        Runnable work = () -> {
            workers.add(Thread.currentThread());
            started.countDown();
            await();
        };
        for (int task = 0; task < 4; task++) {
            assertThat(share.tryStart(work)).isTrue();
        }
        assertThat(share.tryStart(work)).isFalse();
        started.await();
        CountDownLatch other = new CountDownLatch(1);
        assertThat(threads.forServer().tryStart(other::countDown)).isTrue();
        other.await();
        assertThat(workers).allMatch(Thread::isDaemon);
        assertThat(workers)
                .allMatch(thread -> thread.getContextClassLoader() == ConcurrentRefreshTest.class.getClassLoader());
    }

    private TokenException caught() {
        try {
            throw new AssertionError(token.accessToken());
        } catch (TokenException expected) {
            return expected;
        }
    }

    private static FutureTask<String> startCaller(Callable<String> call) {
        FutureTask<String> task = new FutureTask<>(call);
        Thread caller = new Thread(task);
        caller.setDaemon(true);
        caller.start();
        awaitWaiting(caller);
        return task;
    }

    private <T> List<FutureTask<T>> startCallers(Callable<T> call) {
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
        callers.forEach(ConcurrentRefreshTest::awaitWaiting);
        return tasks;
    }

    private static void awaitWaiting(Thread thread) {
        // on a slow machine, a caller may have started the refresh itself; it then waits for the response without a
        // timeout
        while (thread.getState() != Thread.State.TIMED_WAITING && thread.getState() != Thread.State.WAITING) {
            assertThat(thread.getState()).isNotEqualTo(Thread.State.TERMINATED);
            Thread.onSpinWait();
        }
    }

    private RefreshResult afterResponse(Supplier<RefreshResult> then) {
        await();
        return then.get();
    }

    private void await() {
        try {
            responseLatch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
