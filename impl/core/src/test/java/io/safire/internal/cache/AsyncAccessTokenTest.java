package io.safire.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Step;
import io.safire.error.NetworkException;
import io.safire.error.TokenException;
import io.safire.token.AccessToken;
import jakarta.json.JsonValue;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AsyncAccessTokenTest {

    private static final long LIFE = 300_000;

    private final SettableMillis clock = new SettableMillis();
    private final FakeTokenRefresher source = new FakeTokenRefresher(clock, LIFE);
    private final ManualExecutor refreshes = new ManualExecutor();
    private final ManualExecutor completions = new ManualExecutor();
    private final Queue<Runnable> timer = new ArrayDeque<>();
    private final AutoRefreshingToken token = token(refreshes);

    @Test
    void completesAtOnceWithCachedToken() {
        issue();
        assertThat(token.accessTokenAsync()).isCompletedWithValueMatching(AsyncAccessTokenTest::isFirst);
        assertThat(source.calls()).isEqualTo(1);
    }

    @Test
    void completesAtOnceWhileRefreshIsDue() {
        issue();
        clock.advance(LIFE - 1);
        assertThat(token.accessTokenAsync()).isCompletedWithValueMatching(AsyncAccessTokenTest::isFirst);
        assertThat(refreshes.size()).isEqualTo(1);
    }

    @Test
    void sendsOneRequestForConcurrentCallers() {
        List<CompletionStage<AccessToken>> stages =
                List.of(token.accessTokenAsync(), token.accessTokenAsync(), token.accessTokenAsync());
        assertThat(stages).noneMatch(stage -> future(stage).isDone());
        refreshes.runAll();
        completions.runAll();
        assertThat(stages)
                .allSatisfy(stage -> assertThat(stage).isCompletedWithValueMatching(AsyncAccessTokenTest::isFirst));
        assertThat(source.calls()).isEqualTo(1);
    }

    @Test
    void runsDependentsOnCompletionThread() {
        CompletionStage<Integer> dependent = token.accessTokenAsync().thenApply(found -> completions.size());
        refreshes.runAll();
        assertThat(dependent).isNotDone();
        completions.runAll();
        assertThat(dependent).isCompleted();
    }

    @Test
    void cancelsCopyOfOneCallerOnly() {
        CompletionStage<AccessToken> canceled = token.accessTokenAsync();
        CompletionStage<AccessToken> other = token.accessTokenAsync();
        future(canceled).cancel(true);
        refreshes.runAll();
        completions.runAll();
        assertThat(other).isCompletedWithValueMatching(AsyncAccessTokenTest::isFirst);
    }

    @Test
    void failsWithExceptionOfRefresh() {
        source.override = () -> new RefreshResult.Failed(new TokenException(
                Failure.of("SAFIRE-0601", "epic", Step.TOKEN, "no"), 400, JsonValue.EMPTY_JSON_OBJECT, List.of()));
        CompletableFuture<AccessToken> failed = future(token.accessTokenAsync());
        refreshes.runAll();
        completions.runAll();
        assertThatThrownBy(() -> failed.getNow(null)).hasCauseInstanceOf(TokenException.class);
        assertThat(source.calls()).isEqualTo(1);
    }

    @Test
    void startsAgainWhenNoThreadWasFree() {
        Executor[] threads = {refuse()};
        AutoRefreshingToken busy = token(task -> threads[0].execute(task));
        CompletionStage<AccessToken> stage = busy.accessTokenAsync();
        timer.remove().run();
        assertThat(stage).isNotDone();
        threads[0] = Runnable::run;
        timer.remove().run();
        completions.runAll();
        assertThat(stage).isCompletedWithValueMatching(AsyncAccessTokenTest::isFirst);
        assertThat(source.calls()).isEqualTo(1);
    }

    @Test
    void failsWhenNoThreadIsFreeForLong() {
        CompletableFuture<AccessToken> stage = future(token(refuse()).accessTokenAsync());
        int delays = 0;
        for (; !timer.isEmpty(); delays++) {
            timer.remove().run();
        }
        completions.runAll();
        assertThat(delays).isEqualTo(120);
        assertThatThrownBy(() -> stage.getNow(null))
                .cause()
                .isInstanceOfSatisfying(NetworkException.class, failure -> assertThat(failure.notSent())
                        .isTrue())
                .hasMessageStartingWith("SAFIRE-1505 epic");
        assertThat(source.calls()).isZero();
    }

    @Test
    void completesWhenRuntimeHasEndedThreads() {
        RefreshThreads threads = new RefreshThreads(
                Runnable::run,
                task -> {
                    throw new IllegalStateException("ended");
                },
                (task, milliseconds) -> timer.add(task));
        assertThat(token(threads).accessTokenAsync()).isCompletedWithValueMatching(AsyncAccessTokenTest::isFirst);
    }

    @Test
    void completesOnOwnThreadWhenRuntimeRefusesThreads() throws Exception {
        try (RefreshThreads threads = new RefreshThreads(work -> null, null)) {
            CompletableFuture<String> thread = new CompletableFuture<>();
            threads.forServer()
                    .completions()
                    .execute(() -> thread.complete(Thread.currentThread().getName()));
            assertThat(thread.get(20, TimeUnit.MINUTES)).startsWith("safire-async-");
        }
    }

    private AutoRefreshingToken token(Executor executor) {
        return token(new RefreshThreads(executor, completions, (task, milliseconds) -> timer.add(task)));
    }

    private AutoRefreshingToken token(RefreshThreads threads) {
        return new AutoRefreshingToken(
                "epic", source, new RefreshSchedule(0.1, 0.2, () -> 0.5), clock, threads.forServer());
    }

    private void issue() {
        CompletionStage<AccessToken> first = token.accessTokenAsync();
        refreshes.runAll();
        completions.runAll();
        assertThat(first).isCompleted();
    }

    private static Executor refuse() {
        return task -> {
            throw new RejectedExecutionException();
        };
    }

    private static boolean isFirst(AccessToken token) {
        return token.value().equals("token-1");
    }

    private static CompletableFuture<AccessToken> future(CompletionStage<AccessToken> stage) {
        return stage.toCompletableFuture();
    }
}
