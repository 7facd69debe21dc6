package io.safire.impl.managed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import io.safire.error.TokenException;
import io.safire.error.TokenStoreException;
import io.safire.error.ValidationException;
import io.safire.impl.transport.TransportFailure;
import io.safire.spi.TokenStore.TokenKey;
import io.safire.token.IdToken;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes that share a store, and a server that takes each refresh token once. */
class SharedRenewalTest {

    private static final String USER = "user-1";

    private final SettableTime clock = new SettableTime();
    private final HookedStore store = new HookedStore(new MemoryTokenStore(server -> 100, Fixture.clock(clock)));
    private final SealedStore sealed = Fixture.sealed(store);
    private final RotatingServer server = new RotatingServer(clock);
    private final HeldThreads threads = new HeldThreads();
    private final HeldAnswers held = new HeldAnswers(threads::take, this::pause, (work, later) -> {});
    private final SharedRenewal one = node();
    private final SharedRenewal other = node();
    private Runnable pausing = () -> {};
    private Current usable;

    @BeforeEach
    void signIn() {
        long now = clock.getAsLong();
        Obtained first = Obtained.of(server.first(), now, now);
        assertThat(sealed.save(USER, KeptContent.of(first), 0)).isTrue();
        usable = Current.of(first, now);
    }

    @AfterEach
    void noRefreshTokenWasUsedTwice() {
        assertThat(server.reuses()).isZero();
    }

