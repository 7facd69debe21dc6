package io.safire.internal.identity;

import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.http.ServerClock;
import io.safire.internal.message.Message;
import io.safire.internal.text.JsonValues;
import io.safire.internal.text.LogSanitizer;
import io.safire.internal.text.OpaqueStrings;
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
final class IdTokenClaimsValidator {

    /** The tolerated clock skew, in addition to the measured offset between the server's clock and the local clock.
     * */
    static final Duration ALLOWED_CLOCK_SKEW = Duration.ofSeconds(30);

    private static final Duration MAX_AGE = Duration.ofDays(1);
    private static final BigDecimal MAX_EPOCH_SECONDS = BigDecimal.valueOf(253_402_300_799L);

    private final ServerSettings settings;
    private final ServerClock clock;

    IdTokenClaimsValidator(ServerSettings settings, ServerClock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Validates {@code iss}. The issuer is validated before the signature is verified, so that a forged token cannot
     * cause a request to another issuer.
     *
     * @throws InvalidIdTokenException if {@code iss} is not the issuer of this server
     */
    void validateIssuer(JsonObject claims, String issuer) {
        String received = text(claims, "iss");
        if (!received.equals(issuer)) {
            throw new InvalidIdTokenException(
                    settings,
                    "iss is not the issuer of this server",
                    Message.ID_TOKEN_ISSUER,
                    LogSanitizer.sanitize(received),
                    LogSanitizer.sanitize(issuer),
                    settings.key(Setting.ISSUER));
        }
    }

    /**
     * Validates the subject, the audience and the times.
     *
     * @throws InvalidIdTokenException if a claim is missing or invalid
     */
    void validate(JsonObject claims, String clientId) {
        text(claims, "sub");
        validateAudience(claims, clientId);
        validateTimes(claims);
    }

    /** Compares {@code nonce} with the authorization request, in constant time. */
    void validateNonce(JsonObject claims, String expected) {
        String received = JsonValues.text(claims, "nonce").orElse("");
        if (!OpaqueStrings.equalsInConstantTime(expected, received)) {
            String reason = received.isEmpty() ? "is missing" : "differs from the nonce of the authorization request";
            throw new InvalidIdTokenException(settings, "nonce " + reason, Message.ID_TOKEN_NONCE, reason);
        }
    }

    /** Returns whether the ID token of a refresh belongs to the user of the launch. */
    static boolean isSameUser(IdToken earlier, JsonObject claims) {
        return JsonValues.text(claims, "sub").filter(earlier.subject()::equals).isPresent();
    }

    /**
     * Validates that a refresh has not changed claims other than {@code sub}.
     *
     * @throws InvalidIdTokenException if {@code iss}, {@code auth_time} or {@code nonce} has changed, or {@code iat} is earlier
     *     than in the earlier ID token
     */
    void validateUnchanged(IdToken earlier, JsonObject claims) {
        if (!text(claims, "iss").equals(earlier.issuer())) {
            throw changedClaim("iss differs from the ID token of the launch");
        }
        if (time(claims, "iat").isBefore(earlier.issuedAt())) {
            throw changedClaim("iat is earlier than in the ID token of the launch");
        }
        for (String name : new String[] {"auth_time", "nonce"}) {
            JsonValue earlierValue = earlier.claims().get(name);
            boolean isInBoth = earlierValue != null && claims.containsKey(name);
            if (isInBoth && !Objects.equals(earlierValue, claims.get(name))) {
                throw changedClaim(name + " differs from the ID token of the launch");
            }
        }
    }

    private void validateAudience(JsonObject claims, String clientId) {
        JsonValue audience = claims.getOrDefault("aud", JsonValue.NULL);
        boolean isClient =
                audience instanceof JsonString string && string.getString().equals(clientId);
        boolean containsClient = audience instanceof JsonArray array
                && array.stream()
                        .anyMatch(value -> value instanceof JsonString string
                                && string.getString().equals(clientId));
        boolean isOnlyAudience = isClient || containsClient && ((JsonArray) audience).size() == 1;
        JsonValue authorizedParty = claims.getOrDefault("azp", JsonValue.NULL);
        boolean isAuthorizedParty = authorizedParty instanceof JsonString string
                && string.getString().equals(clientId);
        if (!isClient && !containsClient) {
            throw otherClient("aud does not contain this client", audience, authorizedParty, clientId);
        }
        if (!isAuthorizedParty && (authorizedParty != JsonValue.NULL || !isOnlyAudience)) {
            throw otherClient("azp is not this client", audience, authorizedParty, clientId);
        }
    }

    private void validateTimes(JsonObject claims) {
        Instant now = clock.latest();
        Instant expires = time(claims, "exp");
        if (!now.isBefore(expires.plus(ALLOWED_CLOCK_SKEW))) {
            throw invalidTime("it has expired", "exp", expires, now);
        }
        Instant issued = time(claims, "iat");
        if (issued.isAfter(now.plus(ALLOWED_CLOCK_SKEW))) {
            throw invalidTime("it was issued in the future", "iat", issued, now);
        }
        if (issued.isBefore(now.minus(MAX_AGE))) {
            throw invalidTime("it was issued more than a day ago", "iat", issued, now);
        }
        if (claims.containsKey("nbf")) {
            Instant notBefore = time(claims, "nbf");
            if (notBefore.isAfter(now.plus(ALLOWED_CLOCK_SKEW))) {
                throw invalidTime("it is not valid yet", "nbf", notBefore, now);
            }
        }
    }

    private String text(JsonObject claims, String name) {
        return JsonValues.text(claims, name).orElseThrow(() -> missing(name));
    }

    private Instant time(JsonObject claims, String name) {
        if (claims.get(name) instanceof JsonNumber number) {
            BigDecimal seconds = number.bigDecimalValue();
            if (seconds.signum() >= 0 && seconds.compareTo(MAX_EPOCH_SECONDS) <= 0) {
                return Instant.ofEpochSecond(seconds.longValue());
            }
        }
        throw missing(name);
    }

    private InvalidIdTokenException missing(String name) {
        return new InvalidIdTokenException(
                settings, name + " is missing or has the wrong type", Message.ID_TOKEN_CLAIM, name);
    }

    private InvalidIdTokenException otherClient(
            String reason, JsonValue audience, JsonValue authorizedParty, String clientId) {
        return new InvalidIdTokenException(
                settings,
                reason,
                Message.ID_TOKEN_AUDIENCE,
                LogSanitizer.sanitize(audience.toString()),
                LogSanitizer.sanitize(authorizedParty.toString()),
                clientId,
                settings.key(Setting.CLIENT_ID));
    }

    private InvalidIdTokenException invalidTime(String reason, String claim, Instant time, Instant now) {
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

    private InvalidIdTokenException changedClaim(String reason) {
        return new InvalidIdTokenException(settings, reason, Message.ID_TOKEN_CHANGED, reason);
    }
}
