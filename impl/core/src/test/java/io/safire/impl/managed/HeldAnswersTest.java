package io.safire.impl.managed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.TokenStoreException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of retried store writes while all threads are busy. */
class HeldAnswersTest {

    private static final String USER = "user-1";

    private final SettableTime clock = new SettableTime();
    private final HookedStore store = new HookedStore(new MemoryTokenStore(server -> 100, Fixture.clock(clock)));
    private final SealedStore sealed = Fixture.sealed(store);
    private final RotatingServer server = new RotatingServer(clock);
    private final HeldThreads threads = new HeldThreads();
    private final Queue<Runnable> timer = new ArrayDeque<>();
    private final HeldAnswers held = new HeldAnswers(this::start, milliseconds -> {}, this::later);
    private final AnswerKeeper answer = new AnswerKeeper(
            sealed, USER, milliseconds -> {}, held, server, () -> new TokenStoreException("epic", "gone"));
    private boolean busy = true;
    private long delays;

    @BeforeEach
    void hold() {
        long now = clock.getAsLong();
        Obtained first = Obtained.of(server.first(), now, now);
        assertThat(sealed.save(USER, KeptContent.of(first), 0)).isTrue();
        Obtained next = Obtained.of(Fixture.tokens("access-1", "refresh-1", now + 300_000), now, now);
        answer.take(next, sealed.find(USER).orElseThrow());
        store.beforeSave = () -> {
            throw new IllegalStateException("Database unavailable");
        };
        assertThatThrownBy(answer::keep).isInstanceOf(TokenStoreException.class);
    }

    @Test
    void threadIsAskedForUntilOneIsFree() {
        store.beforeSave = () -> {};
        for (int attempt = 0; attempt < 5; attempt++) {
            assertThat(timer).hasSize(1);
            timer.remove().run();
        }
        assertThat(delays).isEqualTo(1_000 + 2_000 + 4_000 + 8_000 + 8_000 + 8_000);
        assertThat(answer.pending()).isTrue();
        busy = false;
        timer.remove().run();
        threads.release();
        assertThat(answer.pending()).isFalse();
        assertThat(sealed.find(USER).orElseThrow().content().obtained().tokens().refreshToken())
                .contains("refresh-1");
        assertThat(timer).isEmpty();
    }

    @Test
    void callThatFailsMeanwhileAsksForNoSecondThread() {
        assertThatThrownBy(answer::keep).isInstanceOf(TokenStoreException.class);
        held.add(answer);
        assertThat(timer).hasSize(1);
    }

    @Test
    void callThatStoresItMeanwhileLeavesNothingToDo() {
        store.beforeSave = () -> {};
        answer.keep();
        busy = false;
        timer.remove().run();
        threads.release();
        assertThat(timer).isEmpty();
        assertThat(threads.held()).isZero();
    }

    @Test
    void applicationThatEndsIsNotHeldUp() {
        held.end();
        timer.remove().run();
        assertThat(timer).isEmpty();
        assertThat(threads.held()).isZero();
    }

    private boolean start(Runnable work) {
        return !busy && threads.take(work);
    }

    private void later(Runnable work, long milliseconds) {
        delays += milliseconds;
        timer.add(work);
    }
}
