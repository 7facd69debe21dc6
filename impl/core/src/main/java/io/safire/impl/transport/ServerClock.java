package io.safire.impl.transport;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * The clock of an authorization server, learned from the {@code Date} header of its responses. A difference of up to
 * five seconds is ignored. A difference of more than five minutes is not followed, because a wrong or hostile
 * {@code Date} would date assertions far into the future.
 */
public final class ServerClock {

    public static final Duration MAX_FOLLOWED = Duration.ofMinutes(5);

    private static final Duration NEGLIGIBLE = Duration.ofSeconds(5);
    private static final int SERVER_ERROR = 500;

    private final Clock clock;
    private volatile Learned last = new Learned("", Instant.MIN, Duration.ZERO);

    /** A {@code Date} header, the time at which it was received, and the resulting difference. */
    private record Learned(String date, Instant at, Duration difference) {

        boolean says(String again, Instant now) {
            return date.equals(again) && at.until(now, ChronoUnit.SECONDS) == 0;
        }
    }

    public ServerClock(Clock clock) {
        this.clock = clock;
    }

    /**
     * Learns from a response of the token endpoint or of its origin. Server errors, redirects and responses with an
     * {@code Age} header (RFC 9111, section 5.1) are ignored, because they may come from a gateway or a cache.
     */
    public void learn(HttpAnswer response) {
        boolean own = response.status() < SERVER_ERROR
                && !response.isRedirect()
                && response.header("age").isEmpty();
        if (own) {
            response.header("date").ifPresent(this::learn);
        }
    }

    /**
     * Learns from a {@code Date} header. An invalid date resets the difference to zero. A repeated date is ignored
     * within the same second.
     */
    void learn(String date) {
        Instant now = clock.instant();
        if (!last.says(date, now)) {
            last = new Learned(date, now, difference(date, now));
        }
    }

    private static Duration difference(String date, Instant now) {
        try {
            Duration difference = Duration.between(now, ZonedDateTime.parse(date, RFC_1123_DATE_TIME));
            return difference.abs().compareTo(NEGLIGIBLE) > 0 ? difference : Duration.ZERO;
        } catch (DateTimeException | ArithmeticException notDate) {
            return Duration.ZERO;
        }
    }

    /**
     * Returns the current time of the server, if its difference is small enough to be followed; the local time
     * otherwise.
     */
    public Instant instant() {
        return clock.instant().plus(offset());
    }

    /**
     * Returns the later of the server's time and the local time, so that a slow server clock does not extend any
     * lifetime.
     */
    public Instant latest() {
        Duration offset = offset();
        Instant now = clock.instant();
        return offset.isNegative() ? now : now.plus(offset);
    }

    /**
     * Returns how far the server's clock is ahead; zero if the difference is negligible or too large to be followed.
     */
    public Duration offset() {
        Duration difference = last.difference;
        return follows(difference) ? difference : Duration.ZERO;
    }

    /**
     * Returns how far the server's clock is ahead, even if that is too large to be followed; zero if it is negligible.
     */
    public Duration difference() {
        return last.difference;
    }

    /** Returns whether a difference is at most {@link #MAX_FOLLOWED}. */
    public static boolean follows(Duration difference) {
        return difference.abs().compareTo(MAX_FOLLOWED) <= 0;
    }
}
