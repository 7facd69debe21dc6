package io.safire.impl.managed;

import static io.safire.impl.managed.RenewalBench.USER;
import static io.safire.impl.managed.RenewalBench.current;
import static io.safire.impl.managed.RenewalBench.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import io.safire.error.TokenException;
import io.safire.error.TokenStoreException;
import io.safire.error.ValidationException;
import io.safire.impl.transport.TransportFailure;
import io.safire.spi.TokenStore.TokenKey;
import io.safire.token.IdToken;
import io.safire.token.TokenResponse;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of the handling of refresh responses: stored, not stored, late, or missing. */
class RenewalAnswerTest {

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
    void newTokensAreInTheStoreWhenTheyAreHandedOut() {
        Renewal renewal = one.next(usable);
        assertThat(value(renewal)).isEqualTo("access-1");
        KeptContent kept = bench.kept();
        assertThat(kept.claim()).isNull();
        assertThat(kept.obtained().tokens().refreshToken()).contains("refresh-1");
        assertThat(kept.obtained().tokens().context().patient()).contains("pat-1");
    }

    @Test
    void answerThatComesLateIsStillTaken() {
        server.answering = () -> {
            clock.pass(200_000);
            assertThatThrownBy(() -> other.next(bench.over())).isInstanceOf(ValidationException.class);
        };
        assertThat(value(one.next(usable))).isEqualTo("access-1");
        assertThat(value(other.next(bench.over()))).isEqualTo("access-1");
    }

