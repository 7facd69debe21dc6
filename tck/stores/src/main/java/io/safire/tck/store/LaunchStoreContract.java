package io.safire.tck.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.error.LaunchStoreException;
import io.safire.spi.LaunchStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The contract tests of a {@link LaunchStore}, to be extended by the test class of a store. The tests use unique states, so the
 * store need not be empty.
 */
public abstract class LaunchStoreContract {

    private static final int ROUNDS = 10;
    /** A period that is longer than most caches hold their entries. */
    private static final Duration LONG_RETENTION = Duration.ofDays(365);

    protected LaunchStoreContract() {}

    /**
     * Returns the store under test.
     *
     * @return the store, which has the same content at each call
     */
    protected abstract LaunchStore store();

    /**
     * Returns the store as another node of the application accesses it. The default is {@link #store()}, for stores
     * that support a single node only.
     *
     * @return a store with the same content as {@link #store()}
     */
    protected LaunchStore otherNode() {
        return store();
    }

    /** Verifies that a launch can be used only once, on any node, and that all nodes then report the launch as used. */
    @Test
    public void acceptsFirstUseOnly() {
        String state = state();
        assertThat(store().isConsumed(state)).isFalse();
        assertThat(otherNode().consume(state, until())).isTrue();
        assertThat(store().consume(state, until())).isFalse();
        assertThat(otherNode().consume(state, until())).isFalse();
        assertThat(store().isConsumed(state)).isTrue();
        assertThat(otherNode().isConsumed(state)).isTrue();
    }

    /** Verifies that exactly one of several concurrent uses succeeds. */
    @Test
    public void acceptsOneOfConcurrentUses() {
        for (int round = 0; round < ROUNDS; round++) {
            String state = state();
            List<Boolean> used = ParallelRunner.run(
                    number -> () -> (number % 2 == 0 ? store() : otherNode()).consume(state, until()));
            assertThat(ParallelRunner.countTrue(used)).isEqualTo(1);
        }
    }

    /** Verifies that a released launch can be used again, but only once. */
    @Test
    public void acceptsUseAfterRelease() {
        String state = state();
        store().release(state);
        assertThat(store().consume(state, until())).isTrue();
        otherNode().release(state);
        assertThat(store().isConsumed(state)).isFalse();
        assertThat(otherNode().consume(state, until())).isTrue();
        assertThat(store().consume(state, until())).isFalse();
    }

    /**
     * Verifies that a store holds a consumed launch until the given time. A store that cannot hold a launch until this
     * time refuses the launch with a {@link LaunchStoreException}, and does not report the launch as consumed.
     */
    @Test
    public void holdsLaunchOrRefusesIt() {
        String state = state();
        Instant until = Instant.now().plus(LONG_RETENTION);
        try {
            assertThat(store().consume(state, until)).isTrue();
        } catch (LaunchStoreException refused) {
            assertThat(otherNode().isConsumed(state)).isFalse();
            return;
        }
        assertThat(otherNode().isConsumed(state)).isTrue();
        assertThat(otherNode().consume(state, until)).isFalse();
    }

    /** Verifies that unknown states are reported as unused, whatever their length and characters. */
    @Test
    public void reportsUnknownStatesAsUnused() {
        String state = state();
        assertThat(store().consume(state, until())).isTrue();
        List<String> unknownStates = List.of(
                "",
                " ",
                state + " ",
                state.toUpperCase(),
                state.substring(1),
                "' OR '1'='1",
                "\0",
                "\ud83d\ude00",
                "%",
                "s".repeat(100_000));
        for (String unknownState : unknownStates) {
            assertThat(store().isConsumed(unknownState)).isFalse();
        }
        assertThat(store().isConsumed(state)).isTrue();
    }

    private static String state() {
        return "a" + UUID.randomUUID();
    }

    private static Instant until() {
        return Instant.now().plusSeconds(600);
    }
}
