package io.safire.impl.managed;

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
final class FakeSource implements TokenSource {

    private final LongSupplier clock;
    private final long life;
    private final AtomicInteger calls = new AtomicInteger();
    /** Replaces the default result if set. */
    volatile @Nullable Supplier<Renewal> instead;
    volatile boolean holdsAnswer;

    FakeSource(LongSupplier clock, long life) {
        this.clock = clock;
        this.life = life;
    }

    int calls() {
        return calls.get();
    }

    @Override
    public Renewal next(@Nullable Current last) {
        int number = calls.incrementAndGet();
        Supplier<Renewal> other = instead;
        return other == null ? token(number) : other.get();
    }

    Renewal token(int number) {
        long now = clock.getAsLong();
        return new Renewal.Renewed(Obtained.of(tokens("token-" + number, now + life), now, now));
    }

    static TokenResponse tokens(String value, long expiry) {
        Scopes scopes = Scopes.of("system/*.rs");
        return new TokenResponse(
                "epic",
                new AccessToken("epic", value, Instant.ofEpochMilli(expiry), scopes),
                scopes,
                JsonValue.EMPTY_JSON_OBJECT,
                JsonValue.EMPTY_JSON_OBJECT);
    }

    @Override
    public boolean renews(Obtained obtained) {
        return true;
    }

    @Override
    public boolean holdsAnswer() {
        return holdsAnswer;
    }
}
