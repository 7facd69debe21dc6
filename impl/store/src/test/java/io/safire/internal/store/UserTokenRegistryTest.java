package io.safire.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.SignInRequiredException;
import io.safire.error.TokenStoreException;
import io.safire.error.ValidationException;
import io.safire.internal.LogCapture;
import io.safire.internal.cache.SettableMillis;
import io.safire.internal.config.ServerSettings;
import io.safire.spi.TokenStore.Entry;
import io.safire.spi.TokenStore.TokenKey;
import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
import io.safire.token.TokenResponse;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Tests of user tokens on two nodes that share a store. */
class UserTokenRegistryTest {

    private static final String USER = "user-1";

    private final SettableMillis clock = new SettableMillis();
    private final HookedTokenStore store =
            new HookedTokenStore(new MemoryTokenStore(server -> 100, TokenFixtures.clock(clock)));
    private final RotatingServer server = new RotatingServer(clock);
    private final UserTokenRegistry node = node(100);
    private final UserTokenRegistry other = node(100);

    @Test
    void findsStoredTokensOnOtherNode() {
        ManagedTokens user = node.store(USER, server.firstTokens());
        assertThat(user.server()).isEqualTo("epic");
        assertThat(user.subject()).isEqualTo(USER);
        assertThat(user.toString()).doesNotContain(USER);
        assertThat(other.find(USER)).hasValueSatisfying(found -> {
            assertThat(found.accessToken().value()).isEqualTo("access-0");
            assertThat(found.tokens().context().patient()).contains("pat-1");
        });
        assertThat(other.find("user-2")).isEmpty();
    }

    @Test
    void readsStoreOnlyWhenTokenIsDue() {
        ManagedTokens user = node.store(USER, server.firstTokens());
        int reads = store.reads();
        for (int call = 0; call < 100; call++) {
            user.accessToken();
            node.find(USER).orElseThrow().accessToken();
        }
        assertThat(store.reads()).isEqualTo(reads);
    }

