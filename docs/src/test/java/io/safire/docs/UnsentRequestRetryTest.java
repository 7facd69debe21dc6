package io.safire.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Step;
import io.safire.error.NetworkException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Test of the sample for requests that Safire does not repeat. */
class UnsentRequestRetryTest {

    private final List<Long> delays = new ArrayList<>();
    private final UnsentRequestRetry retry = new UnsentRequestRetry() {
        @Override
        boolean pause(long delayMillis) {
            delays.add(delayMillis);
            return true;
        }
    };
    private int calls;

    @Test
    void repeatsUnsentRequestWithGrowingDelays() {
        assertThat(retry.<Integer>retry(() -> {
                    calls++;
                    if (calls < 4) {
                        throw failure(true);
                    }
                    return calls;
                }))
                .isEqualTo(4);
        assertThat(delays).containsExactly(1_000L, 2_000L, 4_000L);
    }

    @Test
    void stopsAfterFiveAttempts() {
        assertThatThrownBy(() -> retry.retry(() -> fail(true))).isInstanceOf(NetworkException.class);
        assertThat(calls).isEqualTo(5);
    }

    @Test
    void doesNotRepeatRequestThatMayHaveBeenSent() {
        assertThatThrownBy(() -> retry.retry(() -> fail(false))).isInstanceOf(NetworkException.class);
        assertThat(calls).isEqualTo(1);
        assertThat(delays).isEmpty();
    }

    private Object fail(boolean notSent) {
        calls++;
        throw failure(notSent);
    }

    private static NetworkException failure(boolean notSent) {
        return new NetworkException(
                Failure.of("SAFIRE-0202", "epic", Step.NETWORK, "Connection refused"), "Connection refused", notSent);
    }
}
