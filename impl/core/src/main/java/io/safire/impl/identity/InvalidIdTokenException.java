package io.safire.impl.identity;

import io.safire.error.ValidationException;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.message.Message;

/** An ID token breaks a rule. */
final class InvalidIdTokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String server;
    private final String reason;

    /**
     * Makes the exception.
     *
     * @param reason the rule, without a value
     */
    InvalidIdTokenException(ServerSettings settings, String reason, Message message, Object... arguments) {
        super(message.of(settings.name(), arguments));
        this.server = settings.name();
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    /** The same as the application sees it. */
    ValidationException exception() {
        ValidationException exception =
                new ValidationException(server, String.valueOf(getMessage()), Identities.MEMBER, reason);
        exception.initCause(this);
        return exception;
    }
}
