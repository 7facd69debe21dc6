package io.safire.internal.store;

import static io.safire.internal.store.ClusterFixture.USER;
import static io.safire.internal.store.ClusterFixture.accessToken;
import static io.safire.internal.store.ClusterFixture.cached;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Step;
import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.error.SignInRequiredException;
import io.safire.error.TokenStoreException;
import io.safire.internal.cache.CachedToken;
import io.safire.internal.cache.RefreshResult;
import io.safire.internal.cache.SettableMillis;
import io.safire.internal.cache.TokenSnapshot;
import io.safire.spi.TokenStore.TokenKey;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of the lease by which one of several nodes refreshes the tokens of a user. */
class ClusterTokenRefresherTest {

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
    void sendsEachRotatedTokenOnce() {
        CachedToken last = usable;
        for (int number = 1; number <= 5; number++) {
            last = cached((number % 2 == 0 ? one : other).refresh(last));
            assertThat(last.token().value()).isEqualTo("access-" + number);
        }
        assertThat(server.requests()).isEqualTo(5);
    }

    @Test
    void usesCachedTokenDuringLeaseOfOtherNode() {
        server.beforeResponse = () -> assertThat(other.refresh(usable)).isEqualTo(new RefreshResult.Deferred());
        assertThat(accessToken(one.refresh(usable))).isEqualTo("access-1");
        server.beforeResponse = () -> {};
        assertThat(accessToken(other.refresh(usable))).isEqualTo("access-1");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void readsAgainAfterLostCompareAndSet() {
        store.beforeSave = () -> {
            store.beforeSave = () -> {};
            assertThat(accessToken(other.refresh(usable))).isEqualTo("access-1");
        };
        assertThat(accessToken(one.refresh(usable))).isEqualTo("access-1");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void givesUpAfterRepeatedConflicts() {
        store.beforeSave = fixture::incrementVersion;
        assertThat(one.refresh(usable)).isEqualTo(new RefreshResult.Deferred());
        assertThat(server.requests()).isZero();
    }

    @Test
    void sendsNothingAfterLosingLease() {
        server.beforeSend = () -> {
            server.beforeSend = () -> {};
            clock.advance(31_000);
            assertThat(accessToken(other.refresh(usable))).isEqualTo("access-1");
        };
        assertThat(accessToken(one.refresh(fixture.unusable()))).isEqualTo("access-1");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void takesOverUnsentLeaseOfDeadNode() {
        fixture.storeLeaseOfDeadNode(RefreshLease.Phase.ACQUIRED, 30_000);
        assertThat(one.refresh(usable)).isEqualTo(new RefreshResult.Deferred());
        assertThat(accessToken(one.refresh(fixture.unusable()))).isEqualTo("access-1");
        assertThat(clock.getAsLong()).isGreaterThanOrEqualTo(SettableMillis.START + 30_000);
    }

    @Test
    void neverResendsTokenThatDeadNodeSent() {
        fixture.storeLeaseOfDeadNode(RefreshLease.Phase.SENT, 90_000);
        assertThat(one.refresh(usable)).isEqualTo(new RefreshResult.Deferred());
        assertThatThrownBy(() -> one.refresh(fixture.unusable()))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("SAFIRE-1903 epic");
        clock.advance(90_000);
        assertThatThrownBy(() -> one.refresh(fixture.unusable()))
                .isInstanceOf(SignInRequiredException.class)
                .hasMessageContaining("SAFIRE-1515 epic");
        assertThat(server.requests()).isZero();
    }

    @Test
    void treatsTokenAsConsumedAfterResponseTimeout() {
        server.beforeResponse = () -> {
            clock.advance(59_000);
            assertThat(other.refresh(usable)).isEqualTo(new RefreshResult.Deferred());
            clock.advance(1_000);
            assertThatThrownBy(() -> other.refresh(usable))
                    .isInstanceOf(SignInRequiredException.class)
                    .hasMessageContaining("SAFIRE-1515 epic");
        };
        assertThat(accessToken(one.refresh(usable))).isEqualTo("access-1");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void sendsNothingIfLeaseCannotBeStored() {
        server.beforeSend = () -> store.beforeSave = ClusterFixture::fail;
        assertThatThrownBy(() -> one.refresh(usable)).isInstanceOf(TokenStoreException.class);
        assertThat(server.requests()).isZero();
        store.beforeSave = () -> {};
        server.beforeSend = () -> {};
        assertThat(accessToken(one.refresh(usable))).isEqualTo("access-1");
    }

    @Test
    void sendsNothingIfStoreFailsAfterSaving() {
        server.beforeSend = () -> store.afterSave = () -> {
            store.afterSave = () -> {};
            ClusterFixture.fail();
        };
        assertThatThrownBy(() -> one.refresh(usable)).isInstanceOf(TokenStoreException.class);
        assertThat(server.requests()).isZero();
        assertThat(fixture.stored().lease()).isNull();
        server.beforeSend = () -> {};
        assertThat(accessToken(one.refresh(usable))).isEqualTo("access-1");
    }

    @Test
    void releasesSentLeaseIfStoreFailsAfterSaving() {
        server.beforeSend = () -> store.afterSave = () -> {
            store.afterSave = () -> {};
            store.afterFind = () -> {
                store.afterFind = () -> {};
                ClusterFixture.fail();
            };
        };
        assertThatThrownBy(() -> one.refresh(usable)).isInstanceOf(TokenStoreException.class);
        assertThat(server.requests()).isZero();
        assertThat(fixture.stored().lease()).isNull();
        server.beforeSend = () -> {};
        clock.advance(90_000);
        assertThat(accessToken(other.refresh(fixture.unusable()))).isEqualTo("access-1");
    }

    @Test
    void keepsLeaseOfOtherNodeIfOwnLeaseIsLost() {
        server.beforeSend = () -> store.beforeSave = () -> {
            store.beforeSave = () -> {};
            clock.advance(31_000);
            fixture.storeLeaseOfDeadNode(RefreshLease.Phase.SENT, 90_000);
            ClusterFixture.fail();
        };
        assertThatThrownBy(() -> one.refresh(usable)).isInstanceOf(TokenStoreException.class);
        assertThat(fixture.stored().lease()).isNotNull();
    }

    @Test
    void releasesLeaseIfRequestIsNotSent() {
        server.beforeSend = () -> {
            throw new DiscoveryException(
                    Failure.of("SAFIRE-0303", "epic", Step.TOKEN, "failed"),
                    URI.create("https://fhir.example"),
                    0,
                    "none");
        };
        assertThatThrownBy(() -> one.refresh(usable)).isInstanceOf(DiscoveryException.class);
        server.beforeSend = () -> {};
        assertThat(accessToken(other.refresh(usable))).isEqualTo("access-1");
    }

    @Test
    void staysSignedOutAfterConcurrentRefresh() {
        server.beforeResponse = () -> assertThat(store.delete(new TokenKey("epic", USER), encrypted.version(USER)))
                .isTrue();
        assertThat(one.refresh(usable)).isInstanceOf(RefreshResult.NoTokens.class);
        assertThat(one.refresh(usable)).isInstanceOf(RefreshResult.NoTokens.class);
        assertThat(encrypted.find(USER)).isEmpty();
        assertThat(server.revoked).containsExactly("refresh-1", "access-1");
    }

    @Test
    void keepsTokensOfConcurrentSignIn() {
        TokenSnapshot newTokens = TokenSnapshot.of(
                TokenFixtures.tokens("anew", "refresh-anew", clock.getAsLong() + 300_000),
                clock.getAsLong(),
                clock.getAsLong());
        server.beforeResponse = () -> encrypted.save(USER, StoredTokens.of(newTokens), encrypted.version(USER));
        assertThat(one.refresh(usable)).isEqualTo(new RefreshResult.Deferred());
        assertThat(accessToken(one.refresh(usable))).isEqualTo("anew");
        assertThat(server.requests()).isEqualTo(1);
        // not revoked, like all tokens that a new sign-in replaces, because some servers would also end the new session
        assertThat(server.revoked).isEmpty();
    }

    @Test
    void failsWithoutRefreshToken() {
        long now = clock.getAsLong();
        TokenSnapshot bare = TokenSnapshot.of(TokenFixtures.tokens("bare", "", now + 1_000), now, now);
        encrypted.save(USER, StoredTokens.of(bare), encrypted.version(USER));
        assertThat(one.canRefresh(bare)).isFalse();
        assertThatThrownBy(() -> one.refresh(CachedToken.of(bare, now)))
                .isInstanceOf(SignInRequiredException.class)
                .hasMessageContaining("SAFIRE-1514 epic");
    }

    @Test
    void refreshesRejectedTokenBeforeExpiry() {
        assertThat(accessToken(one.refresh(usable.asUnusable()))).isEqualTo("access-1");
        assertThat(accessToken(other.refresh(usable.asUnusable()))).isEqualTo("access-1");
        assertThat(server.requests()).isEqualTo(1);
    }
}
