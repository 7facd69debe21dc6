package io.safire.impl.managed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
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

class RenewedTokenTest {

    private static final long LIFE = 300_000;
    private static final long DUE = 270_000;

    private final SettableTime clock = new SettableTime();
    private final FakeSource source = new FakeSource(clock, LIFE);
    private final HeldThreads held = new HeldThreads();
    private final RenewedToken token = token(held);

    @Test
    void isKeptUntilItIsDue() {
        RenewedToken direct = token(Runnable::run);
        assertThat(direct.accessToken().value()).isEqualTo("token-1");
        clock.pass(DUE - 1);
        assertThat(direct.accessToken().value()).isEqualTo("token-1");
        assertThat(source.calls()).isEqualTo(1);
    }

    @Test
    void isRenewedInTheBackgroundOnceAndNobodyWaits() {
        first();
        clock.pass(DUE);
        for (int call = 0; call < 100; call++) {
            assertThat(token.accessToken().value()).isEqualTo("token-1");
        }
        assertThat(held.held()).isEqualTo(1);
        held.release();
        assertThat(source.calls()).isEqualTo(2);
        assertThat(token.accessToken().value()).isEqualTo("token-2");
        clock.pass(DUE - 1);
        assertThat(token.accessToken().value()).isEqualTo("token-2");
    }

    @Test
    void failedRenewalKeepsTheTokenAndWaitsLongerEachTime() {
        first();
        clock.pass(DUE);
        source.instead = () -> new Renewal.Failed(refusal());
        List.of(3_000, 6_000, 12_000).forEach(pause -> {
            int calls = source.calls();
            assertThat(token.accessToken().value()).isEqualTo("token-1");
            held.release();
            assertThat(source.calls()).isEqualTo(calls + 1);
            clock.pass(pause - 1);
            assertThat(token.accessToken().value()).isEqualTo("token-1");
            assertThat(held.held()).isZero();
            clock.pass(1);
        });
        clock.pass(9_000);
        source.instead = null;
        assertThat(token(held).current()).isNull();
        assertThat(renewedByTheCaller().value()).isNotEqualTo("token-1");
    }

    @Test
    void clockThatIsSetBackDuringARequestDoesNotLengthenTheLife() {
        long now = clock.getAsLong();
        Obtained obtained = Obtained.of(FakeSource.tokens("token", now + LIFE), now + 3_600_000, now);
        assertThat(obtained.usableUntil()).isEqualTo(now + LIFE);
        Obtained slow = Obtained.of(FakeSource.tokens("token", now + LIFE), now - 2_000, now);
        assertThat(slow.usableUntil()).isEqualTo(now + LIFE - 2_000);
    }

    @Test
    void tokenThatIsOverIsNotHandedOut() {
        RenewedToken direct = token(Runnable::run);
        direct.accessToken();
        clock.pass(LIFE - 1);
        source.instead = () -> new Renewal.Failed(refusal());
        assertThat(direct.accessToken().value()).isEqualTo("token-1");
        clock.pass(1);
        assertThatThrownBy(direct::accessToken).isInstanceOf(TokenException.class);
        source.instead = null;
        clock.pass(100);
        assertThat(direct.accessToken().value()).startsWith("token-").isNotEqualTo("token-1");
    }

    @Test
    void oneRefusalIsNotRememberedAndSeveralAreForAShortWhile() {
        RenewedToken direct = token(Runnable::run);
        source.instead = () -> new Renewal.Failed(refusal());
        for (int call = 0; call < 10; call++) {
            assertThatThrownBy(direct::accessToken).isInstanceOf(TokenException.class);
        }
        assertThat(source.calls()).isEqualTo(2);
        clock.pass(100);
        source.instead = null;
        assertThat(direct.accessToken().value()).isEqualTo("token-3");
    }

    @Test
    void refusedTokenIsRenewedOnceHoweverManySaySo() {
        RenewedToken direct = token(Runnable::run);
        AccessToken refused = direct.accessToken();
        clock.pass(1_000);
        for (int call = 0; call < 100; call++) {
            assertThat(direct.invalidate(refused)).isEqualTo(call == 0 || source.calls() == 1);
            if (call % 2 == 1) {
                assertThat(direct.accessToken().value()).isEqualTo("token-2");
            }
        }
        assertThat(source.calls()).isEqualTo(2);
    }

