package io.safire.impl.managed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.Finding;
import io.safire.error.TokenStoreException;
import io.safire.error.ValidationException;
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
    private static final TokenKey PLACE = new TokenKey("epic", USER);

    private final SettableTime clock = new SettableTime();
    private final HookedStore store = new HookedStore(new MemoryTokenStore(server -> 100, Fixture.clock(clock)));
    private final RotatingServer server = new RotatingServer(clock);
    private final KeptLaunches node = node();
    private final KeptLaunches other = node();

    @Test
    void revokesTokensThatAnotherNodeRefreshed() {
        node.store(USER, server.first());
        refresh(other.find(USER).orElseThrow());
        assertThat(node.signOut(USER)).isEmpty();
        assertThat(server.revoked).containsExactly("refresh-1", "access-1");
        assertThat(node.find(USER)).isEmpty();
        assertThat(node().find(USER)).isEmpty();
    }

    @Test
    void revokesVersionThatWasRemovedWhenAnotherNodeWasFaster() {
        node.store(USER, server.first());
        ManagedTokens there = other.find(USER).orElseThrow();
        store.beforeDelete = () -> {
            store.beforeDelete = () -> {};
            refresh(there);
        };
        assertThat(node.signOut(USER)).isEmpty();
        assertThat(server.revoked).containsExactly("refresh-1", "access-1");
        assertThat(store.find(PLACE)).isEmpty();
    }

    @Test
    void supersedesRefreshInProgressOnAnotherNode() {
        node.store(USER, server.first());
        supersedes(other.find(USER).orElseThrow());
    }

    @Test
    void supersedesRefreshInProgressOnTheSameNode() {
        supersedes(node.store(USER, server.first()));
    }

    /** The sign-out revokes the refresh token in use; its successor is revoked when the response arrives. */
    private void supersedes(ManagedTokens refreshing) {
        server.answering = () -> assertThat(node.signOut(USER))
                .extracting(Finding::message)
                .singleElement()
                .asString()
                .startsWith("SAFIRE-1520 epic: ");
        expire(refreshing);
        assertThatThrownBy(refreshing::accessToken).isInstanceOf(ValidationException.class);
        assertThat(server.revoked).containsExactly("refresh-0", "access-0", "refresh-1", "access-1");
        assertThat(store.find(PLACE)).isEmpty();
        assertThatThrownBy(refreshing::accessToken).isInstanceOf(ValidationException.class);
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void keepsRefreshTokenFromLeavingBeforeItIsSent() {
        node.store(USER, server.first());
        ManagedTokens there = other.find(USER).orElseThrow();
        server.before = () -> assertThat(node.signOut(USER)).isEmpty();
        expire(there);
        assertThatThrownBy(there::accessToken).isInstanceOf(ValidationException.class);
        assertThat(server.revoked).containsExactly("refresh-0", "access-0");
        assertThat(server.requests()).isZero();
    }

    @Test
    void reportsTokensThatWereNotRevoked() {
        node.store(USER, server.first());
        server.notRevoked = List.of(new Finding("refresh_token", "was not revoked"));
        assertThat(node.signOut(USER)).isEqualTo(server.notRevoked);
        assertThat(node.find(USER)).isEmpty();
    }

    @Test
    void removesAndReportsEntryThatCannotBeOpened() {
        store.save(PLACE, new Entry(new byte[] {1, 2, 3}, Instant.ofEpochMilli(clock.getAsLong() + 60_000)), 0);
        assertThat(node.signOut(USER)).extracting(Finding::member).containsExactly("refresh_token", "access_token");
        assertThat(store.find(PLACE)).isEmpty();
        assertThat(server.revoked).isEmpty();
    }

    @Test
    void revokesWhatWasReadWhenRemovalFails() {
        node.store(USER, server.first());
        refresh(other.find(USER).orElseThrow());
        store.beforeDelete = () -> {
            throw new IllegalStateException("Database unavailable");
        };
        assertThatThrownBy(() -> node.signOut(USER))
                .isInstanceOf(TokenStoreException.class)
                .hasMessageContaining("SAFIRE-1510 epic");
        assertThat(server.revoked).containsExactly("refresh-1", "access-1");
        store.beforeDelete = () -> {};
        node.signOut(USER);
        assertThat(store.find(PLACE)).isEmpty();
    }

    @Test
    void revokesCachedTokensWhenTheStoreFailsOrHasNone() {
        ManagedTokens user = node.store(USER, server.first());
        store.afterFind = () -> {
            throw new IllegalStateException("Database unavailable");
        };
        assertThatThrownBy(() -> node.signOut(USER)).isInstanceOf(TokenStoreException.class);
        assertThat(server.revoked).containsExactly("refresh-0", "access-0");
        assertThatThrownBy(user::tokens).isInstanceOf(ValidationException.class);
        store.afterFind = () -> {};
        assertThat(node.find(USER)).isPresent();
        store.delete(PLACE, store.find(PLACE).orElseThrow().version());
        assertThat(node.signOut(USER)).isEmpty();
        assertThat(server.revoked).containsExactly("refresh-0", "access-0", "refresh-0", "access-0");
    }

    @Test
    void sendsNothingForUnknownUser() {
        assertThat(node.signOut(USER)).isEmpty();
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
        clock.pass(1_000);
        user.invalidate(user.accessToken());
    }

    private KeptLaunches node() {
        SealedStore sealed = Fixture.sealed(store);
        RenewalThreads.Share threads = new RenewalThreads(Runnable::run).share();
        return new KeptLaunches(
                Fixture.settings(Map.of()),
                sealed,
                server,
                subject -> new RenewedToken(
                        "epic",
                        new SharedRenewal(
                                Fixture.settings(Map.of()),
                                subject,
                                sealed,
                                server,
                                clock,
                                clock::pass,
                                new HeldAnswers(work -> false, clock::pass, (work, later) -> {})),
                        new RenewalTimes(0.1, 0.2, () -> 0.5),
                        clock,
                        threads),
                clock);
    }
}
