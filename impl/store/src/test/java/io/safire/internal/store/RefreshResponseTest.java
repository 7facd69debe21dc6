package io.safire.internal.store;

import static io.safire.internal.store.ClusterFixture.USER;
import static io.safire.internal.store.ClusterFixture.accessToken;
import static io.safire.internal.store.ClusterFixture.cached;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Step;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.error.NetworkException;
import io.safire.error.SignInRequiredException;
import io.safire.error.SmartException;
import io.safire.error.TokenException;
import io.safire.error.TokenStoreException;
import io.safire.error.ValidationException;
import io.safire.internal.cache.CachedToken;
import io.safire.internal.cache.RefreshResult;
import io.safire.internal.cache.SettableMillis;
import io.safire.internal.cache.TokenSnapshot;
import io.safire.internal.http.TransportException;
import io.safire.spi.TokenStore.TokenKey;
import io.safire.token.IdToken;
import io.safire.token.TokenResponse;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of the handling of refresh responses: stored, not stored, late, or missing. */
class RefreshResponseTest {

    private final ClusterFixture fixture = new ClusterFixture();
    private final SettableMillis clock = fixture.clock;
    private final HookedTokenStore store = fixture.store;
    private final EncryptedTokenStore encrypted = fixture.encrypted;
    private final RotatingServer server = fixture.server;
    private final ClusterTokenRefresher one = fixture.one;
    private final ClusterTokenRefresher other = fixture.other;
    private final CachedToken usable = fixture.usable;

    @AfterEach
    void assertNoRefreshTokenReused() {
        assertThat(server.reuses()).isZero();
    }

    @Test
    void storesTokensBeforeReturningThem() {
        RefreshResult result = one.refresh(usable);
        assertThat(accessToken(result)).isEqualTo("access-1");
        StoredTokens stored = fixture.stored();
        assertThat(stored.lease()).isNull();
        assertThat(stored.snapshot().tokens().refreshToken()).contains("refresh-1");
        assertThat(stored.snapshot().tokens().context().patient()).contains("pat-1");
    }

    @Test
    void storesLateResponse() {
        server.beforeResponse = () -> {
            clock.advance(200_000);
            assertThatThrownBy(() -> other.refresh(fixture.unusable())).isInstanceOf(SignInRequiredException.class);
        };
        assertThat(accessToken(one.refresh(usable))).isEqualTo("access-1");
        assertThat(accessToken(other.refresh(fixture.unusable()))).isEqualTo("access-1");
    }

