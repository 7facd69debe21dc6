package io.safire.impl.managed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.api.Test;

class AsyncAccessTokenTest {

    private static final long LIFE = 300_000;

    private final SettableTime clock = new SettableTime();
    private final FakeSource source = new FakeSource(clock, LIFE);
    private final HeldThreads refreshes = new HeldThreads();
    private final HeldThreads completions = new HeldThreads();
    private final Queue<Runnable> timer = new ArrayDeque<>();
    private final RenewedToken token = token(refreshes);

    @Test
    void completesAtOnceWithCachedToken() {
        issue();
        assertThat(token.accessTokenAsync()).isCompletedWithValueMatching(AsyncAccessTokenTest::isFirst);
        assertThat(source.calls()).isEqualTo(1);
    }

    @Test
    void completesAtOnceWhileRefreshIsDue() {
        issue();
        clock.pass(LIFE - 1);
        assertThat(token.accessTokenAsync()).isCompletedWithValueMatching(AsyncAccessTokenTest::isFirst);
        assertThat(refreshes.held()).isEqualTo(1);
    }

    @Test
    void sendsOneRequestForConcurrentCallers() {
        List<CompletionStage<AccessToken>> stages =
                List.of(token.accessTokenAsync(), token.accessTokenAsync(), token.accessTokenAsync());
        assertThat(stages).noneMatch(stage -> future(stage).isDone());
        refreshes.release();
        completions.release();
        assertThat(stages).allSatisfy(stage -> assertThat(stage)
                .isCompletedWithValueMatching(AsyncAccessTokenTest::isFirst));
        assertThat(source.calls()).isEqualTo(1);
    }

    @Test
    void runsDependentsOnCompletionThread() {
        CompletionStage<Integer> dependent =
                token.accessTokenAsync().thenApply(found -> completions.held());
        refreshes.release();
        assertThat(dependent).isNotDone();
        completions.release();
        assertThat(dependent).isCompleted();
    }

    @Test
    void cancelsCopyOfOneCallerOnly() {
        CompletionStage<AccessToken> canceled = token.accessTokenAsync();
        CompletionStage<AccessToken> other = token.accessTokenAsync();
        future(canceled).cancel(true);
        refreshes.release();
        completions.release();
        assertThat(other).isCompletedWithValueMatching(AsyncAccessTokenTest::isFirst);
    }

    @Test
    void failsWithExceptionOfRefresh() {
        source.instead = () -> new Renewal.Failed(
                new TokenException("epic", "SAFIRE-0601 epic: no", 400, JsonValue.EMPTY_JSON_OBJECT, List.of()));
        CompletableFuture<AccessToken> failed = future(token.accessTokenAsync());
        refreshes.release();
        completions.release();
        assertThatThrownBy(() -> failed.getNow(null)).hasCauseInstanceOf(TokenException.class);
        assertThat(source.calls()).isEqualTo(1);
    }

    @Test
    void startsAgainWhenNoThreadWasFree() {
        Executor[] threads = {refuse()};
        RenewedToken busy = token(task -> threads[0].execute(task));
        CompletionStage<AccessToken> stage = busy.accessTokenAsync();
        timer.remove().run();
        assertThat(stage).isNotDone();
        threads[0] = Runnable::run;
        timer.remove().run();
        completions.release();
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
        completions.release();
        assertThat(delays).isEqualTo(120);
        assertThatThrownBy(() -> stage.getNow(null))
                .cause()
                .isInstanceOfSatisfying(
                        NetworkException.class, failure -> assertThat(failure.notSent()).isTrue())
                .hasMessageStartingWith("SAFIRE-1505 epic");
        assertThat(source.calls()).isZero();
    }

    private RenewedToken token(Executor executor) {
        RenewalThreads threads = new RenewalThreads(executor, completions, (task, milliseconds) -> timer.add(task));
        return new RenewedToken("epic", source, new RenewalTimes(0.1, 0.2, () -> 0.5), clock, threads.share());
    }

    private void issue() {
        CompletionStage<AccessToken> first = token.accessTokenAsync();
        refreshes.release();
        completions.release();
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
