package io.safire.impl.identity;

import io.safire.error.ValidationException;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.message.Message;

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
        super(message.of(settings.name(), arguments));
        this.server = settings.name();
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    /** Returns the exception for the application. */
    ValidationException exception() {
        ValidationException exception =
                new ValidationException(server, String.valueOf(getMessage()), Identities.MEMBER, reason);
        exception.initCause(this);
        return exception;
    }
}
