package io.safire.error;

import io.safire.diagnosis.Failure;

/**
 * Thrown when an argument, an incoming request or a response fails validation. If the exception concerns a response of
 * the server (for example, the attribute {@code id_token}), the request was sent. Otherwise, nothing was sent.
 *
 * @since 1.0
 */
public class ValidationException extends SmartException {
    private static final long serialVersionUID = 1L;

    private final String attribute;
    private final String reason;

    /**
     * Creates an exception.
     *
     * @param failure the failure that the exception reports
     * @param attribute the invalid attribute, such as {@code state}
     * @param reason the reason why the attribute is invalid
     */
    public ValidationException(Failure failure, String attribute, String reason) {
        super(failure);
        this.attribute = attribute;
        this.reason = reason;
    }

    /** {@return the invalid attribute, such as {@code state}} */
    public String attribute() {
        return attribute;
    }

    /**
     * Returns the reason why the attribute is invalid.
     *
     * @return the reason without the value, such as {@code is missing}
     */
    public String reason() {
        return reason;
    }

    @Override
    protected ValidationException copy(Failure failure) {
        return new ValidationException(failure, attribute, reason);
    }
}
