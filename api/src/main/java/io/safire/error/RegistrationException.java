package io.safire.error;

import io.safire.registration.ClientRegistration;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The registration endpoint refused, its answer is no registration, or a registration could not be kept or forgotten. */
public class RegistrationException extends OAuthException {
    private static final long serialVersionUID = 1L;

    /** The names of what came. */
    private final String[] receivedFields;
    /** What was granted and could not be kept, which JSON-P does not let be serialized. */
    private final transient @Nullable ClientRegistration registration;

    /**
     * Makes the exception of a refusal or an unusable answer.
     *
     * @param server the name of the server
     * @param message what is wrong and what to do
     * @param status the HTTP status
     * @param members the error as it came; empty when the answer was no error, since it may hold secrets then
     * @param receivedFields the names of the members of the answer
     */
    public RegistrationException(
            String server, String message, int status, JsonObject members, List<String> receivedFields) {
        super(server, message, status, members);
        this.receivedFields = receivedFields.toArray(String[]::new);
        this.registration = null;
    }

    /**
     * Makes the exception of a registration that the server granted or deleted, and the store did not keep or forget.
     *
     * @param message what is wrong and what to do
     * @param registration the registration
     * @param cause why the store did not
     */
    public RegistrationException(String message, ClientRegistration registration, Throwable cause) {
        super(registration.server(), message, 0, JsonValue.EMPTY_JSON_OBJECT);
        this.receivedFields = registration.members().keySet().toArray(String[]::new);
        this.registration = registration;
        initCause(cause);
    }

    /**
     * The names of the members of the answer, never their values.
     *
     * @return such as {@code client_id_issued_at}
     */
    public List<String> receivedFields() {
        return List.of(receivedFields);
    }

    /**
     * What the server granted, when only keeping it failed: so that neither it nor a one-time initial access token is
     * lost; or what it deleted, when only forgetting it failed. It is not serialized with the exception.
     *
     * @return the registration; empty when the server refused
     */
    public Optional<ClientRegistration> registration() {
        return Optional.ofNullable(registration);
    }
}