    @Test
    void usesTokensThatOtherNodeRefreshed() {
        ManagedTokens here = node.store(USER, server.firstTokens());
        ManagedTokens there = other.find(USER).orElseThrow();
        clock.advance(270_000);
        assertThat(here.accessToken().value()).isEqualTo("access-0");
        assertThat(here.accessToken().value()).isEqualTo("access-1");
        assertThat(there.accessToken().value()).isEqualTo("access-0");
        assertThat(there.accessToken().value()).isEqualTo("access-1");
        assertThat(there.tokens().refreshToken()).contains("refresh-1");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void refreshesExpiredTokenOnceOnAllNodes() {
        node.store(USER, server.firstTokens());
        clock.advance(RotatingServer.LIFE);
        assertThat(other.find(USER).orElseThrow().accessToken().value()).isEqualTo("access-1");
        assertThat(node.find(USER).orElseThrow().accessToken().value()).isEqualTo("access-1");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void refreshesRejectedTokenOnceOnAllNodes() {
        ManagedTokens here = node.store(USER, server.firstTokens());
        ManagedTokens there = other.find(USER).orElseThrow();
        AccessToken rejected = here.accessToken();
        clock.advance(1_000);
        here.invalidate(rejected);
        there.invalidate(rejected);
        assertThat(here.accessToken().value()).isEqualTo("access-1");
        assertThat(there.accessToken().value()).isEqualTo("access-1");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void removesTokensOnOtherNodeWhenDue() {
        ManagedTokens here = node.store(USER, server.firstTokens());
        ManagedTokens there = other.find(USER).orElseThrow();
        node.remove(USER);
        assertThat(node.find(USER)).isEmpty();
        assertThatThrownBy(here::accessToken)
                .isInstanceOf(SignInRequiredException.class)
                .hasMessageContaining("SAFIRE-1513 epic");
        assertThatThrownBy(here::tokens).isInstanceOf(SignInRequiredException.class);
        clock.advance(270_000);
        there.accessToken();
        assertThatThrownBy(there::accessToken).isInstanceOf(SignInRequiredException.class);
        assertThat(server.requests()).isZero();
        node.remove(USER);
    }

    @Test
    void findsNothingOnOtherNodeAfterSignOut() {
        node.store(USER, server.firstTokens());
        ManagedTokens there = other.find(USER).orElseThrow();
        node.signOut(USER);
        assertThat(other.find(USER)).as("usable token in the cache").isPresent();
        clock.advance(RotatingServer.LIFE);
        assertThatThrownBy(there::tokens)
                .isInstanceOf(SignInRequiredException.class)
                .hasMessageContaining("SAFIRE-1513 epic");
        assertThat(other.find(USER)).isEmpty();
        assertThat(other.signOut(USER).findings()).isEmpty();
        assertThat(server.revoked).containsExactly("refresh-0", "access-0");
    }

    @Test
    void returnsResponseThatOtherNodeStored() {
        ManagedTokens here = node.store(USER, server.firstTokens());
        ManagedTokens there = other.find(USER).orElseThrow();
        clock.advance(RotatingServer.LIFE);
        here.accessToken();
        assertThat(there.tokens().refreshToken()).contains("refresh-1");
        assertThat(other.find(USER).orElseThrow().tokens().refreshToken()).contains("refresh-1");
        assertThat(there.accessToken().value()).isEqualTo("access-1");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void returnsExpiredResponseThatIsStillStored() {
        ManagedTokens user = node.store(USER, server.firstTokens());
        clock.advance(RotatingServer.LIFE);
        assertThat(user.tokens().context().patient()).contains("pat-1");
        assertThat(node.find(USER).orElseThrow().tokens()).isEqualTo(user.tokens());
        assertThat(server.requests()).isZero();
    }

    @Test
    void keepsRejectedTokenUnusableAfterFind() {
        ManagedTokens user = node.store(USER, server.firstTokens());
        AccessToken rejected = user.accessToken();
        clock.advance(1_000);
        user.invalidate(rejected);
        assertThat(node.find(USER).orElseThrow().tokens().accessToken()).isEqualTo(rejected);
        assertThat(user.accessToken().value()).isEqualTo("access-1");
    }

    @Test
    void keepsNewSignInDuringFindWithoutEntry() {
        node.store(USER, server.firstTokens());
        other.find(USER);
        node.signOut(USER);
        clock.advance(RotatingServer.LIFE);
        AtomicReference<ManagedTokens> newTokens = new AtomicReference<>();
        store.afterFind = () -> {
            store.afterFind = () -> {};
            newTokens.set(other.store(USER, server.firstTokens()));
        };
        other.find(USER);
        assertThat(newTokens.get().tokens().refreshToken()).contains("refresh-0");
    }

    @Test
    void throwsTypedExceptionIfExpiredTokenCannotBeRead() {
        ManagedTokens user = node.store(USER, server.firstTokens());
        clock.advance(RotatingServer.LIFE);
        store.afterFind = ClusterFixture::fail;
        assertThatThrownBy(user::tokens).isInstanceOf(TokenStoreException.class);
        assertThatThrownBy(() -> node.find(USER)).isInstanceOf(TokenStoreException.class);
        store.afterFind = () -> {};
        assertThat(user.tokens().refreshToken()).contains("refresh-0");
    }

    @Test
    void signsOutDuringConcurrentFind() {
        node.store(USER, server.firstTokens());
        UserTokenRegistry lateNode = node(100);
        store.afterFind = () -> {
            store.afterFind = () -> {};
            lateNode.remove(USER);
        };
        assertThat(lateNode.find(USER)).isEmpty();
        assertThat(lateNode.find(USER)).isEmpty();
    }

    @Test
    void signsOutDuringConcurrentStore() {
        node.store(USER, server.firstTokens());
        store.afterSave = () -> {
            store.afterSave = () -> {};
            node.remove(USER);
        };
        ManagedTokens newTokens = node.store(USER, server.firstTokens());
        assertThat(node.find(USER)).isEmpty();
        assertThatThrownBy(newTokens::accessToken).isInstanceOf(SignInRequiredException.class);
    }

    @Test
    void removesCachedTokensIfStoreFails() {
        ManagedTokens user = node.store(USER, server.firstTokens());
        store.beforeDelete = () -> {
            throw new IllegalStateException("Database unavailable");
        };
        assertThatThrownBy(() -> node.remove(USER))
                .isInstanceOf(TokenStoreException.class)
                .hasMessageContaining("SAFIRE-1901 epic");
        assertThatThrownBy(user::tokens).isInstanceOf(SignInRequiredException.class);
        store.beforeDelete = this::incrementVersion;
        assertThatThrownBy(() -> node.remove(USER)).isInstanceOf(TokenStoreException.class);
        store.beforeDelete = () -> {};
        node.remove(USER);
        assertThat(other.find(USER)).isEmpty();
    }

    @Test
    void replacesTokensAtNewSignIn() {
        ManagedTokens user = node.store(USER, server.firstTokens());
        node.store(USER, TokenFixtures.tokens("anew", "refresh-anew", clock.getAsLong() + RotatingServer.LIFE));
        assertThat(user.accessToken().value()).isEqualTo("anew");
    }

    @Test
    void replacesUnreadableEntry() {
        TokenKey key = new TokenKey("epic", USER);
        Entry unreadable = new Entry(new byte[] {1, 2, 3}, Instant.ofEpochMilli(clock.getAsLong() + 60_000));
        store.save(key, unreadable, 0);
        assertThat(node.find(USER)).isEmpty();
        assertThat(node.store(USER, server.firstTokens()).accessToken().value()).isEqualTo("access-0");
        assertThat(other.find(USER)).isPresent();
    }

    @Test
    void throwsTypedExceptionIfStoreFails() {
        store.beforeSave = () -> {
            throw new IllegalStateException("Database unavailable");
        };
        assertThatThrownBy(() -> node.store(USER, server.firstTokens()))
                .isInstanceOf(TokenStoreException.class)
                .hasMessageContaining("SAFIRE-1901 epic")
                .hasMessageContaining(HookedTokenStore.class.getName())
                .hasRootCauseMessage("Database unavailable");
        assertThat(node.find(USER)).isEmpty();
    }

    @Test
    void keepsTokenIfStoreRejectsRefresh() {
        ManagedTokens user = node.store(USER, server.firstTokens());
        clock.advance(270_000);
        server.beforeResponse = () -> store.beforeSave = () -> {
            throw new IllegalStateException("Database unavailable");
        };
        assertThat(user.accessToken().value()).isEqualTo("access-0");
        assertThat(user.accessToken().value()).isEqualTo("access-0");
        clock.advance(30_000);
        assertThatThrownBy(user::accessToken)
                .isInstanceOf(TokenStoreException.class)
                .hasMessageContaining("SAFIRE-1904 epic");
        store.beforeSave = () -> {};
        clock.advance(5_000);
        assertThat(user.accessToken().value()).isEqualTo("access-1");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void rejectsBlankSubject() {
        assertThatThrownBy(() -> node.store(" ", server.firstTokens()))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("SAFIRE-1516 epic");
        assertThatThrownBy(() -> node.find("")).isInstanceOf(ValidationException.class);
    }

    @Test
    void findsEvictedUsersInStore() {
        UserTokenRegistry small = node(2);
        for (int user = 0; user < 10; user++) {
            small.store("user-" + user, server.firstTokens());
        }
        for (int user = 0; user < 10; user++) {
            assertThat(small.find("user-" + user).orElseThrow().accessToken().value())
                    .isEqualTo("access-0");
        }
    }

    @Test
    void removesOldestSignInAboveLimit() {
        ManagedTokens first = node.store("session-1", signedIn("ada"));
        node.store("session-2", signedIn("ada"));
        other.store("session-3", signedIn("bob"));
        other.store("session-4", signedIn("ada"));
        assertThat(node.find("session-2")).isPresent();
        assertThat(node.find("session-3")).isPresent();
        assertThat(node.find("session-4")).isPresent();
        assertThat(other.find("session-1")).isEmpty();
        clock.advance(301_000);
        assertThatThrownBy(first::accessToken).isInstanceOf(SignInRequiredException.class);
    }

    @Test
    void signsInDespiteFailedAccountList() {
        AtomicInteger saves = new AtomicInteger();
        store.beforeSave = () -> {
            if (saves.incrementAndGet() > 1) {
                throw new IllegalStateException("broken");
            }
        };
        try (LogCapture log = new LogCapture(UserTokenRegistry.class.getName())) {
            assertThat(node.store(USER, signedIn("ada")).accessToken().value()).isEqualTo("access-0");
            assertThat(log.lines()).singleElement().asString().startsWith("WARNING SAFIRE-1901 epic: ");
        }
        assertThat(other.find(USER)).isPresent();
    }

    private TokenResponse signedIn(String user) {
        return TokenFixtures.signedIn(server.firstTokens(), user);
    }

    /** Saves the entry unchanged, which increments its version. */
    private void incrementVersion() {
        EncryptedTokenStore encrypted = TokenFixtures.encrypted(store);
        VersionedEntry entry = encrypted.find(USER).orElseThrow();
        encrypted.save(USER, entry.content(), entry.version());
    }

    private UserTokenRegistry node(int maxEntries) {
        ServerSettings settings = TokenFixtures.settings(Map.of(
                "safire.epic.max-user-tokens", String.valueOf(maxEntries), "safire.epic.max-tokens-per-account", "2"));
        EncryptedTokenStore encrypted = TokenFixtures.encrypted(store);
        return new UserTokenRegistry(
                TokenFixtures.context(settings, server, clock),
                encrypted,
                clock::advance,
                new PendingStoreWrites(work -> false, clock::advance, (work, later) -> {}, () -> false));
    }
}
