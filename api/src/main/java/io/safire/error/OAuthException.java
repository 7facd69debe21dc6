package io.safire.error;

import io.safire.diagnosis.Failure;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the authorization server responded with an error. The accessors return an empty result for a value that
 * is missing, blank or of the wrong type.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-5.2">RFC 6749, section 5.2</a>
 * @since 1.0
 */
public abstract class OAuthException extends SmartException {
    private static final long serialVersionUID = 1L;

    /** The HTTP status; 0 if the server reported the error in a redirect. */
    private final int status;

    private final @Nullable String errorCode;
    /** The members of the error. This field is transient because JSON-P objects are not serializable. */
    private final transient @Nullable JsonObject members;

    /**
     * Creates an exception.
     *
     * @param failure the failure that the exception reports
     * @param status the HTTP status; 0 if the server reported the error in a redirect
     * @param members the members of the error response, as received
     */
    protected OAuthException(Failure failure, int status, JsonObject members) {
        this(failure, status, "", members);
    }

    /**
     * Creates an exception for a response whose error code may not be in the member {@code error}.
     *
     * @param failure the failure that the exception reports
     * @param status the HTTP status; 0 if the server reported the error in a redirect
     * @param errorCode the error code; if blank, the exception reads the error code from the member {@code error}
     * @param members the members of the error response, as received
     */
    protected OAuthException(Failure failure, int status, String errorCode, JsonObject members) {
        super(failure);
        this.status = status;
        this.members = members;
        this.errorCode = errorCode.isBlank() ? text(members, "error").orElse(null) : errorCode;
    }

    /** {@return the HTTP status; empty if the server reported the error in a redirect} */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /**
     * Returns the error code. Some servers send a registered error code in a member other than {@code error}, or only
     * in the header {@code WWW-Authenticate}. The client recognizes these error codes too.
     *
     * @return the error code, such as {@code invalid_client}
     */
    public Optional<String> errorCode() {
        return Optional.ofNullable(errorCode);
    }

    /**
     * Returns the server's description of the error.
     *
     * @return {@code error_description}
     */
    public Optional<String> errorDescription() {
        return text(members(), "error_description");
    }

    /**
     * Returns the URI of a page about the error. Some servers send a URN that names the actual cause.
     *
     * @return {@code error_uri}
     */
    public Optional<String> errorUri() {
        return text(members(), "error_uri");
    }

    /**
     * Returns the complete error, including members that no specification defines.
     *
     * @return the error as received; empty if the body was not a JSON object, or if this exception was serialized
     */
    public JsonObject members() {
        return members == null ? JsonValue.EMPTY_JSON_OBJECT : members;
    }

    private static Optional<String> text(JsonObject members, String name) {
        return members.get(name) instanceof JsonString string
                        && !string.getString().isBlank()
                ? Optional.of(string.getString())
                : Optional.empty();
    }
}
