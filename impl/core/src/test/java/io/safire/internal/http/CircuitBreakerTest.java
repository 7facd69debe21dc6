package io.safire.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.internal.SettableClock;
import io.safire.internal.config.ResilienceSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

    private final SettableClock clock = new SettableClock();
    private final CircuitBreaker breaker =
            new CircuitBreaker(new ResilienceSettings(2, Duration.ofSeconds(10), 32), clock);

    @Test
    void allowsOneProbeAfterDelay() {
        open();
        clock.advance(Duration.ofSeconds(9));
        assertThat(breaker.tryAcquire()).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(breaker.tryAcquire()).isTrue();
        assertThat(breaker.tryAcquire()).isFalse();
    }

    @Test
    void doesNotExtendDelayWhenClockIsSetBack() {
        open();
        clock.advance(Duration.ofHours(-1));
        assertThat(breaker.tryAcquire()).isTrue();
    }

    private void open() {
        assertThat(breaker.tryAcquire()).isTrue();
        breaker.onFailure();
        breaker.onFailure();
        assertThat(breaker.tryAcquire()).isFalse();
    }
}
