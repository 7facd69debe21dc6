package io.safire.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Step;
import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import io.safire.error.TokenException;
import io.safire.token.AccessToken;
import jakarta.json.Json;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class AutoRefreshingTokenTest {

    private static final long LIFE = 300_000;
    private static final long DUE = 270_000;

    private final SettableMillis clock = new SettableMillis();
    private final FakeTokenRefresher refresher = new FakeTokenRefresher(clock, LIFE);
    private final ManualExecutor manualExecutor = new ManualExecutor();
    private final AutoRefreshingToken token = token(manualExecutor);

    @Test
    void returnsCachedTokenUntilDue() {
        AutoRefreshingToken direct = token(Runnable::run);
        assertThat(direct.accessToken().value()).isEqualTo("token-1");
        clock.advance(DUE - 1);
        assertThat(direct.accessToken().value()).isEqualTo("token-1");
        assertThat(refresher.calls()).isEqualTo(1);
    }

    @Test
    void endsRefreshAfterUndeclaredException() {
        AutoRefreshingToken direct = token(Runnable::run);
        refresher.override = () -> throwUndeclared(new InterruptedException());
        assertThatThrownBy(direct::accessToken)
                .isInstanceOf(NetworkException.class)
                .hasMessageStartingWith("SAFIRE-1504");
        refresher.override = null;
        assertThat(direct.isBusy()).isFalse();
        assertThat(direct.accessToken().value()).startsWith("token-");
    }

    /** Throws a checked exception that no signature declares, as interceptors do. */
    @SuppressWarnings("unchecked")
    private static <E extends Exception> RefreshResult throwUndeclared(Exception exception) throws E {
        throw (E) exception;
    }

    @Test
    void refreshesOnceInBackground() {
        cacheFirstToken();
        clock.advance(DUE);
        for (int call = 0; call < 100; call++) {
            assertThat(token.accessToken().value()).isEqualTo("token-1");
        }
        assertThat(manualExecutor.size()).isEqualTo(1);
        manualExecutor.runAll();
        assertThat(refresher.calls()).isEqualTo(2);
        assertThat(token.accessToken().value()).isEqualTo("token-2");
        clock.advance(DUE - 1);
        assertThat(token.accessToken().value()).isEqualTo("token-2");
    }

    @Test
    void increasesDelayAfterEachFailedRefresh() {
        cacheFirstToken();
        clock.advance(DUE);
        refresher.override = () -> new RefreshResult.Failed(errorResponse());
        List.of(3_000, 6_000, 12_000).forEach(delay -> {
            int calls = refresher.calls();
            assertThat(token.accessToken().value()).isEqualTo("token-1");
            manualExecutor.runAll();
            assertThat(refresher.calls()).isEqualTo(calls + 1);
            clock.advance(delay - 1);
            assertThat(token.accessToken().value()).isEqualTo("token-1");
            assertThat(manualExecutor.size()).isZero();
            clock.advance(1);
        });
        clock.advance(9_000);
        refresher.override = null;
        assertThat(token(manualExecutor).cached()).isNull();
        assertThat(refreshInCaller().value()).isNotEqualTo("token-1");
    }

    @Test
    void keepsLifetimeIfClockIsSetBack() {
        long now = clock.getAsLong();
        TokenSnapshot snapshot = TokenSnapshot.of(FakeTokenRefresher.tokens("token", now + LIFE), now + 3_600_000, now);
        assertThat(snapshot.usableUntil()).isEqualTo(now + LIFE);
        TokenSnapshot slow = TokenSnapshot.of(FakeTokenRefresher.tokens("token", now + LIFE), now - 2_000, now);
        assertThat(slow.usableUntil()).isEqualTo(now + LIFE - 2_000);
    }

    @Test
    void neverReturnsExpiredToken() {
        AutoRefreshingToken direct = token(Runnable::run);
        direct.accessToken();
        clock.advance(LIFE - 1);
        refresher.override = () -> new RefreshResult.Failed(errorResponse());
        assertThat(direct.accessToken().value()).isEqualTo("token-1");
        clock.advance(1);
        assertThatThrownBy(direct::accessToken).isInstanceOf(TokenException.class);
        refresher.override = null;
        clock.advance(100);
        assertThat(direct.accessToken().value()).startsWith("token-").isNotEqualTo("token-1");
    }

    @Test
    void failsFastAfterSecondFailure() {
        AutoRefreshingToken direct = token(Runnable::run);
        refresher.override = () -> new RefreshResult.Failed(errorResponse());
        for (int call = 0; call < 10; call++) {
            assertThatThrownBy(direct::accessToken).isInstanceOf(TokenException.class);
        }
        assertThat(refresher.calls()).isEqualTo(2);
        clock.advance(100);
        refresher.override = null;
        assertThat(direct.accessToken().value()).isEqualTo("token-3");
    }

    @Test
    void refreshesOnceForManyRejections() {
        AutoRefreshingToken direct = token(Runnable::run);
        AccessToken rejected = direct.accessToken();
        clock.advance(1_000);
        for (int call = 0; call < 100; call++) {
            assertThat(direct.invalidate(rejected)).isEqualTo(call == 0 || refresher.calls() == 1);
            if (call % 2 == 1) {
                assertThat(direct.accessToken().value()).isEqualTo("token-2");
            }
        }
        assertThat(refresher.calls()).isEqualTo(2);
    }

    @Test
    void keepsRejectedTokenYoungerThanOneSecond() {
        AutoRefreshingToken direct = token(Runnable::run);
        AccessToken fresh = direct.accessToken();
        clock.advance(999);
        direct.invalidate(fresh);
        assertThat(direct.accessToken()).isEqualTo(fresh);
        clock.advance(1);
        direct.invalidate(fresh);
        assertThat(direct.accessToken()).isNotEqualTo(fresh);
    }

    @Test
    void discardsRejectedTokenIfClockIsSetBack() {
        AccessToken rejected = cacheFirstToken();
        clock.advance(-3_600_000);
        assertThat(token.invalidate(rejected)).isTrue();
        assertThat(token.isUsable()).isFalse();
    }

    @Test
    void retriesAtOnceIfClockIsSetBack() {
        AutoRefreshingToken direct = token(Runnable::run);
        refresher.override = () -> new RefreshResult.Failed(errorResponse());
        assertThatThrownBy(direct::accessToken).isInstanceOf(TokenException.class);
        assertThatThrownBy(direct::accessToken).isInstanceOf(TokenException.class);
        refresher.override = null;
        assertThatThrownBy(direct::accessToken).isInstanceOf(TokenException.class);
        assertThat(refresher.calls()).isEqualTo(2);
        clock.advance(-3_600_000);
        assertThat(direct.accessToken().value()).isEqualTo("token-3");
    }

    @Test
    void discardsRejectedTokenIfRefreshFails() {
        AccessToken rejected = cacheFirstToken();
        clock.advance(DUE);
        token.accessToken();
        token.invalidate(rejected);
        refresher.override = () -> new RefreshResult.Failed(errorResponse());
        manualExecutor.runAll();
        assertThat(token.isUsable()).isFalse();
        refresher.override = null;
        assertThat(refreshInCaller()).isNotEqualTo(rejected);
    }

    @Test
    void refreshesInCallerIfNoThreadIsFree() {
        AutoRefreshingToken crowded = token(work -> {
            throw new RejectedExecutionException();
        });
        assertThat(crowded.accessToken().value()).isEqualTo("token-1");
        clock.advance(DUE);
        assertThat(crowded.accessToken().value()).isEqualTo("token-1");
        clock.advance(LIFE - DUE);
        assertThat(crowded.accessToken().value()).isEqualTo("token-2");
    }

    @Test
    void refreshesInCallerIfThreadNeverStarts() {
        AutoRefreshingToken lost = token(work -> {});
        assertThat(lost.accessToken().value()).isEqualTo("token-1");
        assertThat(refresher.calls()).isEqualTo(1);
    }

    @Test
    void wrapsUnexpectedException() {
        AutoRefreshingToken direct = token(Runnable::run);
        refresher.override = () -> {
            throw new IllegalStateException("Unexpected");
        };
        assertThatThrownBy(direct::accessToken)
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("SAFIRE-1504 epic")
                .hasRootCauseMessage("Unexpected");
        refresher.override = null;
        assertThat(direct.accessToken().value()).isEqualTo("token-2");
    }

    @Test
    void allocatesNothingForCachedToken() {
        AutoRefreshingToken direct = token(Runnable::run);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int calls = 200_000;
        use(direct, calls);
        long before = threads.getCurrentThreadAllocatedBytes();
        use(direct, calls);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(calls / 10);
    }

    private static void use(AutoRefreshingToken token, int calls) {
        int length = 0;
        for (int call = 0; call < calls; call++) {
            length += token.accessToken().value().length();
        }
        assertThat(length).isPositive();
    }

    private AccessToken cacheFirstToken() {
        token.replace(((RefreshResult.Refreshed) refresher.refresh(null)).snapshot());
        return token.accessToken();
    }

    /** Returns the token after its expiry; the calling thread performs the refresh. */
    private AccessToken refreshInCaller() {
        clock.advance(LIFE);
        return token.accessToken();
    }

    private AutoRefreshingToken token(Executor executor) {
        return new AutoRefreshingToken(
                "epic",
                refresher,
                new RefreshSchedule(0.1, 0.2, () -> 0.5),
                clock,
                new RefreshThreads(executor).forServer());
    }

    static SmartException errorResponse() {
        return new TokenException(
                Failure.of("SAFIRE-0501", "epic", Step.TOKEN, "Token request failed"),
                400,
                Json.createObjectBuilder().add("error", "invalid_client").build(),
                List.of("error"));
    }
}
