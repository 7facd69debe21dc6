package io.safire.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.diagnosis.Finding;
import io.safire.error.SmartException;
import io.safire.internal.cache.CachedToken;
import io.safire.internal.cache.ManagedTokenRequests;
import io.safire.internal.cache.ManualExecutor;
import io.safire.internal.cache.RefreshResponse;
import io.safire.internal.cache.RefreshResult;
import io.safire.internal.cache.SettableMillis;
import io.safire.internal.cache.TokenSnapshot;
import io.safire.token.Scopes;
import io.safire.token.SignOut;
import io.safire.token.TokenResponse;
import java.util.List;
import java.util.Map;

/** A fixture of a signed-in user, two nodes that share a store, and a server that accepts each refresh token once. */
final class ClusterFixture {

    static final String USER = "user-1";

    final SettableMillis clock = new SettableMillis();
    final HookedTokenStore store =
            new HookedTokenStore(new MemoryTokenStore(server -> 100, TokenFixtures.clock(clock)));
    final EncryptedTokenStore encrypted = TokenFixtures.encrypted(store);
    final RotatingServer server = new RotatingServer(clock);
    final ManualExecutor threads = new ManualExecutor();
    private final PendingStoreWrites pendingWrites =
            new PendingStoreWrites(threads::enqueue, this::pause, (work, later) -> {}, () -> false);
    final ClusterTokenRefresher one = node();
    final ClusterTokenRefresher other = node();
    final CachedToken usable;
    Runnable onPause = () -> {};

    ClusterFixture() {
        long now = clock.getAsLong();
        TokenSnapshot first = TokenSnapshot.of(server.firstTokens(), now, now);
        assertThat(encrypted.save(USER, StoredTokens.of(first), 0)).isTrue();
        usable = CachedToken.of(first, now);
    }

    ClusterTokenRefresher node() {
        return node(server);
    }

    private ClusterTokenRefresher node(ManagedTokenRequests requests) {
        return new ClusterTokenRefresher(
                TokenFixtures.context(TokenFixtures.settings(Map.of()), requests, clock),
                USER,
                encrypted,
                clock::advance,
                pendingWrites);
    }

    /** Returns the cached token in a state in which the token must no longer be used. */
    CachedToken unusable() {
        return usable.refreshAfter(0).asUnusable();
    }

    /** Returns the stored tokens of the user. */
    StoredTokens stored() {
        return encrypted.find(USER).orElseThrow().content();
    }

    /** Saves the entry unchanged, which increments its version. */
    void incrementVersion() {
        Runnable hook = store.beforeSave;
        store.beforeSave = () -> {};
        VersionedEntry entry = encrypted.find(USER).orElseThrow();
        encrypted.save(USER, entry.content(), entry.version());
        store.beforeSave = hook;
    }

    /** Stores the lease of a node that died during a refresh. */
    void storeLeaseOfDeadNode(RefreshLease.Phase phase, long millis) {
        VersionedEntry entry = encrypted.find(USER).orElseThrow();
        RefreshLease lease = new RefreshLease("dead", phase, clock.getAsLong() + millis);
        assertThat(encrypted.save(USER, entry.content().withLease(lease), entry.version()))
                .isTrue();
    }

    /** Sends the refresh token from another node, with a request that fails. */
    void failRefresh(SmartException failure) {
        ClusterTokenRefresher node = node(new FailingRequests(failure));
        assertThatThrownBy(() -> node.refresh(usable))
                .matches(thrown -> thrown == failure || thrown.getCause() == failure);
    }

    static CachedToken cached(RefreshResult result) {
        TokenSnapshot snapshot = ((RefreshResult.Refreshed) result).snapshot();
        return CachedToken.of(snapshot, snapshot.receivedAt());
    }

    static String accessToken(RefreshResult result) {
        return cached(result).token().value();
    }

    static void fail() {
        throw new IllegalStateException("Database unavailable");
    }

    private void pause(long milliseconds) {
        clock.advance(milliseconds);
        onPause.run();
    }

    /** A client whose requests fail after they were sent. */
    private record FailingRequests(SmartException failure) implements ManagedTokenRequests {
        @Override
        public TokenResponse requestToken(Scopes scopes) {
            throw failure;
        }

        @Override
        public RefreshResponse refresh(TokenResponse earlier, Runnable beforeSend) {
            beforeSend.run();
            throw failure;
        }

        @Override
        public TokenResponse complete(TokenResponse earlier, RefreshResponse response) {
            throw failure;
        }

        @Override
        public List<Finding> revoke(TokenResponse tokens) {
            throw failure;
        }

        @Override
        public SignOut signOut(TokenResponse tokens) {
            throw failure;
        }
    }
}
