package io.safire.error;

import jakarta.json.JsonObject;
import java.util.List;

/**
 * The token endpoint refused, or its answer has no usable token; or the introspection or revocation endpoint refused, or
 * its answer says nothing that can be used.
 */
public class TokenException extends OAuthException {
    private static final long serialVersionUID = 1L;

    /** The names of what came. */
    private final String[] receivedFields;

    /**
     * Makes the exception.
     *
     * @param server the name of the server
     * @param message what is wrong and what to do
     * @param status the HTTP status
     * @param members the error as it came; empty when the answer was no error, since it may hold tokens then
     * @param receivedFields the names of the members of the answer
     */
    public TokenException(String server, String message, int status, JsonObject members, List<String> receivedFields) {
        super(server, message, status, members);
        this.receivedFields = receivedFields.toArray(String[]::new);
    }

    /**
     * The names of the members of the answer, never their values.
     *
     * @return such as {@code token_type}, {@code expires_in}
     */
    public List<String> receivedFields() {
        return List.of(receivedFields);
    }
}
