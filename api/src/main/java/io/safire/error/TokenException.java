package io.safire.error;

import io.safire.diagnosis.Failure;
import jakarta.json.JsonObject;
import java.util.List;

/**
 * Thrown when the token, introspection or revocation endpoint rejected a request or its response is unusable.
 *
 * @since 1.0
 */
public class TokenException extends OAuthException {
    private static final long serialVersionUID = 1L;

    private final String[] receivedFields;

    /**
     * Creates an exception.
     *
     * @param failure the failure that the exception reports
     * @param status the HTTP status
     * @param members the members of the error response, as received; empty if the response is not an error, because a successful
     *     response may contain tokens
     * @param receivedFields the names of the members of the response
     */
    public TokenException(Failure failure, int status, JsonObject members, List<String> receivedFields) {
        this(failure, status, "", members, receivedFields);
    }

    /**
     * Creates an exception for an error response whose error code may not be in the member {@code error}.
     *
     * @param failure the failure that the exception reports
     * @param status the HTTP status
     * @param errorCode the error code; if blank, the exception reads the error code from the member {@code error}
     * @param members the members of the error response, as received
     * @param receivedFields the names of the members of the response
     */
    public TokenException(
            Failure failure, int status, String errorCode, JsonObject members, List<String> receivedFields) {
        super(failure, status, errorCode, members);
        this.receivedFields = receivedFields.toArray(String[]::new);
    }

    /**
     * {@return the names of the members of the response, without their values, such as {@code token_type} and
     * {@code expires_in}}
     */
    public List<String> receivedFields() {
        return List.of(receivedFields);
    }

    @Override
    protected TokenException copy(Failure failure) {
        return new TokenException(failure, status().orElse(0), errorCode().orElse(""), members(), receivedFields());
    }
}
