package io.safire.error;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The authorization server answered with an error. A member of it that is missing, blank or of a wrong type reads as empty.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-5.2">RFC 6749, section 5.2</a>
 */
public abstract class OAuthException extends SmartException {
    private static final long serialVersionUID = 1L;

    /** The HTTP status, 0 for an answer by redirect. */
    private final int status;
    /** The members of the error, which JSON-P does not let be serialized. */
    private final transient @Nullable JsonObject members;

    /**
     * For the leaves.
     *
     * @param server the name of the server
     * @param message what is wrong and what to do
     * @param status the HTTP status, 0 for an answer by redirect
     * @param members the error as it came
     */
    protected OAuthException(String server, String message, int status, JsonObject members) {
        super(server, message);
        this.status = status;
        this.members = members;
    }

    /**
     * The HTTP status.
     *
     * @return the status; empty for an answer by redirect
     */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /**
     * The error code.
     *
     * @return {@code error}, such as {@code invalid_client}
     */
    public Optional<String> errorCode() {
        return text("error");
    }

    /**
     * The server's own words.
     *
     * @return {@code error_description}
     */
    public Optional<String> errorDescription() {
        return text("error_description");
    }

    /**
     * Where the server says more; some put a URN here that is their only useful word.
     *
     * @return {@code error_uri}
     */
    public Optional<String> errorUri() {
        return text("error_uri");
    }

    /**
     * The whole error with the members that no specification names.
     *
     * @return the error as it came, empty when its body was no JSON object
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