    @Test
    void tokenThatCameAMomentAgoIsLeftAlone() {
        RenewedToken direct = token(Runnable::run);
        AccessToken fresh = direct.accessToken();
        clock.pass(999);
        direct.invalidate(fresh);
        assertThat(direct.accessToken()).isEqualTo(fresh);
        clock.pass(1);
        direct.invalidate(fresh);
        assertThat(direct.accessToken()).isNotEqualTo(fresh);
    }

    @Test
    void clockThatIsSetBackKeepsNoRefusedToken() {
        AccessToken refused = first();
        clock.pass(-3_600_000);
        assertThat(token.invalidate(refused)).isTrue();
        assertThat(token.usable()).isFalse();
    }

    @Test
    void clockThatIsSetBackEndsThePause() {
        RenewedToken direct = token(Runnable::run);
        source.instead = () -> new Renewal.Failed(refusal());
        assertThatThrownBy(direct::accessToken).isInstanceOf(TokenException.class);
        assertThatThrownBy(direct::accessToken).isInstanceOf(TokenException.class);
        source.instead = null;
        assertThatThrownBy(direct::accessToken).isInstanceOf(TokenException.class);
        assertThat(source.calls()).isEqualTo(2);
        clock.pass(-3_600_000);
        assertThat(direct.accessToken().value()).isEqualTo("token-3");
    }

    @Test
    void failedRenewalDoesNotBringARefusedTokenBack() {
        AccessToken refused = first();
        clock.pass(DUE);
        token.accessToken();
        token.invalidate(refused);
        source.instead = () -> new Renewal.Failed(refusal());
        held.release();
        assertThat(token.usable()).isFalse();
        source.instead = null;
        assertThat(renewedByTheCaller()).isNotEqualTo(refused);
    }

    @Test
    void callerDoesTheWorkWhereNoThreadIsFree() {
        RenewedToken crowded = token(work -> {
            throw new RejectedExecutionException();
        });
        assertThat(crowded.accessToken().value()).isEqualTo("token-1");
        clock.pass(DUE);
        assertThat(crowded.accessToken().value()).isEqualTo("token-1");
        clock.pass(LIFE - DUE);
        assertThat(crowded.accessToken().value()).isEqualTo("token-2");
    }

    @Test
    void callerDoesTheWorkThatAThreadNeverBegins() {
        RenewedToken lost = token(work -> {});
        assertThat(lost.accessToken().value()).isEqualTo("token-1");
        assertThat(source.calls()).isEqualTo(1);
    }

    @Test
    void whatIsThrownUnexpectedlyIsATypedError() {
        RenewedToken direct = token(Runnable::run);
        source.instead = () -> {
            throw new IllegalStateException("Unexpected");
        };
        assertThatThrownBy(direct::accessToken)
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("SAFIRE-1504 epic")
                .hasRootCauseMessage("Unexpected");
        source.instead = null;
        assertThat(direct.accessToken().value()).isEqualTo("token-2");
    }

    @Test
    void callReadsAFieldAndTheClockAndAllocatesNothing() {
        RenewedToken direct = token(Runnable::run);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int calls = 200_000;
        use(direct, calls);
        long before = threads.getCurrentThreadAllocatedBytes();
        use(direct, calls);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(calls / 10);
    }

    private static void use(RenewedToken token, int calls) {
        int length = 0;
        for (int call = 0; call < calls; call++) {
            length += token.accessToken().value().length();
        }
        assertThat(length).isPositive();
    }

    private AccessToken first() {
        token.replace(((Renewal.Renewed) source.next(null)).obtained());
        return token.accessToken();
    }

    /** Returns the token after its expiry, with a refresh by the calling thread. */
    private AccessToken renewedByTheCaller() {
        clock.pass(LIFE);
        return token.accessToken();
    }

    private RenewedToken token(Executor executor) {
        return new RenewedToken(
                "epic", source, new RenewalTimes(0.1, 0.2, () -> 0.5), clock, new RenewalThreads(executor).share());
    }

    static SmartException refusal() {
        return new TokenException(
                "epic",
                "SAFIRE-0501 epic: Token request failed",
                400,
                Json.createObjectBuilder().add("error", "invalid_client").build(),
                List.of("error"));
    }
}
