package io.safire.error;

import jakarta.json.JsonObject;

/** The authorization server sent the user back with an error in place of a code. */
public class AuthorizationException extends OAuthException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param server the name of the server
     * @param message what is wrong and what to do
     * @param members the error parameters
     */
    public AuthorizationException(String server, String message, JsonObject members) {
        super(server, message, 0, members);
    }
}
