package io.safire.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.error.NetworkException;
import io.safire.error.SignInRequiredException;
import io.safire.error.TokenException;
import io.safire.error.ValidationException;
import io.safire.internal.LogCapture;
import io.safire.internal.TestServers;
import io.safire.internal.http.TransportException;
import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of user tokens in memory, with a server that accepts each refresh token once. */
class MemoryUserTokensTest {

    private static final String USER = "user-1";

    private final SettableMillis clock = new SettableMillis();
    private final FakeTokenServer server = new FakeTokenServer(clock);
    private final MemoryUserTokens users = users(Map.of("max-user-tokens", "3", "max-tokens-per-account", "2"));

    @AfterEach
    void assertNoRefreshTokenReused() {
        assertThat(server.reuses()).isZero();
    }

    @Test
    void findsStoredTokens() {
        ManagedTokens user = users.store(USER, server.tokens("0"));
        assertThat(user.server()).isEqualTo("epic");
        assertThat(user.subject()).isEqualTo(USER);
        assertThat(user.toString()).doesNotContain(USER);
        assertThat(users.find(USER).orElseThrow().accessToken().value()).isEqualTo("access-0");
        assertThat(users.find("user-2")).isEmpty();
    }

    @Test
    void refreshesInBackgroundWhenDue() {
        ManagedTokens user = users.store(USER, server.tokens("0"));
        clock.advance(270_000);
        assertThat(user.accessToken().value()).isEqualTo("access-0");
        assertThat(user.accessToken().value()).isEqualTo("access-1");
        assertThat(user.tokens().refreshToken()).contains("refresh-1");
        clock.advance(FakeTokenServer.LIFE);
        assertThat(users.find(USER).orElseThrow().accessToken().value()).isEqualTo("access-2");
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void returnsCompletedResponse() {
        server.completion = response -> FakeTokenServer.withUser(response, "ada");
        ManagedTokens user = users.store(USER, server.tokens("0"));
        clock.advance(FakeTokenServer.LIFE);
        user.accessToken();
        assertThat(user.tokens().identity()).isPresent();
    }

    @Test
    void keepsNewTokensIfCompletionFails() {
        server.completion = response -> {
            server.completion = completed -> completed;
            throw new ValidationException(
                    Failure.of("SAFIRE-0813", "epic", Step.TOKEN, "failed"), "id_token", "another user");
        };
        ManagedTokens user = users.store(USER, server.tokens("0"));
        clock.advance(FakeTokenServer.LIFE);
        assertThatThrownBy(user::accessToken).isInstanceOf(ValidationException.class);
        assertThat(user.accessToken().value()).isEqualTo("access-1");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void refreshesRejectedToken() {
        ManagedTokens user = users.store(USER, server.tokens("0"));
        AccessToken rejected = user.accessToken();
        clock.advance(1_000);
        assertThat(users.invalidate(rejected)).isTrue();
        assertThat(users.find(USER).orElseThrow().accessToken().value()).isEqualTo("access-1");
        assertThat(users.invalidate(rejected)).isFalse();
    }

    @Test
    void removesTokens() {
        ManagedTokens user = users.store(USER, server.tokens("0"));
        users.remove(USER);
        users.remove(USER);
        assertThat(users.find(USER)).isEmpty();
        assertThatThrownBy(user::accessToken)
                .isInstanceOf(SignInRequiredException.class)
                .hasMessageContaining("SAFIRE-1513 epic");
        assertThatThrownBy(user::tokens).isInstanceOf(SignInRequiredException.class);
        assertThat(server.revoked).isEmpty();
    }

    @Test
    void revokesTokensAtSignOut() {
        ManagedTokens user = users.store(USER, server.tokens("0"));
        assertThat(users.signOut(USER).findings()).isEmpty();
        assertThat(server.revoked).containsExactly("refresh-0", "access-0");
        assertThatThrownBy(user::accessToken).isInstanceOf(SignInRequiredException.class);
        assertThat(users.signOut(USER).findings()).isEmpty();
        assertThat(server.requests()).isZero();
    }

    @Test
    void revokesResponseThatArrivesAfterSignOut() {
        ManagedTokens user = users.store(USER, server.tokens("0"));
        server.beforeResponse = () -> assertThat(users.signOut(USER).findings())
                .extracting(Finding::toString)
                .singleElement()
                .asString()
                .startsWith("SAFIRE-1520 ");
        clock.advance(FakeTokenServer.LIFE);
        assertThatThrownBy(user::accessToken).isInstanceOf(SignInRequiredException.class);
        assertThat(server.revoked).containsExactly("refresh-0", "access-0", "refresh-1", "access-1");
        assertThat(users.find(USER)).isEmpty();
    }

    @Test
    void sendsNoRefreshAfterConcurrentSignOut() {
        ManagedTokens user = users.store(USER, server.tokens("0"));
        server.beforeSend = () -> assertThat(users.signOut(USER).findings()).isEmpty();
        clock.advance(FakeTokenServer.LIFE);
        assertThatThrownBy(user::accessToken).isInstanceOf(SignInRequiredException.class);
        assertThat(server.requests()).isZero();
    }

    @Test
    void sendsRefreshTokenAfterFailedAttempts() {
        ManagedTokens user = users.store(USER, server.tokens("0"));
        server.failedAttempts = List.of(() -> {}, () -> {});
        clock.advance(FakeTokenServer.LIFE);
        assertThat(user.accessToken().value()).isEqualTo("access-1");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void sendsNoFurtherAttemptAfterSignOut() {
        ManagedTokens user = users.store(USER, server.tokens("0"));
        server.failedAttempts = List.of(() -> users.signOut(USER));
        clock.advance(FakeTokenServer.LIFE);
        assertThatThrownBy(user::accessToken).isInstanceOf(SignInRequiredException.class);
        assertThat(server.requests()).isZero();
    }

    @Test
    void keepsNewSignInDuringRefresh() {
        ManagedTokens user = users.store(USER, server.tokens("0"));
        server.beforeResponse = () -> users.store(USER, server.tokens("anew"));
        clock.advance(FakeTokenServer.LIFE);
        assertThat(user.accessToken().value()).isEqualTo("access-anew");
        assertThat(users.find(USER).orElseThrow().accessToken().value()).isEqualTo("access-anew");
        assertThat(server.revoked).isEmpty();
    }

    @Test
    void refreshesOnceAfterSignOutAndNewSignIn() {
        ManagedTokens former = users.store(USER, server.tokens("0"));
        users.signOut(USER);
        ManagedTokens current = users.store(USER, server.tokens("anew"));
        assertThat(former.accessToken().value()).isEqualTo("access-anew");
        clock.advance(FakeTokenServer.LIFE);
        assertThat(former.accessToken().value()).isEqualTo("access-1");
        assertThat(current.accessToken().value()).isEqualTo("access-1");
        clock.advance(1_000);
        former.invalidate(former.accessToken());
        assertThat(former.accessToken().value()).isEqualTo("access-2");
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void requiresSignInIfSessionHasNoTokensYet() {
        UserSession session = new UserSession(context(Map.of()));
        assertThatThrownBy(session.token()::accessToken).isInstanceOf(SignInRequiredException.class);
    }

    @Test
    void neverResendsPossiblyConsumedRefreshToken() {
        for (RuntimeException failure : List.of(
                network(TransportException.FailureKind.READ_TIMEOUT),
                errorResponse(500, "server_error"),
                new IllegalStateException("unexpected"))) {
            ManagedTokens user = users.store(USER, server.tokens(String.valueOf(failure.hashCode())));
            failRefresh(user, failure);
            int requests = server.requests();
            server.beforeResponse = () -> {};
            assertThatThrownBy(user::accessToken)
                    .isInstanceOf(SignInRequiredException.class)
                    .hasMessageContaining("SAFIRE-1515 epic");
            assertThat(server.requests()).isEqualTo(requests);
        }
    }

    @Test
    void requiresSignInAfterInvalidGrant() {
        ManagedTokens user = users.store(USER, server.tokens("0"));
        server.beforeResponse = () -> {
            throw errorResponse(400, "invalid_grant");
        };
        clock.advance(FakeTokenServer.LIFE);
        assertThatThrownBy(user::accessToken).isInstanceOf(SignInRequiredException.class);
    }

    @Test
    void resendsRefreshTokenThatWasNotConsumed() {
        ManagedTokens user = users.store(USER, server.tokens("0"));
        server.beforeSend = () -> {
            server.beforeSend = () -> {};
            throw network(TransportException.FailureKind.NOT_CONNECTED);
        };
        clock.advance(FakeTokenServer.LIFE);
        assertThatThrownBy(user::accessToken).isInstanceOf(NetworkException.class);
        assertThat(user.accessToken().value()).isEqualTo("access-1");
    }

    @Test
    void requiresSignInAfterInvalidGrantInOtherMember() {
        ManagedTokens user = users.store(USER, server.tokens("0"));
        server.beforeResponse = () -> {
            throw new TokenException(
                    Failure.of("SAFIRE-0501", "epic", Step.TOKEN, "invalid_grant"),
                    400,
                    "invalid_grant",
                    JsonValue.EMPTY_JSON_OBJECT,
                    List.of());
        };
        clock.advance(FakeTokenServer.LIFE);
        assertThatThrownBy(user::accessToken).isInstanceOf(SignInRequiredException.class);
        server.beforeResponse = () -> {};
        clock.advance(60_000);
        assertThatThrownBy(user::accessToken).isInstanceOf(SignInRequiredException.class);
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void continuesSessionAfterRedirect() {
        ManagedTokens user = users.store(USER, server.tokens("0"));
        server.beforeSend = () -> {
            server.beforeSend = () -> {};
            server.failedAttempts = List.of(() -> {
                throw errorResponse(302, "none");
            });
        };
        clock.advance(FakeTokenServer.LIFE);
        assertThatThrownBy(user::accessToken).isInstanceOf(TokenException.class);
        server.failedAttempts = List.of();
        clock.advance(60_000);
        assertThat(user.accessToken().value()).isEqualTo("access-1");
    }

    @Test
    void resendsRefreshTokenIfSigningFailedBeforeSending() {
        ManagedTokens user = users.store(USER, server.tokens("0"));
        server.failedAttempts = List.of(() -> {}, () -> {
            throw new ConfigurationException(
                    Failure.of("SAFIRE-0105", "epic", Step.TOKEN, "the signer failed"),
                    Violations.invalid("private_key", null, List.of()));
        });
        clock.advance(FakeTokenServer.LIFE);
        assertThatThrownBy(user::accessToken).isInstanceOf(ConfigurationException.class);
        server.failedAttempts = List.of();
        clock.advance(60_000);
        assertThat(user.accessToken().value()).isEqualTo("access-1");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void returnsNoTokensAfterLifetime() {
        MemoryUserTokens brief = users(Map.of("user-tokens-lifetime", "PT10M"));
        ManagedTokens user = brief.store(USER, server.tokens("0"));
        clock.advance(599_999);
        assertThat(user.tokens().refreshToken()).contains("refresh-0");
        clock.advance(1);
        assertThatThrownBy(user::tokens)
                .isInstanceOf(SignInRequiredException.class)
                .hasMessageContaining("SAFIRE-1513 epic");
    }

    @Test
    void requiresSignInWithoutRefreshToken() {
        ManagedTokens user = users.store(USER, server.shortTokens());
        clock.advance(FakeTokenServer.LIFE - 1);
        assertThat(user.accessToken().value()).isEqualTo("access-short");
        clock.advance(1);
        assertThatThrownBy(user::accessToken)
                .isInstanceOf(SignInRequiredException.class)
                .hasMessageContaining("SAFIRE-1514 epic");
        assertThat(users.find(USER)).isEmpty();
    }

    @Test
    void findsNothingAfterLifetime() {
        MemoryUserTokens brief = users(Map.of("user-tokens-lifetime", "PT10M"));
        brief.store(USER, server.tokens("0"));
        clock.advance(599_999);
        assertThat(brief.find(USER)).isPresent();
        clock.advance(1);
        assertThat(brief.find(USER)).isEmpty();
    }

    @Test
    void evictsEarliestExpiry() {
        ManagedTokens first = users.store("a", server.tokens("a"));
        users.store("b", server.shortTokens());
        users.store("c", server.tokens("c"));
        users.store("d", server.tokens("d"));
        assertThat(users.find("b")).isEmpty();
        clock.advance(1);
        users.store("c", server.tokens("c2"));
        users.store("d", server.tokens("d2"));
        users.store("e", server.tokens("e"));
        assertThat(users.find("a")).isEmpty();
        assertThat(first.accessToken().value()).isEqualTo("access-a");
        assertThat(users.find("c")).isPresent();
        clock.advance(FakeTokenServer.LIFE);
        assertThatThrownBy(first::accessToken).isInstanceOf(SignInRequiredException.class);
    }

    @Test
    void removesOldestSignInOfAccount() {
        ManagedTokens oldest = users.store("a", FakeTokenServer.withUser(server.tokens("a"), "ada"));
        users.store("b", FakeTokenServer.withUser(server.tokens("b"), "ada"));
        try (LogCapture log = new LogCapture(MemoryUserTokens.class.getName())) {
            users.store("a", FakeTokenServer.withUser(server.tokens("a2"), "ada"));
            assertThat(log.lines()).isEmpty();
            users.store("x", FakeTokenServer.withUser(server.tokens("x"), "bob"));
            users.remove("x");
            users.store("c", FakeTokenServer.withUser(server.tokens("c"), "ada"));
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING SAFIRE-1521 epic: ")
                    .contains("safire.epic.max-tokens-per-account");
        }
        assertThat(users.find("b")).isEmpty();
        assertThat(users.find("c")).isPresent();
        assertThat(oldest.accessToken().value()).isEqualTo("access-a2");
    }

    @Test
    void rejectsBlankSubjectAndForeignTokens() {
        assertThatThrownBy(() -> users.store(" ", server.tokens("0")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("SAFIRE-1516 epic");
        assertThatThrownBy(() -> users.find("")).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> users.remove("")).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> users.signOut(" ")).isInstanceOf(ValidationException.class);
    }

    private void failRefresh(ManagedTokens user, RuntimeException failure) {
        server.beforeResponse = () -> {
            throw failure;
        };
        clock.advance(FakeTokenServer.LIFE);
        assertThatThrownBy(user::accessToken)
                .matches(thrown -> thrown == failure
                        || thrown.getCause() == failure
                        || thrown.getCause().getCause() == failure);
    }

    private MemoryUserTokens users(Map<String, String> settings) {
        return new MemoryUserTokens(context(settings));
    }

    private UserTokenContext context(Map<String, String> settings) {
        RefreshThreads.ServerThreads threads = new RefreshThreads(Runnable::run).forServer();
        return new UserTokenContext(
                TestServers.epic(settings),
                server,
                refresher -> new AutoRefreshingToken(
                        "epic", refresher, new RefreshSchedule(0.1, 0.2, () -> 0.5), clock, threads),
                clock);
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
