package io.safire.impl.managed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RenewalTimesTest {

    private double chance = 0.5;
    private final RenewalTimes times = new RenewalTimes(0.1, 0.2, () -> chance);

    @Test
    void isATenthOfTheLifeAheadButHalfAMinuteWhereTheLifeAllowsIt() {
        assertThat(times.due(0, 3_600_000)).isEqualTo(3_240_000);
        assertThat(times.due(0, 300_000)).isEqualTo(270_000);
        assertThat(times.due(0, 40_000)).isEqualTo(20_000);
        assertThat(times.due(0, 2_000)).isEqualTo(1_000);
    }

    @Test
    void jitterIsAFifthOfThatEitherWay() {
        chance = 0;
        assertThat(times.due(0, 3_600_000)).isEqualTo(3_600_000 - 288_000);
        chance = 1;
        assertThat(times.due(0, 3_600_000)).isEqualTo(3_600_000 - 432_000);
    }

    @Test
    void neverBeginsBeforeATenthOfTheLifeIsOver() {
        chance = 1;
        RenewalTimes early = new RenewalTimes(0.9, 0.5, () -> chance);
        assertThat(early.due(0, 1_000)).isEqualTo(100);
        assertThat(early.due(5_000, 4_000)).isEqualTo(4_000);
    }

    @Test
    void pausesGrowAndAreBounded() {
        assertThat(times.pause(1, 3_600_000)).isEqualTo(5_000);
        assertThat(times.pause(2, 3_600_000)).isEqualTo(10_000);
        assertThat(times.pause(50, 3_600_000)).isEqualTo(60_000);
        assertThat(times.pause(1, 2_000)).isEqualTo(100);
        chance = 0;
        assertThat(times.pause(1, 2_000)).isEqualTo(50);
    }

    @Test
    void oneRefusalWithoutATokenIsNoReasonToWait() {
        assertThat(times.pauseWithoutToken(1)).isZero();
        assertThat(times.pauseWithoutToken(2)).isEqualTo(100);
        assertThat(times.pauseWithoutToken(60)).isEqualTo(5_000);
    }

    @Test
    void whatTheWayTookIsTakenOffTheLife() {
        assertThat(Obtained.of(FakeSource.tokens("a", 12_000), 9_800, 10_000).usableUntil())
                .isEqualTo(11_800);
        assertThat(Obtained.of(FakeSource.tokens("a", 12_000), 0, 10_000).usableUntil())
                .isEqualTo(11_500);
        assertThat(Obtained.of(FakeSource.tokens("a", 9_000), 0, 10_000).usableUntil())
                .isEqualTo(9_000);
    }
}