    @Test
    void newTokensAreInTheStoreWhenTheyAreHandedOut() {
        Renewal renewal = one.next(usable);
        assertThat(value(renewal)).isEqualTo("access-1");
        Kept kept = sealed.find(USER).orElseThrow();
        assertThat(kept.content().claim()).isNull();
        assertThat(kept.content().obtained().tokens().refreshToken()).contains("refresh-1");
        assertThat(kept.content().obtained().tokens().context().patient()).contains("pat-1");
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
        store.beforeSave = this::bump;
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
        assertThat(value(one.next(over()))).isEqualTo("access-1");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void claimOfADeadNodeThatSentNothingIsTakenOver() {
        claim(Claim.Phase.CLAIMED, 30_000);
        assertThat(one.next(usable)).isEqualTo(new Renewal.Busy());
        assertThat(value(one.next(over()))).isEqualTo("access-1");
        assertThat(clock.getAsLong()).isGreaterThanOrEqualTo(SettableTime.START + 30_000);
    }

    @Test
    void refreshTokenThatADeadNodeSentIsNotSentAgain() {
        claim(Claim.Phase.SENT, 90_000);
        assertThat(one.next(usable)).isEqualTo(new Renewal.Busy());
        assertThatThrownBy(() -> one.next(over()))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("SAFIRE-1517 epic");
        clock.pass(90_000);
        assertThatThrownBy(() -> one.next(over()))
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
    void answerThatComesLateIsStillTaken() {
        server.answering = () -> {
            clock.pass(200_000);
            assertThatThrownBy(() -> other.next(over())).isInstanceOf(ValidationException.class);
        };
        assertThat(value(one.next(usable))).isEqualTo("access-1");
        assertThat(value(other.next(over()))).isEqualTo("access-1");
    }

    @Test
    void answerThatTheStoreDoesNotKeepIsNotHandedOutAndNotLost() {
        server.answering = () -> store.beforeSave = SharedRenewalTest::fail;
        assertThatThrownBy(() -> one.next(usable))
                .isInstanceOf(TokenStoreException.class)
                .hasMessageContaining("SAFIRE-1518 epic");
        assertThatThrownBy(() -> one.next(usable)).isInstanceOf(TokenStoreException.class);
        assertThat(sealed.find(USER).orElseThrow().content().obtained().tokens().refreshToken())
                .contains("refresh-0");
        store.beforeSave = () -> {};
        assertThat(value(one.next(usable))).isEqualTo("access-1");
        assertThat(value(other.next(usable))).isEqualTo("access-1");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void answerThatTheStoreDoesNotKeepIsStoredWithoutAnotherCallWhenItWorksAgain() {
        server.answering = () -> store.beforeSave = SharedRenewalTest::fail;
        assertThatThrownBy(() -> one.next(usable)).isInstanceOf(TokenStoreException.class);
        assertThatThrownBy(() -> one.next(usable)).isInstanceOf(TokenStoreException.class);
        assertThat(one.holdsAnswer()).isTrue();
        assertThat(threads.held()).isEqualTo(1);
        pausing = () -> store.beforeSave = () -> {};
        threads.release();
        assertThat(one.holdsAnswer()).isFalse();
        assertThat(value(other.next(usable))).isEqualTo("access-1");
        assertThat(value(one.next(usable))).isEqualTo("access-1");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void heldAnswerWhoseUserSignedOutIsDropped() {
        server.answering = () -> store.beforeSave = SharedRenewalTest::fail;
        assertThatThrownBy(() -> one.next(usable)).isInstanceOf(TokenStoreException.class);
        store.beforeSave = () -> {};
        store.delete(new TokenKey("epic", USER), sealed.version(USER));
        threads.release();
        assertThat(one.holdsAnswer()).isFalse();
        assertThat(sealed.find(USER)).isEmpty();
    }

    @Test
    void heldAnswerWaitsForAThreadNoLongerThanTheApplicationLives() {
        server.answering = () -> store.beforeSave = SharedRenewalTest::fail;
        assertThatThrownBy(() -> one.next(usable)).isInstanceOf(TokenStoreException.class);
        pausing = () -> Thread.currentThread().interrupt();
        threads.release();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(one.holdsAnswer()).isTrue();
        assertThat(threads.held()).isZero();
    }

    @Test
    void heldAnswerThatEndedMeanwhileIsNotHandedOut() {
        server.answering = () -> store.beforeSave = SharedRenewalTest::fail;
        assertThatThrownBy(() -> one.next(usable)).isInstanceOf(TokenStoreException.class);
        server.answering = () -> {};
        store.beforeSave = () -> {};
        clock.pass(RotatingServer.LIFE + 1);
        assertThat(value(one.next(over()))).isEqualTo("access-2");
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void storeThatFailsAfterItKeptTheAnswerLosesNothing() {
        server.answering = () -> store.afterSave = () -> {
            store.afterSave = () -> {};
            fail();
        };
        assertThat(value(one.next(usable))).isEqualTo("access-1");
        assertThat(value(other.next(usable))).isEqualTo("access-1");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void storeThatRefusesTheAnswerAlthoughNobodyWasFasterIsAskedAgain() {
        server.answering = () -> store.refuse(1);
        assertThat(value(one.next(usable))).isEqualTo("access-1");
        assertThat(value(other.next(usable))).isEqualTo("access-1");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void refreshTokenIsNotSentAgainWhereTheStoreRefusesItsAnswer() {
        server.answering = () -> store.refuse(20);
        assertThatThrownBy(() -> one.next(usable))
                .isInstanceOf(TokenStoreException.class)
                .hasMessageContaining("SAFIRE-1518 epic");
        assertThatThrownBy(() -> one.next(usable)).isInstanceOf(TokenStoreException.class);
        store.refuse(0);
        assertThat(value(one.next(usable))).isEqualTo("access-1");
        assertThat(value(other.next(usable))).isEqualTo("access-1");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void storeThatFailsBeforeTheRequestKeepsItFromLeaving() {
        server.before = () -> store.beforeSave = SharedRenewalTest::fail;
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
            fail();
        };
        assertThatThrownBy(() -> one.next(usable)).isInstanceOf(TokenStoreException.class);
        assertThat(server.requests()).isZero();
        server.before = () -> {};
        assertThat(value(one.next(usable))).isEqualTo("access-1");
    }

    @Test
    void refreshTokenStaysWhereItWasCertainlyNotUsed() {
        for (SmartException failure : List.of(
                network(TransportFailure.Kind.NOT_CONNECTED),
                network(TransportFailure.Kind.TLS),
                refusal(401, "invalid_client"),
                refusal(400, "invalid_scope"),
                refusal(429, "slow_down"),
                refusal(503, "temporarily_unavailable"))) {
            failing(failure);
            Kept kept = sealed.find(USER).orElseThrow();
            assertThat(kept.content().claim()).isNull();
            assertThat(kept.content().renewable()).isTrue();
        }
        server.before = () -> {};
        server.answering = () -> {};
        assertThat(value(node().next(usable))).isEqualTo("access-1");
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
    void refreshTokenIsNotSentAgainWhereItMayHaveBeenUsed() {
        for (SmartException failure : List.of(
                network(TransportFailure.Kind.TIMEOUT),
                network(TransportFailure.Kind.BROKEN),
                refusal(400, "invalid_grant"),
                refusal(500, "server_error"),
                refusal(502, "bad_gateway"),
                refusal(200, "none"),
                new ValidationException("epic", "SAFIRE-0813", "id_token", "another user"))) {
            assertThat(sealed.save(USER, KeptContent.of(Obtained.of(server.first(), 0, 0)), sealed.version(USER)))
                    .isTrue();
            failing(failure);
            assertThat(sealed.find(USER).orElseThrow().content().spent()).isTrue();
            assertThatThrownBy(() -> other.next(usable))
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContaining("SAFIRE-1515 epic");
        }
    }

    @Test
    void ownRequestWithoutAnswerIsInDoubtEvenIfTheStoreFailsThen() {
        server.before = () -> server.answering = () -> {
            store.beforeSave = SharedRenewalTest::fail;
            throw network(TransportFailure.Kind.BROKEN);
        };
        assertThatThrownBy(() -> one.next(usable)).isInstanceOf(NetworkException.class);
        store.beforeSave = () -> {};
        server.before = () -> {};
        server.answering = () -> {};
        assertThatThrownBy(() -> one.next(usable)).isInstanceOf(ValidationException.class);
        assertThat(other.next(usable)).isEqualTo(new Renewal.Busy());
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void nothingIsFoundOutAboutAnAnswerBeforeItIsInTheStore() {
        server.completing = answer -> {
            assertThat(value(other.next(usable))).isEqualTo("access-1");
            assertThat(sealed.find(USER)
                            .orElseThrow()
                            .content()
                            .obtained()
                            .tokens()
                            .refreshToken())
                    .contains("refresh-1");
            return identified(answer);
        };
        assertThat(current(one.next(usable)).tokens().identity()).isPresent();
        assertThat(keptIdentity()).isPresent();
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void whatIsFoundOutAboutAHeldAnswerIsHeldWithIt() {
        server.answering = () -> store.beforeSave = SharedRenewalTest::fail;
        server.completing = SharedRenewalTest::identified;
        assertThatThrownBy(() -> one.next(usable)).isInstanceOf(TokenStoreException.class);
        store.beforeSave = () -> {};
        threads.release();
        assertThat(one.holdsAnswer()).isFalse();
        assertThat(keptIdentity()).isPresent();
    }

    @Test
    void whatIsFoundOutTooLateOrCannotBeStoredCostsNothing() {
        server.completing = answer -> {
            store.beforeSave = SharedRenewalTest::fail;
            return identified(answer);
        };
        Current first = current(one.next(usable));
        store.beforeSave = () -> {};
        assertThat(first.tokens().identity()).isPresent();
        assertThat(keptIdentity()).isEmpty();
        server.completing = answer -> {
            server.completing = UnaryOperator.identity();
            assertThat(value(other.next(over()))).isEqualTo("access-2");
            assertThat(value(other.next(current(other.next(over())).refused()))).isEqualTo("access-3");
            return identified(answer);
        };
        assertThat(value(one.next(first))).isEqualTo("access-2");
        assertThat(value(one.next(usable))).isEqualTo("access-3");
        assertThat(keptIdentity()).isEmpty();
    }

    @Test
    void whoSignedOutMeanwhileStaysSignedOut() {
        server.answering = () -> assertThat(store.delete(new TokenKey("epic", USER), sealed.version(USER)))
                .isTrue();
        assertThat(one.next(usable)).isInstanceOf(Renewal.Ended.class);
        assertThat(one.next(usable)).isInstanceOf(Renewal.Ended.class);
        assertThat(sealed.find(USER)).isEmpty();
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

    private void pause(long milliseconds) {
        clock.pass(milliseconds);
        pausing.run();
    }

    private Optional<IdToken> keptIdentity() {
        return sealed.find(USER).orElseThrow().content().obtained().tokens().identity();
    }

    private static TokenResponse identified(TokenResponse answer) {
        JsonObject claims = Json.createObjectBuilder()
                .add("iss", "https://as.example")
                .add("sub", "user")
                .add("iat", 1)
                .add("exp", 2)
                .build();
        return new TokenResponse(
                answer.server(),
                answer.accessToken(),
                answer.requestedScopes(),
                answer.members(),
                answer.carriedOver(),
                new IdToken(claims, null),
                answer.findings());
    }

    /** Another version of the same. */
    private void bump() {
        Runnable again = store.beforeSave;
        store.beforeSave = () -> {};
        Kept kept = sealed.find(USER).orElseThrow();
        sealed.save(USER, kept.content(), kept.version());
        store.beforeSave = again;
    }

    private void failing(SmartException failure) {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        RotatingOnce requests = new RotatingOnce(failure);
        SharedRenewal node =
                new SharedRenewal(Fixture.settings(Map.of()), USER, sealed, requests, clock, clock::pass, held);
        assertThatThrownBy(() -> node.next(usable)).satisfies(thrown::set);
        assertThat(thrown.get()).isSameAs(failure);
    }

    private void claim(Claim.Phase phase, long life) {
        Kept kept = sealed.find(USER).orElseThrow();
        Claim claim = new Claim("dead", phase, clock.getAsLong() + life);
        assertThat(sealed.save(USER, kept.content().with(claim), kept.version()))
                .isTrue();
    }

    private SharedRenewal node() {
        return new SharedRenewal(Fixture.settings(Map.of()), USER, sealed, server, clock, clock::pass, held);
    }

    private Current over() {
        return usable.quietUntil(0).refused();
    }

    private static Current current(Renewal renewal) {
        Obtained obtained = ((Renewal.Renewed) renewal).obtained();
        return Current.of(obtained, obtained.at());
    }

    private static String value(Renewal renewal) {
        return current(renewal).token().value();
    }

    private static void fail() {
        throw new IllegalStateException("no database");
    }

    private static NetworkException network(TransportFailure.Kind kind) {
        NetworkException failure = new NetworkException("epic", "SAFIRE-0201 epic: " + kind, kind.name());
        failure.initCause(new TransportFailure(kind, kind.name(), URI.create("https://as.example")));
        return failure;
    }

    private static TokenException refusal(int status, String error) {
        return new TokenException(
                "epic",
                "SAFIRE-0501 epic: " + error,
                status,
                Json.createObjectBuilder().add("error", error).build(),
                List.of("error"));
    }

    /** Sends, and fails. */
    private record RotatingOnce(SmartException failure) implements TokenRequests {
        @Override
        public TokenResponse backend(Scopes scopes) {
            throw failure;
        }

        @Override
        public RefreshAnswer refresh(TokenResponse earlier, Runnable leaving) {
            leaving.run();
            throw failure;
        }

        @Override
        public TokenResponse completed(TokenResponse earlier, RefreshAnswer answer) {
            throw failure;
        }
    }
}
