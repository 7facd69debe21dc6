package io.safire.impl.managed;

import static io.safire.impl.managed.RenewalBench.USER;
import static io.safire.impl.managed.RenewalBench.current;
import static io.safire.impl.managed.RenewalBench.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.error.TokenStoreException;
import io.safire.error.ValidationException;
import io.safire.spi.TokenStore.TokenKey;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of the lease by which one of several nodes refreshes the tokens of a user. */
class SharedRenewalTest {

    private final RenewalBench bench = new RenewalBench();
    private final SettableTime clock = bench.clock;
    private final HookedStore store = bench.store;
    private final SealedStore sealed = bench.sealed;
    private final RotatingServer server = bench.server;
    private final SharedRenewal one = bench.one;
    private final SharedRenewal other = bench.other;
    private final Current usable = bench.usable;

    @AfterEach
    void noRefreshTokenWasUsedTwice() {
        assertThat(server.reuses()).isZero();
    }

    @Test
    void rotatedTokensAreSentOneAfterTheOther() {
        Current last = usable;
        for (int renewal = 1; renewal <= 5; renewal++) {
            last = current((renewal % 2 == 0 ? one : other).next(last));
            assertThat(last.token().value()).isEqualTo("access-" + renewal);
        }
        assertThat(server.requests()).isEqualTo(5);
    }

    @Test
    void nodeThatFindsAClaimUsesItsTokenAndThenTakesTheNewOne() {
        server.answering = () -> assertThat(other.next(usable)).isEqualTo(new Renewal.Busy());
        assertThat(value(one.next(usable))).isEqualTo("access-1");
        server.answering = () -> {};
        assertThat(value(other.next(usable))).isEqualTo("access-1");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void loserOfTheFirstCompareAndSetReadsAgain() {
        store.beforeSave = () -> {
            store.beforeSave = () -> {};
            assertThat(value(other.next(usable))).isEqualTo("access-1");
        };
        assertThat(value(one.next(usable))).isEqualTo("access-1");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void storeInWhichOthersAreAlwaysFasterIsGivenUp() {
        store.beforeSave = bench::bump;
        assertThat(one.next(usable)).isEqualTo(new Renewal.Busy());
        assertThat(server.requests()).isZero();
    }

    @Test
    void loserOfTheSecondCompareAndSetSendsNothing() {
        server.before = () -> {
            server.before = () -> {};
            clock.pass(31_000);
            assertThat(value(other.next(usable))).isEqualTo("access-1");
        };
        assertThat(value(one.next(bench.over()))).isEqualTo("access-1");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void claimOfADeadNodeThatSentNothingIsTakenOver() {
        bench.claim(Claim.Phase.CLAIMED, 30_000);
        assertThat(one.next(usable)).isEqualTo(new Renewal.Busy());
        assertThat(value(one.next(bench.over()))).isEqualTo("access-1");
        assertThat(clock.getAsLong()).isGreaterThanOrEqualTo(SettableTime.START + 30_000);
    }

    @Test
    void refreshTokenThatADeadNodeSentIsNotSentAgain() {
        bench.claim(Claim.Phase.SENT, 90_000);
        assertThat(one.next(usable)).isEqualTo(new Renewal.Busy());
        assertThatThrownBy(() -> one.next(bench.over()))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("SAFIRE-1517 epic");
        clock.pass(90_000);
        assertThatThrownBy(() -> one.next(bench.over()))
                .isInstanceOfSatisfying(ValidationException.class, failure -> assertThat(failure.attribute())
                        .isEqualTo("refresh_token"))
                .hasMessageContaining("SAFIRE-1515 epic");
        assertThat(server.requests()).isZero();
    }

    @Test
    void othersTakeARefreshTokenForUsedWhenItsAnswerCannotComeAnyMore() {
        server.answering = () -> {
            clock.pass(59_000);
            assertThat(other.next(usable)).isEqualTo(new Renewal.Busy());
            clock.pass(1_000);
            assertThatThrownBy(() -> other.next(usable))
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContaining("SAFIRE-1515 epic");
        };
        assertThat(value(one.next(usable))).isEqualTo("access-1");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void storeThatFailsBeforeTheRequestKeepsItFromLeaving() {
        server.before = () -> store.beforeSave = RenewalBench::fail;
        assertThatThrownBy(() -> one.next(usable)).isInstanceOf(TokenStoreException.class);
        assertThat(server.requests()).isZero();
        store.beforeSave = () -> {};
        server.before = () -> {};
        assertThat(value(one.next(usable))).isEqualTo("access-1");
    }

    @Test
    void storeThatFailsAfterItMarkedTheRequestKeepsItFromLeavingToo() {
        server.before = () -> store.afterSave = () -> {
            store.afterSave = () -> {};
            RenewalBench.fail();
        };
        assertThatThrownBy(() -> one.next(usable)).isInstanceOf(TokenStoreException.class);
        assertThat(server.requests()).isZero();
        server.before = () -> {};
        assertThat(value(one.next(usable))).isEqualTo("access-1");
    }

    @Test
    void failureBeforeTheRequestGivesTheClaimBack() {
        server.before = () -> {
            throw new DiscoveryException("epic", "SAFIRE-0303", URI.create("https://fhir.example"), 0, "none");
        };
        assertThatThrownBy(() -> one.next(usable)).isInstanceOf(DiscoveryException.class);
        server.before = () -> {};
        assertThat(value(other.next(usable))).isEqualTo("access-1");
    }

    @Test
    void whoSignedOutMeanwhileStaysSignedOut() {
        server.answering = () -> assertThat(store.delete(new TokenKey("epic", USER), sealed.version(USER)))
                .isTrue();
        assertThat(one.next(usable)).isInstanceOf(Renewal.Ended.class);
        assertThat(one.next(usable)).isInstanceOf(Renewal.Ended.class);
        assertThat(sealed.find(USER)).isEmpty();
        assertThat(server.revoked).containsExactly("refresh-1", "access-1");
    }

    @Test
    void whoSignedInAnewMeanwhileHasTheNewTokens() {
        Obtained anew = Obtained.of(
                Fixture.tokens("anew", "refresh-anew", clock.getAsLong() + 300_000),
                clock.getAsLong(),
                clock.getAsLong());
        server.answering = () -> sealed.save(USER, KeptContent.of(anew), sealed.version(USER));
        assertThat(one.next(usable)).isEqualTo(new Renewal.Busy());
        assertThat(value(one.next(usable))).isEqualTo("anew");
        assertThat(server.requests()).isEqualTo(1);
        // not revoked, like all tokens that a new sign-in replaces: some servers would also end the new session
        assertThat(server.revoked).isEmpty();
    }

    @Test
    void withoutRefreshTokenThereIsNothingToRenewWith() {
        long now = clock.getAsLong();
        Obtained bare = Obtained.of(Fixture.tokens("bare", "", now + 1_000), now, now);
        sealed.save(USER, KeptContent.of(bare), sealed.version(USER));
        assertThat(one.renews(bare)).isFalse();
        assertThatThrownBy(() -> one.next(Current.of(bare, now)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("SAFIRE-1514 epic");
    }

    @Test
    void tokenThatWasRefusedIsRenewedAlthoughItIsNotOver() {
        assertThat(value(one.next(usable.refused()))).isEqualTo("access-1");
        assertThat(value(other.next(usable.refused()))).isEqualTo("access-1");
        assertThat(server.requests()).isEqualTo(1);
    }
}
