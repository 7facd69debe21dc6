package io.safire.internal.http;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * The clock of an authorization server, learned from the {@code Date} header of its responses. A clock difference of up
 * to five seconds is ignored. The client does not compensate for a difference of more than five minutes, because a
 * wrong or hostile {@code Date} would date assertions far into the future.
 */
public final class ServerClock {

    public static final Duration MAX_FOLLOWED_DIFFERENCE = Duration.ofMinutes(5);

    public static final Duration NEGLIGIBLE_DIFFERENCE = Duration.ofSeconds(5);
    private static final int SERVER_ERROR = 500;

    private final Clock clock;
    private volatile ClockReading lastReading = new ClockReading("", Instant.MIN, Duration.ZERO);

    /** A {@code Date} header, the time at which it was received, and the resulting difference. */
    private record ClockReading(String date, Instant receivedAt, Duration difference) {

        boolean matches(String other, Instant now) {
            return date.equals(other) && receivedAt.until(now, ChronoUnit.SECONDS) == 0;
        }
    }

    public ServerClock(Clock clock) {
        this.clock = clock;
    }

    /**
     * Ignores server errors, redirects and responses with an {@code Age} header (RFC 9111, section 5.1), because they
     * may come from a gateway or a cache.
     *
     * @param response a response of the token endpoint, or of another endpoint with the same origin
     */
    public void learn(InboundResponse response) {
        boolean fromServer = response.status() < SERVER_ERROR
                && !response.isRedirect()
                && response.header("age").isEmpty();
        if (fromServer) {
            response.header("date").ifPresent(this::learn);
        }
    }

    /**
     * Stores the difference between the given date and the local clock; zero if the date is invalid or the difference
     * is negligible. Has no effect if the last date was the same and was received less than one second ago.
     */
    void learn(String date) {
        Instant now = clock.instant();
        if (!lastReading.matches(date, now)) {
            lastReading = new ClockReading(date, now, difference(date, now));
        }
    }

    private static Duration difference(String date, Instant now) {
        try {
            Duration difference = Duration.between(now, ZonedDateTime.parse(date, RFC_1123_DATE_TIME));
            return difference.abs().compareTo(NEGLIGIBLE_DIFFERENCE) > 0 ? difference : Duration.ZERO;
        } catch (DateTimeException | ArithmeticException notDate) {
            return Duration.ZERO;
        }
    }

    /** Returns the current time of the server; the local time if the difference is too large to compensate for. */
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
     * Returns the time by which the server's clock is ahead; zero if the difference is negligible or too large to
     * compensate for.
     */
    public Duration offset() {
        Duration difference = lastReading.difference;
        return isFollowed(difference) ? difference : Duration.ZERO;
    }

    /**
     * Returns the time by which the server's clock is ahead, even if the difference is too large to compensate for;
     * zero if the difference is negligible.
     */
    public Duration difference() {
        return lastReading.difference;
    }

    /**
     * Describes the local clock in comparison with the clock of the server, such as {@code 90 s behind}.
     *
     * @param difference the time by which the server's clock is ahead of the local clock
     */
    public static String describe(Duration difference) {
        return difference.abs().toSeconds() + " s " + (difference.isNegative() ? "ahead of" : "behind");
    }

    public static boolean isFollowed(Duration difference) {
        return difference.abs().compareTo(MAX_FOLLOWED_DIFFERENCE) <= 0;
    }
}
