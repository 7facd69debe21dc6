package io.safire.registration;

import io.safire.diagnosis.Failure;
import io.safire.error.OAuthException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the registration endpoint rejected a request, when its response is unusable, or when the store failed to
 * save or delete a registration.
 *
 * @since 1.0
 */
public class RegistrationException extends OAuthException {
    private static final long serialVersionUID = 1L;

    private final String[] receivedFields;
    /**
     * The registration that was not saved or deleted. This field is transient because JSON-P objects are not
     * serializable.
     */
    private final transient @Nullable ClientRegistration registration;

    /**
     * Creates an exception for a rejected request or an unusable response.
     *
     * @param failure the failure that the exception reports
     * @param status the HTTP status
     * @param members the members of the error response, as received; empty if the response is not an error, because a successful
     *     response may contain secrets
     * @param receivedFields the names of the members of the response
     */
    public RegistrationException(Failure failure, int status, JsonObject members, List<String> receivedFields) {
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
    public RegistrationException(
            Failure failure, int status, String errorCode, JsonObject members, List<String> receivedFields) {
        this(failure, status, errorCode, members, receivedFields, null);
    }

    private RegistrationException(
            Failure failure,
            int status,
            String errorCode,
            JsonObject members,
            List<String> receivedFields,
            @Nullable ClientRegistration registration) {
        super(failure, status, errorCode, members);
        this.receivedFields = receivedFields.toArray(String[]::new);
        this.registration = registration;
    }

    /**
     * Creates an exception for a store that failed. The server has already granted or deleted the registration.
     *
     * @param failure the failure that the exception reports
     * @param registration the registration
     * @param cause the exception of the store
     */
    public RegistrationException(Failure failure, ClientRegistration registration, Throwable cause) {
        this(
                failure,
                0,
                "",
                JsonValue.EMPTY_JSON_OBJECT,
                List.copyOf(registration.members().keySet()),
                registration);
        initCause(cause);
    }

    /** {@return the names of the members of the response, without their values, such as {@code client_id_issued_at}} */
    public List<String> receivedFields() {
        return List.of(receivedFields);
    }

    /**
     * Returns the registration that the store failed to save or to delete. The application can save a granted
     * registration elsewhere. Otherwise, the application would have to register again, which requires a new initial
     * access token at many servers.
     *
     * @return the registration; empty if the server rejected the request, or if this exception was serialized
     */
    public Optional<ClientRegistration> registration() {
        return Optional.ofNullable(registration);
    }

    @Override
    protected RegistrationException copy(Failure failure) {
        return new RegistrationException(
                failure, status().orElse(0), errorCode().orElse(""), members(), receivedFields(), registration);
    }
}
