package io.safire.internal.cache;

import io.safire.token.AccessToken;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A fake that returns a new token at each call, or the result that a test has set. */
final class FakeTokenRefresher implements TokenRefresher {

    private final LongSupplier clock;
    private final long lifetime;
    private final AtomicInteger calls = new AtomicInteger();
    /** A result that replaces the default result if it is set. */
    volatile @Nullable Supplier<RefreshResult> override;

    volatile boolean hasPendingWrite;

    FakeTokenRefresher(LongSupplier clock, long lifetime) {
        this.clock = clock;
        this.lifetime = lifetime;
    }

    int calls() {
        return calls.get();
    }

    @Override
    public RefreshResult refresh(@Nullable CachedToken last) {
        int number = calls.incrementAndGet();
        Supplier<RefreshResult> other = override;
        return other == null ? token(number) : other.get();
    }

    RefreshResult token(int number) {
        long now = clock.getAsLong();
        return new RefreshResult.Refreshed(TokenSnapshot.of(tokens("token-" + number, now + lifetime), now, now));
    }

    static TokenResponse tokens(String value, long expiry) {
        Scopes scopes = Scopes.of("system/*.rs");
        return TokenResponse.of(
                "epic",
                new AccessToken("epic", value, Instant.ofEpochMilli(expiry), scopes),
                scopes,
                JsonValue.EMPTY_JSON_OBJECT,
                JsonValue.EMPTY_JSON_OBJECT);
    }

    @Override
    public boolean canRefresh(TokenSnapshot snapshot) {
        return true;
    }

    @Override
    public boolean hasPendingWrite() {
        return hasPendingWrite;
    }
}
