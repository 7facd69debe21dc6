package io.safire.error;

import org.jspecify.annotations.Nullable;

/**
 * Something that was handed over or came back does not belong here. Nothing was sent because of it; a check of what the
 * server answered, such as {@code id_token}, comes after the request.
 */
public class ValidationException extends SmartException {
    private static final long serialVersionUID = 1L;

    /** What was looked at. */
    private final String attribute;
    /** What is wrong with it. */
    private final String reason;

    /**
     * Makes the exception.
     *
     * @param server the name of the server, null when it is about none
     * @param message what is wrong and what to do
     * @param attribute what was looked at, such as {@code state}
     * @param reason what is wrong with it
     */
    public ValidationException(@Nullable String server, String message, String attribute, String reason) {
        super(server, message);
        this.attribute = attribute;
        this.reason = reason;
    }

    /**
     * What was looked at.
     *
     * @return such as {@code state}
     */
    public String attribute() {
        return attribute;
    }

    /**
     * What is wrong with it.
     *
     * @return one sentence without the value
     */
    public String reason() {
        return reason;
    }
}
