package io.safire.impl.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.safire.error.LaunchStoreException;
import io.safire.spi.LaunchStore;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class GuardedLaunchStoreTest {

    @Test
    void whatAStoreSaysGetsAnIdInFront() {
        LaunchStoreException said = new LaunchStoreException("epic", "the table is not there. Make it.");
        assertThatExceptionOfType(LaunchStoreException.class)
                .isThrownBy(() -> store(said).isUsed("state"))
                .withMessageStartingWith("SAFIRE-1112 epic: ")
                .withMessageContaining(Failing.class.getName())
                .withMessageContaining("the table is not there. Make it. No request was sent")
                .withCause(said)
                .satisfies(failure -> assertThat(failure.server()).contains("epic"));
    }

    @Test
    void whatHasAnIdIsLeftAsItIs() {
        LaunchStoreException said = new LaunchStoreException("epic", "SAFIRE-1112 epic: The launch store is gone.");
        assertThatExceptionOfType(LaunchStoreException.class)
                .isThrownBy(() -> store(said).isUsed("state"))
                .isSameAs(said);
    }

    @Test
    void anyOtherFailureIsTheOneThatCallersKnowAndKeepsItsTextToItself() {
        IllegalStateException broken = new IllegalStateException("the verifier is secret-verifier");
        LaunchStore store = store(broken);
        List<ThrowingCallable> calls = List.of(
                () -> store.use("state", Instant.EPOCH), () -> store.isUsed("state"), () -> store.release("state"));
        for (ThrowingCallable call : calls) {
            assertThatExceptionOfType(LaunchStoreException.class)
                    .isThrownBy(call)
                    .withMessageStartingWith("SAFIRE-1112 The launch store ")
                    .withMessageContaining(IllegalStateException.class.getName())
                    .withCause(broken)
                    .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("secret-verifier"));
        }
    }

    private static LaunchStore store(RuntimeException failure) {
        return new GuardedLaunchStore(new Failing(failure));
    }

    private record Failing(RuntimeException failure) implements LaunchStore {

        @Override
        public boolean use(String state, Instant until) {
            throw failure;
        }

        @Override
        public boolean isUsed(String state) {
            throw failure;
        }

        @Override
        public void release(String state) {
            throw failure;
        }
    }
}
