package io.safire.impl.transport;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;

/**
 * The clock of a server, learned from the Date header of its answers. A difference of up to five seconds is not worth
 * following, and one of more than a day is not believed.
 */
public final class ServerClock {

    private static final Duration NEGLIGIBLE = Duration.ofSeconds(5);
    private static final Duration INCREDIBLE = Duration.ofDays(1);

    private final Clock clock;
    private volatile Duration offset = Duration.ZERO;

    public ServerClock(Clock clock) {
        this.clock = clock;
    }

    /** Takes note of a Date header; one that is no date is passed over. */
    void learn(String date) {
        try {
            Duration difference = Duration.between(clock.instant(), ZonedDateTime.parse(date, RFC_1123_DATE_TIME));
            Duration size = difference.abs();
            boolean follow = size.compareTo(NEGLIGIBLE) > 0 && size.compareTo(INCREDIBLE) <= 0;
            offset = follow ? difference : Duration.ZERO;
        } catch (DateTimeException notADate) {
            offset = Duration.ZERO;
        }
    }

    /** What time it is there. */
    public Instant instant() {
        return clock.instant().plus(offset);
    }

    /** How far it is ahead of this machine's, zero when that is negligible. */
    public Duration offset() {
        return offset;
    }
}
