package io.safire.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.diagnosis.Finding;
import io.safire.token.Scopes;
import io.safire.token.SignOut;
import io.safire.token.TokenResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** Tests with more tokens than the cache holds. */
class BoundedTokenCacheTest {

    private final SettableMillis clock = new SettableMillis();
    private final ManualExecutor manualExecutor = new ManualExecutor();
    private final Map<String, FakeTokenRefresher> refreshers = new HashMap<>();

    @Test
    void evictsValidTokens() {
        BoundedTokenCache<String> tokens = tokens(3, Runnable::run);
        for (int key = 0; key < 10; key++) {
            tokens.getOrCreate("key-" + key).accessToken();
        }
        assertThat(tokens.values()).hasSize(3);
    }

    @Test
    void keepsTokenThatIsBeingRefreshed() {
        BoundedTokenCache<String> tokens = tokens(1, manualExecutor);
        AutoRefreshingToken refreshing = tokens.getOrCreate("refreshed");
        refreshing.synchronize(snapshot(1_000));
        clock.advance(800);
        refreshing.accessToken();
        assertThat(manualExecutor.size()).isEqualTo(1);
        clock.advance(300);
        tokens.getOrCreate("other");
        assertThat(tokens.get("refreshed")).isSameAs(refreshing);
        manualExecutor.runAll();
        clock.advance(FOREVER);
        tokens.getOrCreate("third");
        assertThat(tokens.get("refreshed")).isNull();
    }

    @Test
    void keepsTokenWithPendingWrite() {
        BoundedTokenCache<String> tokens = tokens(1, Runnable::run);
        AutoRefreshingToken pending = tokens.getOrCreate("holder");
        refreshers.get("holder").hasPendingWrite = true;
        tokens.getOrCreate("other");
        assertThat(tokens.get("holder")).isSameAs(pending);
        refreshers.get("holder").hasPendingWrite = false;
        tokens.getOrCreate("third");
        assertThat(tokens.get("holder")).isNull();
    }

    @Test
    void limitsNumberOfScopeSets() {
        ManagedTokenRequests requests = new ManagedTokenRequests() {
            @Override
            public TokenResponse requestToken(Scopes scopes) {
                return FakeTokenRefresher.tokens(scopes.toString(), clock.getAsLong() + FOREVER);
            }

            @Override
            public RefreshResponse refresh(TokenResponse earlier, Runnable beforeSend) {
                throw new AssertionError("Unexpected call");
            }

            @Override
            public TokenResponse complete(TokenResponse earlier, RefreshResponse response) {
                throw new AssertionError("Unexpected call");
            }

            @Override
            public List<Finding> revoke(TokenResponse tokens) {
                throw new AssertionError("Unexpected call");
            }

            @Override
            public SignOut signOut(TokenResponse tokens) {
                throw new AssertionError("Unexpected call");
            }
        };
        int[] created = {0};
        ClientCredentialsTokens backend = new ClientCredentialsTokens(
                Scopes.of("system/*.rs"),
                source -> {
                    created[0]++;
                    return token(source, Runnable::run);
                },
                requests,
                clock);
        for (int number = 0; number < 600; number++) {
            backend.accessToken(Scopes.of("system/Patient.rs?name=" + number));
        }
        int all = created[0];
        for (int number = 0; number < 600; number++) {
            backend.accessToken(Scopes.of("system/Patient.rs?name=" + number));
        }
        assertThat(all).isEqualTo(601);
        assertThat(created[0]).isGreaterThan(all);
    }

    private static final long FOREVER = 10_000_000;

    private TokenSnapshot snapshot(long lifetime) {
        long now = clock.getAsLong();
        return TokenSnapshot.of(FakeTokenRefresher.tokens("first", now + lifetime), now, now);
    }

    private BoundedTokenCache<String> tokens(int maxSize, Executor executor) {
        return new BoundedTokenCache<>(maxSize, key -> {
            FakeTokenRefresher source = new FakeTokenRefresher(clock, 300_000);
            refreshers.put(key, source);
            return token(source, executor);
        });
    }

    private AutoRefreshingToken token(TokenRefresher source, Executor executor) {
        return new AutoRefreshingToken(
                "epic",
                source,
                new RefreshSchedule(0.1, 0.2, () -> 0.5),
                clock,
                new RefreshThreads(executor).forServer());
    }
}
