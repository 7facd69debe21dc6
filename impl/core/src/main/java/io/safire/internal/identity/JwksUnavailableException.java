package io.safire.internal.identity;

import io.safire.diagnosis.Finding;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thrown if the JWKS of an issuer cannot be loaded. The message names the URL and the reason. */
final class JwksUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final @Nullable Finding cause;

    JwksUnavailableException(String reason) {
        this(reason, null);
    }

    /**
     * @param cause the cause with the action to take; null if the JWKS at this URL is unusable
     */
    JwksUnavailableException(String reason, @Nullable Finding cause) {
        super(reason);
        this.cause = cause;
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    Optional<Finding> cause() {
        return Optional.ofNullable(cause);
    }
}
