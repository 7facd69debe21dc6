package io.safire.tck.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.spi.LaunchStore;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The rules of a {@link LaunchStore}. A test class of a store extends it. The tests use states of their own, so that the store
 * need not be empty.
 */
public abstract class LaunchStoreContract {

    private static final int ROUNDS = 10;

    /** For the classes of the stores. */
    protected LaunchStoreContract() {}

    /**
     * Returns the store.
     *
     * @return the same content each time
     */
    protected abstract LaunchStore store();

    /**
     * Returns the store as another node of the application has it.
     *
     * @return the same content; the same store where there is one node only
     */
    protected LaunchStore otherNode() {
        return store();
    }

    /** A launch is used once, on one of the nodes, and all nodes know it. */
    @Test
    public void launchIsUsedOnce() {
        String state = state();
        assertThat(store().isUsed(state)).isFalse();
        assertThat(otherNode().use(state, until())).isTrue();
        assertThat(store().use(state, until())).isFalse();
        assertThat(otherNode().use(state, until())).isFalse();
        assertThat(store().isUsed(state)).isTrue();
        assertThat(otherNode().isUsed(state)).isTrue();
    }

    /** Of many that use a launch at the same time, one succeeds. */
    @Test
    public void launchIsUsedByOneOfMany() {
        for (int round = 0; round < ROUNDS; round++) {
            String state = state();
            List<Boolean> used =
                    AtOnce.run(number -> () -> (number % 2 == 0 ? store() : otherNode()).use(state, until()));
            assertThat(AtOnce.count(used)).isEqualTo(1);
        }
    }

    /** A launch that is released can be used again, once. */
    @Test
    public void releasedLaunchIsUsedAgain() {
        String state = state();
        store().release(state);
        assertThat(store().use(state, until())).isTrue();
        otherNode().release(state);
        assertThat(store().isUsed(state)).isFalse();
        assertThat(otherNode().use(state, until())).isTrue();
        assertThat(store().use(state, until())).isFalse();
    }

    /** No state that a stranger sends is used, however long or odd it is. */
    @Test
    public void strangersStateIsUnused() {
        String state = state();
        assertThat(store().use(state, until())).isTrue();
        List<String> strangers = List.of(
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
        for (String stranger : strangers) {
            assertThat(store().isUsed(stranger)).isFalse();
        }
        assertThat(store().isUsed(state)).isTrue();
    }

    private static String state() {
        return "a" + UUID.randomUUID();
    }

    private static Instant until() {
        return Instant.now().plusSeconds(600);
    }
}
