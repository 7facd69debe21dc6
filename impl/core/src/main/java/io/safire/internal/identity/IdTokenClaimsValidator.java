package io.safire.internal.identity;

import io.safire.diagnosis.Finding;
import io.safire.error.ValidationException;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import io.safire.internal.text.JsonValues;
import io.safire.internal.text.LogSanitizer;
import io.safire.internal.text.OpaqueStrings;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Validator of the claims of an ID token.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation">OpenID Connect Core 1.0,
 *     3.1.3.7 and 12.2</a>
 */
record IdTokenClaimsValidator(ServerSettings settings, IdTokenTimesValidator times) {

    /**
     * The issuer is validated before the signature is verified, so that a forged token cannot cause a request to
     * another issuer.
     *
     * @throws ValidationException if {@code iss} is not the issuer of this server
     */
    void validateIssuer(JsonObject claims, String issuer) {
        String received = text(claims, "iss");
        if (!received.equals(issuer)) {
            throw InvalidIdToken.exception(
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
     * @return a finding if the ID token has further audiences and no {@code azp}
     * @throws ValidationException if a claim is missing or invalid
     */
    List<Finding> validate(JsonObject claims, String clientId) {
        text(claims, "sub");
        List<Finding> findings = validateAudience(claims, clientId);
        times.validate(claims);
        return findings;
    }

    /**
     * Compares the {@code nonce} of the ID token with the expected {@code nonce}, in constant time.
     *
     * @param expected the {@code nonce} of the authorization request; empty if it is unknown
     * @return a finding for a {@code nonce} that cannot be compared: the expected {@code nonce} is unknown, or the
     *     setting {@code nonce} is false and only one of the two values exists
     */
    List<Finding> validateNonce(JsonObject claims, Optional<String> expected) {
        String received = JsonValues.text(claims, "nonce").orElse("");
        if (expected.isEmpty() != received.isEmpty()) {
            return oneNonceMissing(expected.isPresent());
        }
        if (expected.isPresent() && !OpaqueStrings.equalsInConstantTime(expected.get(), received)) {
            String reason = "differs from the nonce of the authorization request";
            throw InvalidIdToken.exception(settings, "nonce " + reason, Message.ID_TOKEN_NONCE, reason);
        }
        return List.of();
    }

    private List<Finding> oneNonceMissing(boolean isExpected) {
        boolean isUsed = settings.identity().nonce();
        String key = settings.key(Setting.NONCE);
        if (isExpected && isUsed) {
            throw InvalidIdToken.exception(settings, "nonce is missing", Message.ID_TOKEN_NONCE_MISSING, key);
        }
        Finding finding;
        if (isExpected) {
            finding = Message.NONCE_MISSING_TOLERATED.finding(key, key);
        } else {
            finding = isUsed ? Message.NONCE_NOT_PASSED.finding() : Message.NONCE_UNEXPECTED.finding(key, key);
        }
        return List.of(finding.withMember(IdTokenValidator.ID_TOKEN));
    }

    /**
     * OpenID Connect Core 1.0 with errata set 2 no longer requires {@code azp}. Therefore, if
     * {@code id-token-audiences} is not set, an ID token with further audiences is valid without {@code azp}.
     */
    private List<Finding> validateAudience(JsonObject claims, String clientId) {
        JsonValue audience = claims.getOrDefault("aud", JsonValue.NULL);
        JsonValue client = JsonValues.text(clientId);
        Set<JsonValue> others = new LinkedHashSet<>(audience instanceof JsonArray array ? array : List.of(audience));
        JsonValue authorizedParty = claims.getOrDefault("azp", JsonValue.NULL);
        if (!others.remove(client)) {
            throw otherClient("aud does not contain this client", audience, authorizedParty, clientId);
        }
        if (authorizedParty != JsonValue.NULL && !authorizedParty.equals(client)) {
            throw otherClient("azp is not this client", audience, authorizedParty, clientId);
        }
        return validateOtherAudiences(others, authorizedParty);
    }

    private List<Finding> validateOtherAudiences(Set<JsonValue> others, JsonValue authorizedParty) {
        String names = LogSanitizer.sanitize(JsonValues.array(others).toString());
        String key = settings.key(Setting.ID_TOKEN_AUDIENCES);
        Set<String> allowed = settings.identity().idTokenAudiences();
        if (allowed.isEmpty()) {
            return others.isEmpty() || authorizedParty != JsonValue.NULL
                    ? List.of()
                    : List.of(Message.ID_TOKEN_NO_AZP.finding(names, key).withMember(IdTokenValidator.ID_TOKEN));
        }
        if (!others.stream()
                .allMatch(other -> other instanceof JsonString text && allowed.contains(text.getString()))) {
            throw InvalidIdToken.exception(
                    settings,
                    "aud has an audience that is not listed",
                    Message.ID_TOKEN_OTHER_AUDIENCE,
                    names,
                    key,
                    key);
        }
        return List.of();
    }

    String text(JsonObject claims, String name) {
        return JsonValues.text(claims, name)
                .orElseThrow(() -> InvalidIdToken.claim(settings, claims, name, "a string"));
    }

    private ValidationException otherClient(
            String reason, JsonValue audience, JsonValue authorizedParty, String clientId) {
        return InvalidIdToken.exception(
                settings,
                reason,
                Message.ID_TOKEN_AUDIENCE,
                LogSanitizer.sanitize(audience.toString()),
                LogSanitizer.sanitize(authorizedParty.toString()),
                LogSanitizer.sanitize(clientId),
                settings.key(Setting.CLIENT_ID));
    }
}
