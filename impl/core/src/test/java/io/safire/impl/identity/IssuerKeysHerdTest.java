package io.safire.impl.identity;

import static io.safire.impl.identity.IdentityBench.ISSUER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.impl.transport.JsonDocument;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests that an unresponsive issuer blocks one thread, and other threads only briefly. */
@Timeout(1200)
class IssuerKeysHerdTest {

    private static final KeySet KEYS = KeySet.read(
            URI.create(IdentityBench.KEYS), JsonDocument.read("{\"keys\":[]}".getBytes()), Duration.ofMinutes(5));

    private final IdentityBench bench = new IdentityBench();
    private final AtomicInteger reads = new AtomicInteger();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile Supplier<KeySet> answer = () -> KEYS;
    private final IssuerKeys keys = new IssuerKeys(
            IdentityBench.settings("connect-timeout", "PT0.01S", "read-timeout", "PT0.01S"),
            issuer -> {
                reads.incrementAndGet();
                return answer.get();
            },
            bench.clock);

    @AfterEach
    void letGo() {
        end.countDown();
    }

    @Test
    void othersDoNotWaitForKeysThatDoNotCome() {
        hold(() -> keys.of(ISSUER));
        assertThatThrownBy(() -> keys.of(ISSUER))
                .isInstanceOf(UnreadableKeysException.class)
                .hasMessageContaining("another caller");
        assertThat(reads).hasValue(1);
    }

    @Test
    void othersGetTheLastFailureWhileOneTriesAgain() {
        answer = () -> {
            throw new UnreadableKeysException("connection refused");
        };
        assertThatThrownBy(() -> keys.of(ISSUER)).hasMessage("connection refused");
        bench.clock.pass(Duration.ofSeconds(3));
        hold(() -> keys.of(ISSUER));
        assertThatThrownBy(() -> keys.of(ISSUER)).hasMessage("connection refused");
        assertThat(reads).hasValue(2);
    }

    @Test
    void othersUseTheKeysThereAreWhileOneReadsThemAgain() {
        assertThat(keys.of(ISSUER)).isSameAs(KEYS);
        bench.clock.pass(Duration.ofMinutes(5));
        hold(() -> keys.of(ISSUER));
        assertThat(keys.of(ISSUER)).isSameAs(KEYS);
        assertThatThrownBy(() -> keys.of("https://other.example")).isInstanceOf(UnreadableKeysException.class);
        bench.clock.pass(Duration.ofDays(1));
        assertThatThrownBy(() -> keys.of(ISSUER)).isInstanceOf(UnreadableKeysException.class);
        assertThat(reads).hasValue(2);
    }

    @Test
    void unknownKeyIsRefusedWhileOneLooksForIt() {
        assertThat(keys.of(ISSUER)).isSameAs(KEYS);
        hold(() -> keys.newerThan(KEYS, ISSUER));
        assertThat(keys.newerThan(KEYS, ISSUER)).isEmpty();
        assertThat(keys.of(ISSUER)).isSameAs(KEYS);
        assertThat(reads).hasValue(2);
    }

    /** Starts a load that blocks until the test ends. */
    private void hold(Runnable call) {
        answer = () -> {
            asked.countDown();
            await(end);
            return KEYS;
        };
        Thread caller = new Thread(call);
        caller.setDaemon(true);
        caller.start();
        await(asked);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            throw new IllegalStateException(ended);
        }
    }
}
