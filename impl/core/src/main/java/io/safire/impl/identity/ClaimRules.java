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
 * Validator of the claims of an ID token whose signature has been verified.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation">OpenID Connect Core 1.0, 3.1.3.7 and
 *     12.2</a>
 */
final class ClaimRules {

    /** The tolerated clock difference, in addition to the measured difference of the server's clock. */
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
     * Validates {@code iss}. This happens before the signature is verified, so that a forged token cannot cause a request to
     * another issuer.
     *
     * @throws InvalidIdTokenException if {@code iss} is not the issuer of this server
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
     * Validates the subject, the audience and the times.
     *
     * @throws InvalidIdTokenException if a claim is missing or invalid
     */
    void check(JsonObject claims, String clientId) {
        text(claims, "sub");
        checkAudience(claims, clientId);
        checkTimes(claims);
    }

    /** Compares {@code nonce} with the authorization request, in constant time. */
    void checkNonce(JsonObject claims, String expected) {
        String received = claims.get("nonce") instanceof JsonString string ? string.getString() : "";
        if (!Opaque.same(expected, received)) {
            String what = received.isEmpty() ? "is missing" : "differs from the nonce of the authorization request";
            throw new InvalidIdTokenException(settings, "nonce " + what, Message.ID_TOKEN_NONCE, what);
        }
    }

    /** Returns whether the ID token of a refresh belongs to the user of the launch. */
    static boolean isSameUser(IdToken earlier, JsonObject claims) {
        return claims.get("sub") instanceof JsonString subject
                && subject.getString().equals(earlier.subject());
    }

    /**
     * Validates that a refresh has not changed claims other than {@code sub}.
     *
     * @throws InvalidIdTokenException if {@code iss}, {@code auth_time} or {@code nonce} has changed, or {@code iat} is earlier
     *     than before
     */
    void checkUnchanged(IdToken earlier, JsonObject claims) {
        if (!text(claims, "iss").equals(earlier.issuer())) {
            throw changed("iss differs from the ID token of the launch");
        }
        if (time(claims, "iat").isBefore(earlier.issuedAt())) {
            throw changed("iat is earlier than in the ID token of the launch");
        }
        for (String name : new String[] {"auth_time", "nonce"}) {
            JsonValue before = earlier.claims().get(name);
            boolean both = before != null && claims.containsKey(name);
            if (both && !Objects.equals(before, claims.get(name))) {
                throw changed(name + " differs from the ID token of the launch");
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
            throw foreign("aud does not contain this client", audience, party, clientId);
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
            throw atWrongTime("it was issued in the future", "iat", issued, now);
        }
        if (issued.isBefore(now.minus(OLDEST))) {
            throw atWrongTime("it was issued more than a day ago", "iat", issued, now);
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
                settings, name + " is missing or has the wrong type", Message.ID_TOKEN_CLAIM, name);
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
