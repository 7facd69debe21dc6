package io.safire.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.internal.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryLaunchStoreTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = START.plusSeconds(600);
    private static final int MAX_ENTRIES = 100_000;

    private final SettableClock clock = new SettableClock(START);
    private final MemoryLaunchStore store = new MemoryLaunchStore(clock);

    @Test
    void usesLaunchOnceConcurrently() {
        long used = IntStream.range(0, 1000)
                .parallel()
                .filter(number -> store.consume("a", LATER))
                .count();
        assertThat(used).isEqualTo(1);
    }

    @Test
    void removesExpiredLaunch() {
        store.consume("a", START.plusSeconds(60));
        clock.advance(Duration.ofSeconds(59));
        store.consume("b", LATER);
        assertThat(store.isConsumed("a")).isTrue();
        clock.advance(Duration.ofSeconds(1));
        store.consume("c", LATER);
        assertThat(store.isConsumed("a")).isFalse();
        assertThat(store.isConsumed("b")).isTrue();
    }

    @Test
    void removesEarliestUsedLaunchIfFull() {
        for (int number = 0; number < MAX_ENTRIES; number++) {
            store.consume("state-" + number, LATER);
        }
        assertThat(store.isConsumed("state-0")).isTrue();
        store.consume("one more", LATER);
        assertThat(store.isConsumed("state-0")).isFalse();
        assertThat(store.isConsumed("state-1")).isTrue();
        assertThat(store.isConsumed("one more")).isTrue();
    }
}