    @Test
    void answerThatTheStoreDoesNotKeepIsNotHandedOutAndNotLost() {
        server.answering = () -> store.beforeSave = RenewalBench::fail;
        assertThatThrownBy(() -> one.next(usable))
                .isInstanceOf(TokenStoreException.class)
                .hasMessageContaining("SAFIRE-1518 epic");
        assertThatThrownBy(() -> one.next(usable)).isInstanceOf(TokenStoreException.class);
        assertThat(bench.kept().obtained().tokens().refreshToken()).contains("refresh-0");
        store.beforeSave = () -> {};
        assertThat(value(one.next(usable))).isEqualTo("access-1");
        assertThat(value(other.next(usable))).isEqualTo("access-1");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void answerThatTheStoreDoesNotKeepIsStoredWithoutAnotherCallWhenItWorksAgain() {
        server.answering = () -> store.beforeSave = RenewalBench::fail;
        assertThatThrownBy(() -> one.next(usable)).isInstanceOf(TokenStoreException.class);
        assertThatThrownBy(() -> one.next(usable)).isInstanceOf(TokenStoreException.class);
        assertThat(one.holdsAnswer()).isTrue();
        assertThat(bench.threads.held()).isEqualTo(1);
        bench.pausing = () -> store.beforeSave = () -> {};
        bench.threads.release();
        assertThat(one.holdsAnswer()).isFalse();
        assertThat(value(other.next(usable))).isEqualTo("access-1");
        assertThat(value(one.next(usable))).isEqualTo("access-1");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void revokesHeldResponseWhoseUserSignedOut() {
        server.answering = () -> store.beforeSave = RenewalBench::fail;
        assertThatThrownBy(() -> one.next(usable)).isInstanceOf(TokenStoreException.class);
        store.beforeSave = () -> {};
        store.delete(new TokenKey("epic", USER), sealed.version(USER));
        bench.threads.release();
        assertThat(one.holdsAnswer()).isFalse();
        assertThat(sealed.find(USER)).isEmpty();
        assertThat(server.revoked).containsExactly("refresh-1", "access-1");
    }

    @Test
    void heldAnswerWaitsForAThreadNoLongerThanTheApplicationLives() {
        server.answering = () -> store.beforeSave = RenewalBench::fail;
        assertThatThrownBy(() -> one.next(usable)).isInstanceOf(TokenStoreException.class);
        bench.pausing = () -> Thread.currentThread().interrupt();
        bench.threads.release();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(one.holdsAnswer()).isTrue();
        assertThat(bench.threads.held()).isZero();
    }

    @Test
    void heldAnswerThatEndedMeanwhileIsNotHandedOut() {
        server.answering = () -> store.beforeSave = RenewalBench::fail;
        assertThatThrownBy(() -> one.next(usable)).isInstanceOf(TokenStoreException.class);
        server.answering = () -> {};
        store.beforeSave = () -> {};
        clock.pass(RotatingServer.LIFE + 1);
        assertThat(value(one.next(bench.over()))).isEqualTo("access-2");
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void storeThatFailsAfterItKeptTheAnswerLosesNothing() {
        server.answering = () -> store.afterSave = () -> {
            store.afterSave = () -> {};
            RenewalBench.fail();
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
    void refreshTokenStaysWhereItWasCertainlyNotUsed() {
        for (SmartException failure : List.of(
                network(TransportFailure.Kind.NOT_CONNECTED),
                network(TransportFailure.Kind.TLS),
                network(TransportFailure.Kind.HANDSHAKE_REFUSED),
                network(TransportFailure.Kind.HANDSHAKE_BROKEN),
                refusal(401, "invalid_client"),
                refusal(200, "invalid_client"),
                refusal(400, "invalid_scope"),
                refusal(429, "slow_down"),
                refusal(503, "temporarily_unavailable"))) {
            bench.failing(failure);
            assertThat(bench.kept().claim()).isNull();
            assertThat(bench.kept().renewable()).isTrue();
        }
        server.before = () -> {};
        server.answering = () -> {};
        assertThat(value(bench.node().next(usable))).isEqualTo("access-1");
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
            bench.failing(failure);
            assertThat(bench.kept().spent()).isTrue();
            assertThatThrownBy(() -> other.next(usable))
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContaining("SAFIRE-1515 epic");
        }
    }

    @Test
    void ownRequestWithoutAnswerIsInDoubtEvenIfTheStoreFailsThen() {
        server.before = () -> server.answering = () -> {
            store.beforeSave = RenewalBench::fail;
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
            assertThat(bench.kept().obtained().tokens().refreshToken()).contains("refresh-1");
            return identified(answer);
        };
        assertThat(current(one.next(usable)).tokens().identity()).isPresent();
        assertThat(keptIdentity()).isPresent();
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void whatIsFoundOutAboutAHeldAnswerIsHeldWithIt() {
        server.answering = () -> store.beforeSave = RenewalBench::fail;
        server.completing = RenewalAnswerTest::identified;
        assertThatThrownBy(() -> one.next(usable)).isInstanceOf(TokenStoreException.class);
        store.beforeSave = () -> {};
        bench.threads.release();
        assertThat(one.holdsAnswer()).isFalse();
        assertThat(keptIdentity()).isPresent();
    }

    @Test
    void whatIsFoundOutTooLateOrCannotBeStoredCostsNothing() {
        server.completing = answer -> {
            store.beforeSave = RenewalBench::fail;
            return identified(answer);
        };
        Current first = current(one.next(usable));
        store.beforeSave = () -> {};
        assertThat(first.tokens().identity()).isPresent();
        assertThat(keptIdentity()).isEmpty();
        server.completing = answer -> {
            server.completing = UnaryOperator.identity();
            assertThat(value(other.next(bench.over()))).isEqualTo("access-2");
            assertThat(value(other.next(current(other.next(bench.over())).refused())))
                    .isEqualTo("access-3");
            return identified(answer);
        };
        assertThat(value(one.next(first))).isEqualTo("access-2");
        assertThat(value(one.next(usable))).isEqualTo("access-3");
        assertThat(keptIdentity()).isEmpty();
    }

    private Optional<IdToken> keptIdentity() {
        return bench.kept().obtained().tokens().identity();
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
}
