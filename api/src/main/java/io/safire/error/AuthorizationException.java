package io.safire.error;

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
     * @param server the name of the server
     * @param message the failure and the action to take
     * @param members the parameters of the authorization response
     */
    public AuthorizationException(String server, String message, JsonObject members) {
        super(server, message, 0, members);
    }
}
