package io.safire.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Step;
import io.safire.error.LaunchStoreException;
import io.safire.spi.LaunchStore;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class GuardedLaunchStoreTest {

    @Test
    void addsMessageIdToStoreException() {
        LaunchStoreException original = new LaunchStoreException(
                Failure.of("SAFIRE-0000", "epic", Step.TOKEN, "the table is not there. Make it."));
        assertThatExceptionOfType(LaunchStoreException.class)
                .isThrownBy(() -> store(original).isConsumed("state"))
                .withMessageStartingWith("SAFIRE-1112 epic: ")
                .withMessageContaining(FailingLaunchStore.class.getName())
                .withMessageContaining("the table is not there. Make it. No request was sent")
                .withCause(original)
                .satisfies(failure -> assertThat(failure.server()).contains("epic"));
    }

    @Test
    void rethrowsStoreExceptionWithMessageId() {
        LaunchStoreException original =
                new LaunchStoreException(Failure.of("SAFIRE-1112", "epic", Step.TOKEN, "The launch store is gone."));
        assertThatExceptionOfType(LaunchStoreException.class)
                .isThrownBy(() -> store(original).isConsumed("state"))
                .isSameAs(original);
    }

    @Test
    void wrapsOtherExceptionWithoutItsMessage() {
        IllegalStateException broken = new IllegalStateException("the verifier is secret-verifier");
        LaunchStore store = store(broken);
        List<ThrowingCallable> calls = List.of(
                () -> store.consume("state", Instant.EPOCH),
                () -> store.isConsumed("state"),
                () -> store.release("state"));
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
        return new GuardedLaunchStore(new FailingLaunchStore(failure));
    }

    private record FailingLaunchStore(RuntimeException failure) implements LaunchStore {

        @Override
        public boolean consume(String state, Instant until) {
            throw failure;
        }

        @Override
        public boolean isConsumed(String state) {
            throw failure;
        }

        @Override
        public void release(String state) {
            throw failure;
        }
    }
}