    @Test
    void returnsResponseOnlyOnceStored() {
        server.beforeResponse = () -> store.beforeSave = ClusterFixture::fail;
        assertThatThrownBy(() -> one.refresh(usable))
                .isInstanceOf(TokenStoreException.class)
                .hasMessageContaining("SAFIRE-1904 epic");
        assertThatThrownBy(() -> one.refresh(usable)).isInstanceOf(TokenStoreException.class);
        assertThat(fixture.stored().snapshot().tokens().refreshToken()).contains("refresh-0");
        store.beforeSave = () -> {};
        assertThat(accessToken(one.refresh(usable))).isEqualTo("access-1");
        assertThat(accessToken(other.refresh(usable))).isEqualTo("access-1");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void storesPendingResponseInBackground() {
        server.beforeResponse = () -> store.beforeSave = ClusterFixture::fail;
        assertThatThrownBy(() -> one.refresh(usable)).isInstanceOf(TokenStoreException.class);
        assertThatThrownBy(() -> one.refresh(usable)).isInstanceOf(TokenStoreException.class);
        assertThat(one.hasPendingWrite()).isTrue();
        assertThat(fixture.threads.size()).isEqualTo(1);
        fixture.onPause = () -> store.beforeSave = () -> {};
        fixture.threads.runAll();
        assertThat(one.hasPendingWrite()).isFalse();
        assertThat(accessToken(other.refresh(usable))).isEqualTo("access-1");
        assertThat(accessToken(one.refresh(usable))).isEqualTo("access-1");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void revokesPendingResponseOfSignedOutUser() {
        server.beforeResponse = () -> store.beforeSave = ClusterFixture::fail;
        assertThatThrownBy(() -> one.refresh(usable)).isInstanceOf(TokenStoreException.class);
        store.beforeSave = () -> {};
        store.delete(new TokenKey("epic", USER), encrypted.version(USER));
        fixture.threads.runAll();
        assertThat(one.hasPendingWrite()).isFalse();
        assertThat(encrypted.find(USER)).isEmpty();
        assertThat(server.revoked).containsExactly("refresh-1", "access-1");
    }

    @Test
    void stopsBackgroundWritesWhenInterrupted() {
        server.beforeResponse = () -> store.beforeSave = ClusterFixture::fail;
        assertThatThrownBy(() -> one.refresh(usable)).isInstanceOf(TokenStoreException.class);
        fixture.onPause = () -> Thread.currentThread().interrupt();
        fixture.threads.runAll();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(one.hasPendingWrite()).isTrue();
        assertThat(fixture.threads.size()).isZero();
    }

    @Test
    void refreshesAgainIfPendingTokenExpired() {
        server.beforeResponse = () -> store.beforeSave = ClusterFixture::fail;
        assertThatThrownBy(() -> one.refresh(usable)).isInstanceOf(TokenStoreException.class);
        server.beforeResponse = () -> {};
        store.beforeSave = () -> {};
        clock.advance(RotatingServer.LIFE + 1);
        assertThat(accessToken(one.refresh(fixture.unusable()))).isEqualTo("access-2");
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void acceptsSaveThatFailsAfterWriting() {
        server.beforeResponse = () -> store.afterSave = () -> {
            store.afterSave = () -> {};
            ClusterFixture.fail();
        };
        assertThat(accessToken(one.refresh(usable))).isEqualTo("access-1");
        assertThat(accessToken(other.refresh(usable))).isEqualTo("access-1");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void retriesSaveAfterFalseConflict() {
        server.beforeResponse = () -> store.failNextSaves(1);
        assertThat(accessToken(one.refresh(usable))).isEqualTo("access-1");
        assertThat(accessToken(other.refresh(usable))).isEqualTo("access-1");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void sendsOnceDespiteRepeatedFalseConflicts() {
        server.beforeResponse = () -> store.failNextSaves(20);
        assertThatThrownBy(() -> one.refresh(usable))
                .isInstanceOf(TokenStoreException.class)
                .hasMessageContaining("SAFIRE-1904 epic");
        assertThatThrownBy(() -> one.refresh(usable)).isInstanceOf(TokenStoreException.class);
        store.failNextSaves(0);
        assertThat(accessToken(one.refresh(usable))).isEqualTo("access-1");
        assertThat(accessToken(other.refresh(usable))).isEqualTo("access-1");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void keepsRefreshTokenThatWasNotConsumed() {
        for (SmartException failure : List.of(
                network(TransportException.FailureKind.NOT_CONNECTED),
                network(TransportException.FailureKind.TLS_FAILURE),
                network(TransportException.FailureKind.HANDSHAKE_REFUSED),
                network(TransportException.FailureKind.HANDSHAKE_ABORTED),
                errorResponse(401, "invalid_client"),
                errorResponse(200, "invalid_client"),
                errorResponse(400, "invalid_scope"),
                errorResponse(302, "none"),
                errorResponse(429, "slow_down"),
                new ConfigurationException(
                        Failure.of("SAFIRE-0105", "epic", Step.TOKEN, "the signer failed"),
                        Violations.invalid("private_key", null, List.of())),
                errorResponse(503, "temporarily_unavailable"))) {
            fixture.failRefresh(failure);
            assertThat(fixture.stored().lease()).isNull();
            assertThat(fixture.stored().isRefreshable()).isTrue();
        }
        server.beforeSend = () -> {};
        server.beforeResponse = () -> {};
        assertThat(accessToken(fixture.node().refresh(usable))).isEqualTo("access-1");
    }

    @Test
    void requiresSignInAfterInvalidGrant() {
        server.beforeResponse = () -> {
            throw errorResponse(400, "invalid_grant");
        };
        assertThatThrownBy(() -> one.refresh(usable))
                .isInstanceOf(SignInRequiredException.class)
                .hasCauseInstanceOf(TokenException.class);
    }

    @Test
    void neverResendsPossiblyConsumedRefreshToken() {
        for (SmartException failure : List.of(
                network(TransportException.FailureKind.READ_TIMEOUT),
                network(TransportException.FailureKind.CONNECTION_BROKEN),
                errorResponse(400, "invalid_grant"),
                errorResponse(503, "invalid_grant"),
                new TokenException(
                        Failure.of("SAFIRE-0501", "epic", Step.TOKEN, "invalid_grant"),
                        400,
                        "invalid_grant",
                        JsonValue.EMPTY_JSON_OBJECT,
                        List.of()),
                errorResponse(500, "server_error"),
                errorResponse(502, "bad_gateway"),
                errorResponse(200, "none"),
                new ValidationException(
                        Failure.of("SAFIRE-0813", "epic", Step.TOKEN, "failed"), "id_token", "another user"))) {
            assertThat(encrypted.save(
                            USER,
                            StoredTokens.of(TokenSnapshot.of(server.firstTokens(), 0, 0)),
                            encrypted.version(USER)))
                    .isTrue();
            fixture.failRefresh(failure);
            assertThat(fixture.stored().refreshTokenConsumed()).isTrue();
            assertThatThrownBy(() -> other.refresh(usable))
                    .isInstanceOf(SignInRequiredException.class)
                    .hasMessageContaining("SAFIRE-1515 epic");
        }
    }

    @Test
    void neverResendsIfFailureCannotBeStored() {
        server.beforeSend = () -> server.beforeResponse = () -> {
            store.beforeSave = ClusterFixture::fail;
            throw network(TransportException.FailureKind.CONNECTION_BROKEN);
        };
        assertThatThrownBy(() -> one.refresh(usable)).isInstanceOf(NetworkException.class);
        store.beforeSave = () -> {};
        server.beforeSend = () -> {};
        server.beforeResponse = () -> {};
        assertThatThrownBy(() -> one.refresh(usable)).isInstanceOf(SignInRequiredException.class);
        assertThat(other.refresh(usable)).isEqualTo(new RefreshResult.Deferred());
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void storesResponseBeforeCompletingIt() {
        server.completion = response -> {
            assertThat(accessToken(other.refresh(usable))).isEqualTo("access-1");
            assertThat(fixture.stored().snapshot().tokens().refreshToken()).contains("refresh-1");
            return withIdentity(response);
        };
        assertThat(cached(one.refresh(usable)).tokens().identity()).isPresent();
        assertThat(storedIdentity()).isPresent();
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void storesCompletedPendingResponse() {
        server.beforeResponse = () -> store.beforeSave = ClusterFixture::fail;
        server.completion = RefreshResponseTest::withIdentity;
        assertThatThrownBy(() -> one.refresh(usable)).isInstanceOf(TokenStoreException.class);
        store.beforeSave = () -> {};
        fixture.threads.runAll();
        assertThat(one.hasPendingWrite()).isFalse();
        assertThat(storedIdentity()).isPresent();
    }

    @Test
    void returnsCompletedResponseThatIsNotStored() {
        server.completion = response -> {
            store.beforeSave = ClusterFixture::fail;
            return withIdentity(response);
        };
        CachedToken first = cached(one.refresh(usable));
        store.beforeSave = () -> {};
        assertThat(first.tokens().identity()).isPresent();
        assertThat(storedIdentity()).isEmpty();
        server.completion = response -> {
            server.completion = UnaryOperator.identity();
            assertThat(accessToken(other.refresh(fixture.unusable()))).isEqualTo("access-2");
            assertThat(accessToken(other.refresh(
                            cached(other.refresh(fixture.unusable())).asUnusable())))
                    .isEqualTo("access-3");
            return withIdentity(response);
        };
        assertThat(accessToken(one.refresh(first))).isEqualTo("access-2");
        assertThat(accessToken(one.refresh(usable))).isEqualTo("access-3");
        assertThat(storedIdentity()).isEmpty();
    }

    private Optional<IdToken> storedIdentity() {
        return fixture.stored().snapshot().tokens().identity();
    }

    private static TokenResponse withIdentity(TokenResponse response) {
        JsonObject claims = Json.createObjectBuilder()
                .add("iss", "https://as.example")
                .add("sub", "user")
                .add("iat", 1)
                .add("exp", 2)
                .build();
        return response.withIdentity(IdToken.of(claims, null));
    }

    private static NetworkException network(TransportException.FailureKind kind) {
        NetworkException failure =
                new NetworkException(Failure.of("SAFIRE-0201", "epic", Step.TOKEN, kind.toString()), kind.name());
        failure.initCause(new TransportException(kind, kind.name(), URI.create("https://as.example")));
        return failure;
    }

    private static TokenException errorResponse(int status, String error) {
        return new TokenException(
                Failure.of("SAFIRE-0501", "epic", Step.TOKEN, error),
                status,
                Json.createObjectBuilder().add("error", error).build(),
                List.of("error"));
    }
}
