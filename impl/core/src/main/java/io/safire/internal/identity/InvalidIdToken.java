package io.safire.internal.identity;

import io.safire.diagnosis.Failure;
import io.safire.error.ValidationException;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.http.AdministratorDetails;
import io.safire.internal.message.Message;

/** A factory of the exceptions for invalid ID tokens. */
final class InvalidIdToken {

    private InvalidIdToken() {}

    /**
     * Returns an exception.
     *
     * @param reason the rule that the ID token violates, without values from the ID token
     */
    static ValidationException exception(ServerSettings settings, String reason, Message message, Object... arguments) {
        Failure failure = AdministratorDetails.ofClient(settings, message.format(settings.name(), arguments));
        return new ValidationException(failure, IdTokenValidator.ID_TOKEN, reason);
    }

    static ValidationException missingClaim(ServerSettings settings, String name) {
        return exception(settings, name + " is missing or has the wrong type", Message.ID_TOKEN_CLAIM, name);
    }
}
