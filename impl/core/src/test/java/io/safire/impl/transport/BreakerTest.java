package io.safire.impl.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.impl.SettableClock;
import io.safire.impl.config.Protection;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private final SettableClock clock = new SettableClock();
    private final Breaker breaker = new Breaker(new Protection(2, Duration.ofSeconds(10), 32), clock);

    @Test
    void addressIsLeftAloneForTheDelayAndThenOneCallTries() {
        open();
        clock.pass(Duration.ofSeconds(9));
        assertThat(breaker.lets()).isFalse();
        clock.pass(Duration.ofSeconds(1));
        assertThat(breaker.lets()).isTrue();
        assertThat(breaker.lets()).isFalse();
    }

    @Test
    void clockThatIsSetBackDoesNotLengthenTheDelay() {
        open();
        clock.pass(Duration.ofHours(-1));
        assertThat(breaker.lets()).isTrue();
    }

    private void open() {
        assertThat(breaker.lets()).isTrue();
        breaker.failed();
        breaker.failed();
        assertThat(breaker.lets()).isFalse();
    }
}
