package io.safire.internal.identity;

import io.safire.diagnosis.Failure;
import io.safire.error.ValidationException;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.message.Message;

/** Thrown if an ID token is invalid. */
final class InvalidIdTokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Failure failure;
    private final String reason;

    /**
     * Creates the exception.
     *
     * @param reason the rule that the ID token violates, without values from the ID token
     */
    InvalidIdTokenException(ServerSettings settings, String reason, Message message, Object... arguments) {
        this(message.format(settings.name(), arguments), reason);
    }

    private InvalidIdTokenException(Failure failure, String reason) {
        super(failure.message());
        this.failure = failure;
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    /** Returns the exception for the application. */
    ValidationException toValidationException() {
        ValidationException exception = new ValidationException(failure, IdTokenValidator.ID_TOKEN, reason);
        exception.initCause(this);
        return exception;
    }
}
