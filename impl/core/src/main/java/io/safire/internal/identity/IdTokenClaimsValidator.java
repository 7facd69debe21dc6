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
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;

/**
 * Validator of the claims of an ID token. Only {@code iss} is validated before the signature is verified.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation">OpenID Connect Core 1.0, 3.1.3.7 and
 *     12.2</a>
 */
record IdTokenClaimsValidator(ServerSettings settings, IdTokenTimesValidator times) {

    /**
     * Validates {@code iss}. The issuer is validated before the signature is verified, so that a forged token cannot
     * cause a request to another issuer.
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
     * @throws ValidationException if a claim is missing or invalid
     */
    void validate(JsonObject claims, String clientId) {
        text(claims, "sub");
        validateAudience(claims, clientId);
        times.validate(claims);
    }

    /**
     * Compares {@code nonce} with the authorization request, in constant time.
     *
     * @param expected the {@code nonce} of the authorization request; empty if it is unknown
     * @return a finding if the ID token has a {@code nonce}, but the expected {@code nonce} is unknown
     */
    List<Finding> validateNonce(JsonObject claims, Optional<String> expected) {
        String received = JsonValues.text(claims, "nonce").orElse("");
        if (expected.isEmpty()) {
            return received.isEmpty()
                    ? List.of()
                    : List.of(Message.NONCE_NOT_PASSED.finding().withMember(IdTokenValidator.ID_TOKEN));
        }
        if (!OpaqueStrings.equalsInConstantTime(expected.get(), received)) {
            String reason = received.isEmpty() ? "is missing" : "differs from the nonce of the authorization request";
            throw InvalidIdToken.exception(settings, "nonce " + reason, Message.ID_TOKEN_NONCE, reason);
        }
        return List.of();
    }

    private void validateAudience(JsonObject claims, String clientId) {
        JsonValue audience = claims.getOrDefault("aud", JsonValue.NULL);
        JsonValue client = JsonValues.text(clientId);
        List<JsonValue> audiences = audience instanceof JsonArray array ? array : List.of(audience);
        JsonValue authorizedParty = claims.getOrDefault("azp", JsonValue.NULL);
        if (!audiences.contains(client)) {
            throw otherClient("aud does not contain this client", audience, authorizedParty, clientId);
        }
        boolean needsAuthorizedParty = authorizedParty != JsonValue.NULL || audiences.size() > 1;
        if (needsAuthorizedParty && !authorizedParty.equals(client)) {
            throw otherClient("azp is not this client", audience, authorizedParty, clientId);
        }
    }

    /** Returns a claim that must be a string. */
    String text(JsonObject claims, String name) {
        return JsonValues.text(claims, name).orElseThrow(() -> InvalidIdToken.missingClaim(settings, name));
    }

    private ValidationException otherClient(
            String reason, JsonValue audience, JsonValue authorizedParty, String clientId) {
        return InvalidIdToken.exception(
                settings,
                reason,
                Message.ID_TOKEN_AUDIENCE,
                LogSanitizer.sanitize(audience.toString()),
                LogSanitizer.sanitize(authorizedParty.toString()),
                clientId,
                settings.key(Setting.CLIENT_ID));
    }
}
