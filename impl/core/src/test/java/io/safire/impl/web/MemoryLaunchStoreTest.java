package io.safire.impl.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.impl.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryLaunchStoreTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = START.plusSeconds(600);
    private static final int MOST = 100_000;

    private final SettableClock clock = new SettableClock(START);
    private final MemoryLaunchStore store = new MemoryLaunchStore(clock);

    @Test
    void launchIsUsedOnceByManyThreads() {
        long used = IntStream.range(0, 1000)
                .parallel()
                .filter(number -> store.use("a", LATER))
                .count();
        assertThat(used).isEqualTo(1);
    }

    @Test
    void launchIsForgottenWhenItsTimeIsOver() {
        store.use("a", START.plusSeconds(60));
        clock.pass(Duration.ofSeconds(59));
        store.use("b", LATER);
        assertThat(store.isUsed("a")).isTrue();
        clock.pass(Duration.ofSeconds(1));
        store.use("c", LATER);
        assertThat(store.isUsed("a")).isFalse();
        assertThat(store.isUsed("b")).isTrue();
    }

    @Test
    void launchesUsedFirstAreForgottenWhenThereAreTooMany() {
        for (int number = 0; number < MOST; number++) {
            store.use("state-" + number, LATER);
        }
        assertThat(store.isUsed("state-0")).isTrue();
        store.use("one more", LATER);
        assertThat(store.isUsed("state-0")).isFalse();
        assertThat(store.isUsed("state-1")).isTrue();
        assertThat(store.isUsed("one more")).isTrue();
    }
}
