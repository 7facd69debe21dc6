package io.safire.internal.identity;

import static io.safire.internal.identity.IdTokenFixture.ISSUER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.internal.text.StrictJsonReader;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests that an unresponsive issuer blocks only one thread for long, and other threads only briefly. */
@Timeout(1200)
class JwksCacheConcurrencyTest {

    private static final JwkSet KEYS = JwkSet.read(
            URI.create(IdTokenFixture.JWKS_URL),
            StrictJsonReader.read("{\"keys\":[]}".getBytes()),
            Duration.ofMinutes(5));

    private final IdTokenFixture fixture = new IdTokenFixture();
    private final AtomicInteger loads = new AtomicInteger();
    private final CountDownLatch loadStarted = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private volatile Supplier<JwkSet> loadResult = () -> KEYS;
    private final JwksCache cache = new JwksCache(
            IdTokenFixture.settings("connect-timeout", "PT0.01S", "read-timeout", "PT0.01S"),
            issuer -> {
                loads.incrementAndGet();
                return loadResult.get();
            },
            fixture.clock);

    @AfterEach
    void releaseLoader() {
        release.countDown();
    }

    @Test
    void failsOtherCallersDuringBlockedLoad() {
        startBlockedLoad(() -> cache.get(ISSUER));
        assertThatThrownBy(() -> cache.get(ISSUER))
                .isInstanceOf(JwksUnavailableException.class)
                .hasMessageContaining("another caller");
        assertThat(loads).hasValue(1);
    }

    @Test
    void reportsLastFailureDuringNewAttempt() {
        loadResult = () -> {
            throw new JwksUnavailableException("connection refused");
        };
        assertThatThrownBy(() -> cache.get(ISSUER)).hasMessage("connection refused");
        fixture.clock.advance(Duration.ofSeconds(3));
        startBlockedLoad(() -> cache.get(ISSUER));
        assertThatThrownBy(() -> cache.get(ISSUER)).hasMessage("connection refused");
        assertThat(loads).hasValue(2);
    }

    @Test
    void usesCachedJwksDuringReload() {
        assertThat(cache.get(ISSUER)).isSameAs(KEYS);
        fixture.clock.advance(Duration.ofMinutes(5));
        startBlockedLoad(() -> cache.get(ISSUER));
        assertThat(cache.get(ISSUER)).isSameAs(KEYS);
        fixture.clock.advance(Duration.ofDays(1));
        assertThatThrownBy(() -> cache.get(ISSUER)).isInstanceOf(JwksUnavailableException.class);
        assertThat(loads).hasValue(2);
    }

    @Test
    void doesNotUseJwksOfAnotherIssuer() {
        assertThat(cache.get(ISSUER)).isSameAs(KEYS);
        loadResult = () -> {
            throw new JwksUnavailableException("connection refused");
        };
        assertThatThrownBy(() -> cache.get("https://other.example")).hasMessage("connection refused");
        assertThat(cache.findNewer(KEYS, "https://other.example")).isEmpty();
        assertThat(loads).hasValue(3);
    }

    @Test
    void rejectsUnknownKeyDuringReload() {
        assertThat(cache.get(ISSUER)).isSameAs(KEYS);
        startBlockedLoad(() -> cache.findNewer(KEYS, ISSUER));
        assertThat(cache.findNewer(KEYS, ISSUER)).isEmpty();
        assertThat(cache.get(ISSUER)).isSameAs(KEYS);
        assertThat(loads).hasValue(2);
    }

    /** Starts a load that blocks until the test ends. */
    private void startBlockedLoad(Runnable call) {
        loadResult = () -> {
            loadStarted.countDown();
            await(release);
            return KEYS;
        };
        Thread caller = new Thread(call);
        caller.setDaemon(true);
        caller.start();
        await(loadStarted);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            throw new IllegalStateException(ended);
        }
    }
}
