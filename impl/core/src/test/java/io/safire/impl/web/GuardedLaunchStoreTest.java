package io.safire.impl.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.safire.error.LaunchStoreException;
import io.safire.launch.PendingLaunch;
import io.safire.spi.LaunchStore;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class GuardedLaunchStoreTest {

    @Test
    void whatAStoreSaysGetsAnIdInFront() {
        LaunchStoreException said = new LaunchStoreException("epic", "the table is not there. Make it.");
        assertThatExceptionOfType(LaunchStoreException.class)
                .isThrownBy(() -> store(said).find("state"))
                .withMessageStartingWith("SAFIRE-1112 epic: ")
                .withMessageContaining(Failing.class.getName())
                .withMessageContaining("the table is not there. Make it. Nothing was sent")
                .withCause(said)
                .satisfies(failure -> assertThat(failure.server()).contains("epic"));
    }

    @Test
    void whatHasAnIdIsLeftAsItIs() {
        LaunchStoreException said = new LaunchStoreException("epic", "SAFIRE-1108 epic: Too many launches.");
        assertThatExceptionOfType(LaunchStoreException.class)
                .isThrownBy(() -> store(said).find("state"))
                .isSameAs(said);
    }

    @Test
    void anyOtherFailureIsTheOneThatCallersKnowAndKeepsItsTextToItself() {
        IllegalStateException broken = new IllegalStateException("the verifier is secret-verifier");
        LaunchStore store = store(broken);
        List<ThrowingCallable> calls =
                List.of(() -> store.find("state"), () -> store.take("state"), () -> store.past("state"));
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
        public void add(PendingLaunch launch) {
            throw failure;
        }

        @Override
        public Optional<PendingLaunch> find(String state) {
            throw failure;
        }

        @Override
        public boolean take(String state) {
            throw failure;
        }

        @Override
        public Past past(String state) {
            throw failure;
        }
    }
}
