package io.safire.internal.identity;

import io.safire.diagnosis.Failure;
import io.safire.error.ValidationException;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.http.AdministratorDetails;
import io.safire.internal.message.Message;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** A factory of the exceptions for invalid ID tokens. */
final class InvalidIdToken {

    private InvalidIdToken() {}

    /**
     * @param reason the rule that the ID token violates, without values from the ID token
     */
    static ValidationException exception(ServerSettings settings, String reason, Message message, Object... arguments) {
        Failure failure = AdministratorDetails.ofClient(settings, message.format(settings.name(), arguments));
        return new ValidationException(failure, IdTokenValidator.ID_TOKEN, reason);
    }

    /**
     * Describes a claim that is missing or has the wrong type.
     *
     * @param expected the type that the claim must have
     */
    static ValidationException claim(ServerSettings settings, JsonObject claims, String name, String expected) {
        String reason = name + " is " + describe(claims.get(name)) + ", but must be " + expected;
        return exception(settings, reason, Message.ID_TOKEN_CLAIM, reason);
    }

    /** Returns only the type of the value, because the value can identify the user. */
    private static String describe(@Nullable JsonValue value) {
        if (value == null) {
            return "missing";
        }
        return switch (value.getValueType()) {
            case STRING -> ((JsonString) value).getString().isBlank() ? "blank" : "a string";
            case NUMBER -> "a number";
            case TRUE, FALSE -> "a boolean";
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            case NULL -> "null";
        };
    }
}
