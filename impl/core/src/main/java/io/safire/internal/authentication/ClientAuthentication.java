package io.safire.internal.authentication;

import io.safire.authentication.Credential;
import io.safire.diagnosis.Finding;
import io.safire.internal.config.ClientAuthenticationMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The authentication of the client in one request. The authentication parameters are created anew for each attempt. The
 * callbacks {@link #onAccepted} and {@link #onRejected} record whether the server accepted the client.
 */
public class ClientAuthentication implements Supplier<AuthenticationParameters> {

    private final ClientAuthenticationMethod method;
    private final String kid;
    private final Optional<Credential> override;
    private final Supplier<AuthenticationParameters> parameters;

    /**
     * Creates an authentication without an alternative.
     *
     * @param kid the {@code kid} of the client assertion; empty if the client authenticates with another method
     * @param override the credential that the caller passed for this request; empty if the configured credential is
     *     used
     */
    ClientAuthentication(
            ClientAuthenticationMethod method,
            String kid,
            Optional<Credential> override,
            Supplier<AuthenticationParameters> parameters) {
        this.method = method;
        this.kid = kid;
        this.override = override;
        this.parameters = parameters;
    }

    /** Returns the authorization of a request with a bearer token, in which the client does not authenticate. */
    public static ClientAuthentication ofBearer(String token) {
        AuthenticationParameters bearer = new AuthenticationParameters("Bearer " + token, Map.of(), List.of(token));
        return new ClientAuthentication(ClientAuthenticationMethod.NONE, "", Optional.empty(), () -> bearer);
    }

    public ClientAuthenticationMethod method() {
        return method;
    }

    /**
     * Returns the {@code kid} of the client assertion. The result is an empty string if the client authenticates with
     * another method.
     */
    public String kid() {
        return kid;
    }

    /**
     * Returns the credential that the caller passed for this request. The result is empty if the configured credential
     * is used.
     */
    public Optional<Credential> override() {
        return override;
    }

    @Override
    public AuthenticationParameters get() {
        return parameters.get();
    }

    /** Records that the server accepted the client and responded with success. */
    public void onAccepted() {}

    /**
     * Records that the server rejected the client.
     *
     * @return the authentication to repeat the request with; empty if there is no other credential, or if the request
     *     must not be repeated
     */
    public Optional<ClientAuthentication> onRejected() {
        return Optional.empty();
    }

    /**
     * Returns whether the currently configured credential is used. Only the rejection of the current credential is
     * reported to the caller.
     */
    public boolean usesCurrentCredential() {
        return true;
    }

    /** Returns an additional hint for the error message if the server rejects the client. */
    public Optional<Finding> hint() {
        return Optional.empty();
    }
}
