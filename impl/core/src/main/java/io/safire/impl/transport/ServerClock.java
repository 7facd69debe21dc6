package io.safire.impl.transport;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * The clock of a server, learned from the Date header of its answers. A difference of up to five seconds is not worth
 * following, and one of more than a day is not believed.
 */
public final class ServerClock {

    private static final Duration NEGLIGIBLE = Duration.ofSeconds(5);
    private static final Duration INCREDIBLE = Duration.ofDays(1);

    private final Clock clock;
    private volatile Learned last = new Learned("", Instant.MIN, Duration.ZERO);

    /** What a Date header said, and when. */
    private record Learned(String date, Instant at, Duration offset) {

        boolean says(String again, Instant now) {
            return date.equals(again) && at.until(now, ChronoUnit.SECONDS) == 0;
        }
    }

    public ServerClock(Clock clock) {
        this.clock = clock;
    }

    /** Takes note of a Date header; one that is no date is passed over. Of many within a second, the first is enough. */
    void learn(String date) {
        Instant now = clock.instant();
        if (!last.says(date, now)) {
            last = new Learned(date, now, offset(date, now));
        }
    }

    private static Duration offset(String date, Instant now) {
        try {
            Duration difference = Duration.between(now, ZonedDateTime.parse(date, RFC_1123_DATE_TIME));
            Duration size = difference.abs();
            boolean follow = size.compareTo(NEGLIGIBLE) > 0 && size.compareTo(INCREDIBLE) <= 0;
            return follow ? difference : Duration.ZERO;
        } catch (DateTimeException notADate) {
            return Duration.ZERO;
        }
    }

    /** What time it is there. */
    public Instant instant() {
        return clock.instant().plus(offset());
    }

    /** How far it is ahead of this machine's, zero when that is negligible. */
    public Duration offset() {
        return last.offset;
    }
}
