package io.safire.error;

import io.safire.diagnosis.Failure;
import jakarta.json.JsonObject;

/**
 * Thrown when the authorization response contains an error instead of a code (RFC 6749, section 4.1.2.1).
 *
 * @since 1.0
 */
public class AuthorizationException extends OAuthException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param failure the failure that the exception reports
     * @param members the parameters of the authorization response
     */
    public AuthorizationException(Failure failure, JsonObject members) {
        super(failure, 0, members);
    }

    @Override
    protected AuthorizationException copy(Failure failure) {
        return new AuthorizationException(failure, members());
    }
}
