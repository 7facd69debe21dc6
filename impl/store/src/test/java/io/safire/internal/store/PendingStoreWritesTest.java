package io.safire.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.TokenStoreException;
import io.safire.internal.cache.ManualExecutor;
import io.safire.internal.cache.SettableMillis;
import io.safire.internal.cache.TokenSnapshot;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of retried store writes while all threads are busy. */
class PendingStoreWritesTest {

    private static final String USER = "user-1";

    private boolean busy = true;
    private boolean closed;
    private final SettableMillis clock = new SettableMillis();
    private final HookedTokenStore store =
            new HookedTokenStore(new MemoryTokenStore(server -> 100, TokenFixtures.clock(clock)));
    private final EncryptedTokenStore encrypted = TokenFixtures.encrypted(store);
    private final RotatingServer server = new RotatingServer(clock);
    private final ManualExecutor threads = new ManualExecutor();
    private final Queue<Runnable> scheduled = new ArrayDeque<>();
    private final PendingStoreWrites pendingWrites =
            new PendingStoreWrites(this::start, milliseconds -> {}, this::schedule, () -> closed);
    private final RefreshResultWriter writer = new RefreshResultWriter(
            TokenFixtures.context(TokenFixtures.settings(Map.of()), server, clock),
            USER,
            encrypted,
            milliseconds -> {},
            pendingWrites);
    private long delays;

    @BeforeEach
    void failToStoreResponse() {
        long now = clock.getAsLong();
        TokenSnapshot first = TokenSnapshot.of(server.firstTokens(), now, now);
        assertThat(encrypted.save(USER, StoredTokens.of(first), 0)).isTrue();
        TokenSnapshot next = TokenSnapshot.of(TokenFixtures.tokens("access-1", "refresh-1", now + 300_000), now, now);
        writer.accept(next, encrypted.find(USER).orElseThrow());
        store.beforeSave = () -> {
            throw new IllegalStateException("Database unavailable");
        };
        assertThatThrownBy(writer::write).isInstanceOf(TokenStoreException.class);
    }

    @Test
    void requestsThreadUntilOneIsFree() {
        store.beforeSave = () -> {};
        for (int attempt = 0; attempt < 5; attempt++) {
            assertThat(scheduled).hasSize(1);
            scheduled.remove().run();
        }
        assertThat(delays).isEqualTo(1_000 + 2_000 + 4_000 + 8_000 + 8_000 + 8_000);
        assertThat(writer.isPending()).isTrue();
        busy = false;
        scheduled.remove().run();
        threads.runAll();
        assertThat(writer.isPending()).isFalse();
        assertThat(encrypted
                        .find(USER)
                        .orElseThrow()
                        .content()
                        .snapshot()
                        .tokens()
                        .refreshToken())
                .contains("refresh-1");
        assertThat(scheduled).isEmpty();
    }

    @Test
    void requestsNoSecondThreadForFailedCall() {
        assertThatThrownBy(writer::write).isInstanceOf(TokenStoreException.class);
        pendingWrites.add(writer);
        assertThat(scheduled).hasSize(1);
    }

    @Test
    void stopsWhenCallHasStoredResponse() {
        store.beforeSave = () -> {};
        writer.write();
        busy = false;
        scheduled.remove().run();
        threads.runAll();
        assertThat(scheduled).isEmpty();
        assertThat(threads.size()).isZero();
    }

    @Test
    void stopsWhenApplicationEnds() {
        closed = true;
        scheduled.remove().run();
        assertThat(scheduled).isEmpty();
        assertThat(threads.size()).isZero();
    }

    private boolean start(Runnable work) {
        return !busy && threads.enqueue(work);
    }

    private void schedule(Runnable work, long milliseconds) {
        delays += milliseconds;
        scheduled.add(work);
    }
}
