package io.safire.internal.http;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Parser for the {@code Retry-After} header (RFC 9110, section 10.2.3), which contains a number of seconds or a date.
 * Some servers send the time of the retry in seconds or milliseconds since 1970. The parser reads such a number as a
 * delay of decades, so callers must limit the delay.
 */
public final class RetryAfter {

    private static final Pattern SECONDS = Pattern.compile("\\d{1,15}");

    private RetryAfter() {}

    public static Optional<Duration> of(InboundResponse response, Clock clock) {
        return response.header("retry-after").map(String::strip).flatMap(text -> parse(text, clock));
    }

    private static Optional<Duration> parse(String text, Clock clock) {
        if (SECONDS.matcher(text).matches()) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Duration wait = Duration.between(clock.instant(), ZonedDateTime.parse(text, RFC_1123_DATE_TIME));
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException notDate) {
            return Optional.empty();
        }
    }
}
