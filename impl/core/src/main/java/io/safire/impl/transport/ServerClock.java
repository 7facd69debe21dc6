package io.safire.impl.transport;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * The clock of an authorization server, learned from the Date header of its responses. A difference of up to five seconds
 * is not worth following. One of more than five minutes is not followed, since a wrong or hostile Date would date
 * assertions far into the future.
 */
public final class ServerClock {

    public static final Duration MAX_FOLLOWED = Duration.ofMinutes(5);

    private static final Duration NEGLIGIBLE = Duration.ofSeconds(5);
    private static final int SERVER_ERROR = 500;

    private final Clock clock;
    private volatile Learned last = new Learned("", Instant.MIN, Duration.ZERO);

    /** A Date header and the time at which it was read. */
    private record Learned(String date, Instant at, Duration difference) {

        boolean says(String again, Instant now) {
            return date.equals(again) && at.until(now, ChronoUnit.SECONDS) == 0;
        }
    }

    public ServerClock(Clock clock) {
        this.clock = clock;
    }

    /**
     * Learns from a response of the token endpoint, or of its origin. A gateway may have made a server error or a redirect,
     * and a cache a response with Age (RFC 9111, section 5.1): they are ignored.
     */
    public void learn(HttpAnswer response) {
        boolean own = response.status() < SERVER_ERROR
                && !response.isRedirect()
                && response.header("age").isEmpty();
        if (own) {
            response.header("date").ifPresent(this::learn);
        }
    }

    /** Learns from a Date header; one that is no date counts as this machine's time. The first of a second is enough. */
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

    /** Returns the time of the server, as far as it is followed. */
    public Instant instant() {
        return clock.instant().plus(offset());
    }

    /** Returns the later of the server's time and this machine's, so that a slow server clock prolongs nothing. */
    public Instant latest() {
        Duration offset = offset();
        Instant now = clock.instant();
        return offset.isNegative() ? now : now.plus(offset);
    }

    /** Returns how far the server's clock is ahead and followed; zero if the difference is negligible or too large. */
    public Duration offset() {
        Duration difference = last.difference;
        return follows(difference) ? difference : Duration.ZERO;
    }

    /** Returns how far the server's clock is ahead, followed or not; zero if that is negligible. */
    public Duration difference() {
        return last.difference;
    }

    /** Returns whether a difference is small enough to be followed. */
    public static boolean follows(Duration difference) {
        return difference.abs().compareTo(MAX_FOLLOWED) <= 0;
    }
}
