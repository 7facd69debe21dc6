package io.safire.internal.identity;

import io.safire.error.ValidationException;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.message.Message;

/** Thrown if an ID token is invalid. */
final class InvalidIdTokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String server;
    private final String reason;

    /**
     * Creates the exception.
     *
     * @param reason the violated rule, without values from the ID token
     */
    InvalidIdTokenException(ServerSettings settings, String reason, Message message, Object... arguments) {
        super(message.format(settings.name(), arguments));
        this.server = settings.name();
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    /** Returns the exception for the application. */
    ValidationException toValidationException() {
        ValidationException exception =
                new ValidationException(server, String.valueOf(getMessage()), IdTokenValidator.ID_TOKEN, reason);
        exception.initCause(this);
        return exception;
    }
}
