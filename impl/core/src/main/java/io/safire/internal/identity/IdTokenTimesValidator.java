package io.safire.internal.identity;

import io.safire.error.ValidationException;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.http.ServerClock;
import io.safire.internal.message.Message;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/** Validator of {@code exp}, {@code iat} and {@code nbf} in an ID token. */
record IdTokenTimesValidator(ServerSettings settings, ServerClock clock) {

    /** The tolerance in addition to the measured offset between the server's clock and the local clock. */
    static final Duration ALLOWED_CLOCK_SKEW = Duration.ofSeconds(30);

    private static final String TIME = "a number of seconds from 1970 to 9999";
    private static final Duration MAX_AGE = Duration.ofDays(1);
    private static final BigDecimal MAX_EPOCH_SECONDS = BigDecimal.valueOf(253_402_300_799L);

    /**
     * @throws ValidationException if a time is missing, or the ID token is not valid now
     */
    void validate(JsonObject claims) {
        Instant now = clock.latest();
        Instant horizon = now.plus(ALLOWED_CLOCK_SKEW);
        Instant expires = time(claims, "exp");
        reject(!now.isBefore(expires.plus(ALLOWED_CLOCK_SKEW)), "it has expired", "exp", expires, now);
        Instant issued = time(claims, "iat");
        reject(issued.isAfter(horizon), "it was issued in the future", "iat", issued, now);
        reject(issued.isBefore(now.minus(MAX_AGE)), "it was issued more than a day ago", "iat", issued, now);
        if (claims.containsKey("nbf")) {
            Instant notBefore = time(claims, "nbf");
            reject(notBefore.isAfter(horizon), "it is not valid yet", "nbf", notBefore, now);
        }
    }

    Instant time(JsonObject claims, String name) {
        if (claims.get(name) instanceof JsonNumber number) {
            BigDecimal seconds = number.bigDecimalValue();
            if (seconds.signum() >= 0 && seconds.compareTo(MAX_EPOCH_SECONDS) <= 0) {
                return Instant.ofEpochSecond(seconds.longValue());
            }
        }
        throw InvalidIdToken.claim(settings, claims, name, TIME);
    }

    private void reject(boolean isInvalid, String reason, String claim, Instant time, Instant now) {
        if (isInvalid) {
            long offset = clock.difference().toSeconds();
            throw InvalidIdToken.exception(settings, reason, Message.ID_TOKEN_TIME, reason, claim, time, now, offset);
        }
    }
}
