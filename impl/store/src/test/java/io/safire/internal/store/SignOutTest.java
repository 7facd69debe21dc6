package io.safire.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.error.SignInRequiredException;
import io.safire.error.TokenStoreException;
import io.safire.error.ValidationException;
import io.safire.internal.cache.SettableMillis;
import io.safire.spi.TokenStore.Entry;
import io.safire.spi.TokenStore.TokenKey;
import io.safire.token.ManagedTokens;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests of the sign-out of a user whose tokens are cached on two nodes. */
class SignOutTest {

    private static final String USER = "user-1";
    private static final TokenKey TOKEN_KEY = new TokenKey("epic", USER);

    private final SettableMillis clock = new SettableMillis();
    private final HookedTokenStore store =
            new HookedTokenStore(new MemoryTokenStore(server -> 100, TokenFixtures.clock(clock)));
    private final RotatingServer server = new RotatingServer(clock);
    private final UserTokenRegistry node = node();
    private final UserTokenRegistry other = node();

    @Test
    void revokesTokensThatAnotherNodeRefreshed() {
        node.store(USER, server.firstTokens());
        refresh(other.find(USER).orElseThrow());
        assertThat(node.signOut(USER).findings()).isEmpty();
        assertThat(server.revoked).containsExactly("refresh-1", "access-1");
        assertThat(node.find(USER)).isEmpty();
        assertThat(node().find(USER)).isEmpty();
    }

    @Test
    void revokesRemovedVersionAfterConflict() {
        node.store(USER, server.firstTokens());
        ManagedTokens there = other.find(USER).orElseThrow();
        store.beforeDelete = () -> {
            store.beforeDelete = () -> {};
            refresh(there);
        };
        assertThat(node.signOut(USER).findings()).isEmpty();
        assertThat(server.revoked).containsExactly("refresh-1", "access-1");
        assertThat(store.find(TOKEN_KEY)).isEmpty();
    }

    @Test
    void supersedesRefreshInProgressOnAnotherNode() {
        node.store(USER, server.firstTokens());
        supersedes(other.find(USER).orElseThrow());
    }

    @Test
    void supersedesRefreshInProgressOnTheSameNode() {
        supersedes(node.store(USER, server.firstTokens()));
    }

    /** The sign-out revokes the refresh token in use; its successor is revoked when the response arrives. */
    private void supersedes(ManagedTokens refreshing) {
        server.beforeResponse = () -> assertThat(node.signOut(USER).findings())
                .extracting(Finding::toString)
                .singleElement()
                .asString()
                .startsWith("SAFIRE-1520 ");
        expire(refreshing);
        assertThatThrownBy(refreshing::accessToken).isInstanceOf(SignInRequiredException.class);
        assertThat(server.revoked).containsExactly("refresh-0", "access-0", "refresh-1", "access-1");
        assertThat(store.find(TOKEN_KEY)).isEmpty();
        assertThatThrownBy(refreshing::accessToken).isInstanceOf(SignInRequiredException.class);
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void sendsNoRefreshAfterConcurrentSignOut() {
        node.store(USER, server.firstTokens());
        ManagedTokens there = other.find(USER).orElseThrow();
        server.beforeSend = () -> assertThat(node.signOut(USER).findings()).isEmpty();
        expire(there);
        assertThatThrownBy(there::accessToken).isInstanceOf(SignInRequiredException.class);
        assertThat(server.revoked).containsExactly("refresh-0", "access-0");
        assertThat(server.requests()).isZero();
    }

    @Test
    void reportsTokensThatWereNotRevoked() {
        node.store(USER, server.firstTokens());
        server.notRevoked = List.of(Finding.builder("SAFIRE-0000", Step.TOKEN, "was not revoked")
                .member("refresh_token")
                .build());
        assertThat(node.signOut(USER).findings()).isEqualTo(server.notRevoked);
        assertThat(node.find(USER)).isEmpty();
    }

    @Test
    void removesAndReportsUnreadableEntry() {
        store.save(TOKEN_KEY, new Entry(new byte[] {1, 2, 3}, Instant.ofEpochMilli(clock.getAsLong() + 60_000)), 0);
        assertThat(node.signOut(USER).findings())
                .map(finding -> finding.member().orElse(""))
                .containsExactly("refresh_token", "access_token");
        assertThat(store.find(TOKEN_KEY)).isEmpty();
        assertThat(server.revoked).isEmpty();
    }

    @Test
    void revokesReadTokensIfRemovalFails() {
        node.store(USER, server.firstTokens());
        refresh(other.find(USER).orElseThrow());
        store.beforeDelete = () -> {
            throw new IllegalStateException("Database unavailable");
        };
        assertThatThrownBy(() -> node.signOut(USER))
                .isInstanceOf(TokenStoreException.class)
                .hasMessageContaining("SAFIRE-1901 epic");
        assertThat(server.revoked).containsExactly("refresh-1", "access-1");
        store.beforeDelete = () -> {};
        node.signOut(USER);
        assertThat(store.find(TOKEN_KEY)).isEmpty();
    }

    @Test
    void revokesCachedTokensWhenTheStoreFailsOrHasNone() {
        ManagedTokens user = node.store(USER, server.firstTokens());
        store.afterFind = () -> {
            throw new IllegalStateException("Database unavailable");
        };
        assertThatThrownBy(() -> node.signOut(USER)).isInstanceOf(TokenStoreException.class);
        assertThat(server.revoked).containsExactly("refresh-0", "access-0");
        assertThatThrownBy(user::tokens).isInstanceOf(SignInRequiredException.class);
        store.afterFind = () -> {};
        assertThat(node.find(USER)).isPresent();
        store.delete(TOKEN_KEY, store.find(TOKEN_KEY).orElseThrow().version());
        assertThat(node.signOut(USER).findings()).isEmpty();
        assertThat(server.revoked).containsExactly("refresh-0", "access-0", "refresh-0", "access-0");
    }

    @Test
    void sendsNothingForUnknownUser() {
        assertThat(node.signOut(USER).findings()).isEmpty();
        assertThat(server.revoked).isEmpty();
        assertThatThrownBy(() -> node.signOut(" "))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("SAFIRE-1516 epic");
    }

    private void refresh(ManagedTokens user) {
        expire(user);
        assertThat(user.accessToken().value()).isEqualTo("access-1");
    }

    private void expire(ManagedTokens user) {
        clock.advance(1_000);
        user.invalidate(user.accessToken());
    }

    private UserTokenRegistry node() {
        EncryptedTokenStore encrypted = TokenFixtures.encrypted(store);
        return new UserTokenRegistry(
                TokenFixtures.context(TokenFixtures.settings(Map.of()), server, clock),
                encrypted,
                clock::advance,
                new PendingStoreWrites(work -> false, clock::advance, (work, later) -> {}, () -> false));
    }
}
