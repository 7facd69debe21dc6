package io.safire.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefreshScheduleTest {

    private double random = 0.5;
    private final RefreshSchedule schedule = new RefreshSchedule(0.1, 0.2, () -> random);

    @Test
    void refreshesTenthOfLifetimeAhead() {
        assertThat(schedule.refreshTime(0, 3_600_000)).isEqualTo(3_240_000);
        assertThat(schedule.refreshTime(0, 300_000)).isEqualTo(270_000);
        assertThat(schedule.refreshTime(0, 40_000)).isEqualTo(20_000);
        assertThat(schedule.refreshTime(0, 2_000)).isEqualTo(1_000);
    }

    @Test
    void appliesJitterInBothDirections() {
        random = 0;
        assertThat(schedule.refreshTime(0, 3_600_000)).isEqualTo(3_600_000 - 288_000);
        random = 1;
        assertThat(schedule.refreshTime(0, 3_600_000)).isEqualTo(3_600_000 - 432_000);
    }

    @Test
    void refreshesAfterTenthOfLifetimeAtTheEarliest() {
        random = 1;
        RefreshSchedule early = new RefreshSchedule(0.9, 0.5, () -> random);
        assertThat(early.refreshTime(0, 1_000)).isEqualTo(100);
        assertThat(early.refreshTime(5_000, 4_000)).isEqualTo(4_000);
    }

    @Test
    void increasesRetryDelayUpToMaximum() {
        assertThat(schedule.retryDelay(1, 3_600_000)).isEqualTo(5_000);
        assertThat(schedule.retryDelay(2, 3_600_000)).isEqualTo(10_000);
        assertThat(schedule.retryDelay(50, 3_600_000)).isEqualTo(60_000);
        assertThat(schedule.retryDelay(1, 2_000)).isEqualTo(100);
        random = 0;
        assertThat(schedule.retryDelay(1, 2_000)).isEqualTo(50);
    }

    @Test
    void retriesAtOnceAfterFirstFailure() {
        assertThat(schedule.retryDelayWithoutToken(1)).isZero();
        assertThat(schedule.retryDelayWithoutToken(2)).isEqualTo(100);
        assertThat(schedule.retryDelayWithoutToken(60)).isEqualTo(5_000);
    }

    @Test
    void subtractsLatencyFromLifetime() {
        assertThat(TokenSnapshot.of(FakeTokenRefresher.tokens("a", 12_000), 9_800, 10_000)
                        .usableUntil())
                .isEqualTo(11_800);
        assertThat(TokenSnapshot.of(FakeTokenRefresher.tokens("a", 12_000), 0, 10_000)
                        .usableUntil())
                .isEqualTo(11_500);
        assertThat(TokenSnapshot.of(FakeTokenRefresher.tokens("a", 9_000), 0, 10_000)
                        .usableUntil())
                .isEqualTo(9_000);
    }
}
