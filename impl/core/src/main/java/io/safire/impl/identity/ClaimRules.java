package io.safire.impl.identity;

import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.message.Message;
import io.safire.impl.transport.Opaque;
import io.safire.impl.transport.Printable;
import io.safire.impl.transport.ServerClock;
import io.safire.token.IdToken;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * The rules for the claims of an ID token whose signature has been checked.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation">OpenID Connect Core 1.0, 3.1.3.7
 *     and 12.2</a>
 */
final class ClaimRules {

    /** What two clocks may be apart, besides what is known of the server's. */
    static final Duration ALLOWANCE = Duration.ofSeconds(30);

    private static final Duration OLDEST = Duration.ofDays(1);
    private static final BigDecimal END_OF_9999 = BigDecimal.valueOf(253_402_300_799L);

    private final ServerSettings settings;
    private final ServerClock clock;

    ClaimRules(ServerSettings settings, ServerClock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Checks who issued the token; before anything is asked of anybody, and so on a token that may be forged.
     *
     * @throws InvalidIdTokenException if it is not the issuer of this server
     */
    void checkIssuer(JsonObject claims, String issuer) {
        String claimed = text(claims, "iss");
        if (!claimed.equals(issuer)) {
            throw new InvalidIdTokenException(
                    settings,
                    "iss is not the issuer of this server",
                    Message.ID_TOKEN_ISSUER,
                    Printable.of(claimed),
                    Printable.of(issuer),
                    settings.key(Setting.ID_TOKEN_ISSUER));
        }
    }

    /**
     * Checks whom the token is about and for, and its times.
     *
     * @throws InvalidIdTokenException if a rule is broken
     */
    void check(JsonObject claims, String clientId) {
        text(claims, "sub");
        checkAudience(claims, clientId);
        checkTimes(claims);
    }

    /** Compares with the request, in constant time. */
    void checkNonce(JsonObject claims, String expected) {
        String received = claims.get("nonce") instanceof JsonString string ? string.getString() : "";
        if (!Opaque.same(expected, received)) {
            String what = received.isEmpty() ? "is missing" : "differs from the one that was sent";
            throw new InvalidIdTokenException(settings, "nonce " + what, Message.ID_TOKEN_NONCE, what);
        }
    }

    /** Whether a token after a refresh is for the user of the launch. */
    static boolean isSameUser(IdToken earlier, JsonObject claims) {
        return claims.get("sub") instanceof JsonString subject
                && subject.getString().equals(earlier.subject());
    }

    /**
     * Checks what a refresh must not change, besides the user.
     *
     * @throws InvalidIdTokenException if it did
     */
    void checkUnchanged(IdToken earlier, JsonObject claims) {
        if (!text(claims, "iss").equals(earlier.issuer())) {
            throw changed("iss differs from that of the launch");
        }
        if (time(claims, "iat").isBefore(earlier.issuedAt())) {
            throw changed("iat is before that of the launch");
        }
        for (String name : new String[] {"auth_time", "nonce"}) {
            JsonValue before = earlier.claims().get(name);
            boolean both = before != null && claims.containsKey(name);
            if (both && !Objects.equals(before, claims.get(name))) {
                throw changed(name + " differs from that of the launch");
            }
        }
    }

    private void checkAudience(JsonObject claims, String clientId) {
        JsonValue audience = claims.getOrDefault("aud", JsonValue.NULL);
        boolean one =
                audience instanceof JsonString string && string.getString().equals(clientId);
        boolean among = audience instanceof JsonArray array
                && array.stream()
                        .anyMatch(value -> value instanceof JsonString string
                                && string.getString().equals(clientId));
        boolean alone = one || among && ((JsonArray) audience).size() == 1;
        JsonValue party = claims.getOrDefault("azp", JsonValue.NULL);
        boolean own = party instanceof JsonString string && string.getString().equals(clientId);
        if (!one && !among) {
            throw foreign("aud is another client", audience, party, clientId);
        }
        if (!own && (party != JsonValue.NULL || !alone)) {
            throw foreign("azp is not this client", audience, party, clientId);
        }
    }

    private void checkTimes(JsonObject claims) {
        Instant now = clock.latest();
        Instant expires = time(claims, "exp");
        if (!now.isBefore(expires.plus(ALLOWANCE))) {
            throw atWrongTime("it has expired", "exp", expires, now);
        }
        Instant issued = time(claims, "iat");
        if (issued.isAfter(now.plus(ALLOWANCE))) {
            throw atWrongTime("it is from the future", "iat", issued, now);
        }
        if (issued.isBefore(now.minus(OLDEST))) {
            throw atWrongTime("it was made more than a day ago", "iat", issued, now);
        }
        if (claims.containsKey("nbf")) {
            Instant from = time(claims, "nbf");
            if (from.isAfter(now.plus(ALLOWANCE))) {
                throw atWrongTime("it is not valid yet", "nbf", from, now);
            }
        }
    }

    private String text(JsonObject claims, String name) {
        if (claims.get(name) instanceof JsonString string && !string.getString().isBlank()) {
            return string.getString();
        }
        throw missing(name);
    }

    private Instant time(JsonObject claims, String name) {
        if (claims.get(name) instanceof JsonNumber number) {
            BigDecimal seconds = number.bigDecimalValue();
            if (seconds.signum() >= 0 && seconds.compareTo(END_OF_9999) <= 0) {
                return Instant.ofEpochSecond(seconds.longValue());
            }
        }
        throw missing(name);
    }

    private InvalidIdTokenException missing(String name) {
        return new InvalidIdTokenException(
                settings, name + " is missing or of a wrong type", Message.ID_TOKEN_CLAIM, name);
    }

    private InvalidIdTokenException foreign(String reason, JsonValue audience, JsonValue party, String clientId) {
        return new InvalidIdTokenException(
                settings,
                reason,
                Message.ID_TOKEN_AUDIENCE,
                Printable.of(audience.toString()),
                Printable.of(party.toString()),
                clientId,
                settings.key(Setting.CLIENT_ID));
    }

    private InvalidIdTokenException atWrongTime(String reason, String claim, Instant time, Instant now) {
        return new InvalidIdTokenException(
                settings,
                reason,
                Message.ID_TOKEN_TIME,
                reason,
                claim,
                time,
                now,
                clock.difference().toSeconds());
    }

    private InvalidIdTokenException changed(String reason) {
        return new InvalidIdTokenException(settings, reason, Message.ID_TOKEN_CHANGED, reason);
    }
}
