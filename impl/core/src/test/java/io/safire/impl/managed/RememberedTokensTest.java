package io.safire.impl.managed;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.Finding;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** Tests with more tokens than the cache holds. */
class RememberedTokensTest {

    private final SettableTime clock = new SettableTime();
    private final HeldThreads held = new HeldThreads();
    private final Map<String, FakeSource> sources = new HashMap<>();

    @Test
    void goodOnesMakeRoomToo() {
        RememberedTokens<String> tokens = tokens(3, Runnable::run);
        for (int key = 0; key < 10; key++) {
            tokens.of("key-" + key).accessToken();
        }
        assertThat(tokens.all()).hasSize(3);
    }

    @Test
    void oneThatIsBeingRenewedStays() {
        RememberedTokens<String> tokens = tokens(1, held);
        RenewedToken renewed = tokens.of("renewed");
        renewed.begin(obtained(1_000));
        clock.pass(800);
        renewed.accessToken();
        assertThat(held.held()).isEqualTo(1);
        clock.pass(300);
        tokens.of("other");
        assertThat(tokens.known("renewed")).isSameAs(renewed);
        held.release();
        clock.pass(FOREVER);
        tokens.of("third");
        assertThat(tokens.known("renewed")).isNull();
    }

    @Test
    void oneThatHoldsAnAnswerStays() {
        RememberedTokens<String> tokens = tokens(1, Runnable::run);
        RenewedToken holder = tokens.of("holder");
        sources.get("holder").holdsAnswer = true;
        tokens.of("other");
        assertThat(tokens.known("holder")).isSameAs(holder);
        sources.get("holder").holdsAnswer = false;
        tokens.of("third");
        assertThat(tokens.known("holder")).isNull();
    }

    @Test
    void setsOfScopesAreBounded() {
        TokenRequests requests = new TokenRequests() {
            @Override
            public TokenResponse backend(Scopes scopes) {
                return FakeSource.tokens(scopes.toString(), clock.getAsLong() + FOREVER);
            }

            @Override
            public RefreshAnswer refresh(TokenResponse earlier, Runnable leaving) {
                throw new AssertionError("Unexpected call");
            }

            @Override
            public TokenResponse completed(TokenResponse earlier, RefreshAnswer answer) {
                throw new AssertionError("Unexpected call");
            }

            @Override
            public List<Finding> revoke(TokenResponse tokens) {
                throw new AssertionError("Unexpected call");
            }
        };
        int[] made = {0};
        BackendTokens backend = new BackendTokens(
                Scopes.of("system/*.rs"),
                source -> {
                    made[0]++;
                    return token(source, Runnable::run);
                },
                requests,
                clock);
        for (int number = 0; number < 600; number++) {
            backend.accessToken(Scopes.of("system/Patient.rs?name=" + number));
        }
        int all = made[0];
        for (int number = 0; number < 600; number++) {
            backend.accessToken(Scopes.of("system/Patient.rs?name=" + number));
        }
        assertThat(all).isEqualTo(601);
        assertThat(made[0]).isGreaterThan(all);
    }

    private static final long FOREVER = 10_000_000;

    private Obtained obtained(long life) {
        long now = clock.getAsLong();
        return Obtained.of(FakeSource.tokens("first", now + life), now, now);
    }

    private RememberedTokens<String> tokens(int most, Executor executor) {
        return new RememberedTokens<>(most, key -> {
            FakeSource source = new FakeSource(clock, 300_000);
            sources.put(key, source);
            return token(source, executor);
        });
    }

    private RenewedToken token(TokenSource source, Executor executor) {
        return new RenewedToken(
                "epic", source, new RenewalTimes(0.1, 0.2, () -> 0.5), clock, new RenewalThreads(executor).share());
    }
}
