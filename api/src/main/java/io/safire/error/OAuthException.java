package io.safire.error;

import io.safire.diagnosis.Failure;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the authorization server responded with an error. The accessors return an empty result for a member that
 * is missing, blank or of the wrong type.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-5.2">RFC 6749, section 5.2</a>
 * @since 1.0
 */
public abstract class OAuthException extends SmartException {
    private static final long serialVersionUID = 1L;

    /** The HTTP status; 0 if the server reported the error in a redirect. */
    private final int status;
    /** The members of the error. This field is transient because JSON-P objects are not serializable. */
    private final transient @Nullable JsonObject members;

    /**
     * Creates an exception.
     *
     * @param failure the failure that the exception reports
     * @param status the HTTP status; 0 if the server reported the error in a redirect
     * @param members the members of the error, as received
     */
    protected OAuthException(Failure failure, int status, JsonObject members) {
        super(failure);
        this.status = status;
        this.members = members;
    }

    /** {@return the HTTP status; empty if the server reported the error in a redirect} */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /**
     * Returns the error code.
     *
     * @return {@code error}, such as {@code invalid_client}
     */
    public Optional<String> errorCode() {
        return text("error");
    }

    /**
     * Returns the server's description of the error.
     *
     * @return {@code error_description}
     */
    public Optional<String> errorDescription() {
        return text("error_description");
    }

    /**
     * Returns the URI of a page about the error. Some servers send a URN that names the actual cause.
     *
     * @return {@code error_uri}
     */
    public Optional<String> errorUri() {
        return text("error_uri");
    }

    /**
     * Returns the complete error, including members that no specification defines.
     *
     * @return the error as received; empty if the body was not a JSON object, or if this exception was serialized
     */
    public JsonObject members() {
        return members == null ? JsonValue.EMPTY_JSON_OBJECT : members;
    }

    private Optional<String> text(String name) {
        return members().get(name) instanceof JsonString string
                        && !string.getString().isBlank()
                ? Optional.of(string.getString())
                : Optional.empty();
    }
}
