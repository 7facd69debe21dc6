package io.safire.internal.authentication;

import io.safire.diagnosis.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The authentication of the client in one request. Each attempt has new authentication parameters. The callbacks
 * {@link #onAccepted} and {@link #onRejected} record whether the server accepted the client.
 */
public class ClientAuthentication implements Supplier<AuthenticationParameters> {

    private final SentCredential sent;
    private final Supplier<AuthenticationParameters> parameters;

    /**
     * Creates a client authentication with a single credential, so that a rejected request is not repeated with another
     * credential.
     */
    ClientAuthentication(SentCredential sent, Supplier<AuthenticationParameters> parameters) {
        this.sent = sent;
        this.parameters = parameters;
    }

    /** Creates an authorization with a bearer token, in which the client does not authenticate. */
    public static ClientAuthentication ofBearer(String token) {
        AuthenticationParameters bearer = new AuthenticationParameters("Bearer " + token, Map.of(), List.of(token));
        return new ClientAuthentication(SentCredential.none("", ""), () -> bearer);
    }

    /** Returns the credential of the request, for error messages. */
    public SentCredential sent() {
        return sent;
    }

    @Override
    public AuthenticationParameters get() {
        return parameters.get();
    }

    /** Records that the server accepted the client. */
    public void onAccepted() {}

    /**
     * Records that the server rejected the client.
     *
     * @return the authentication with which to repeat the request; empty if there is no other credential, or if the
     *     request must not be repeated
     */
    public Optional<ClientAuthentication> onRejected() {
        return Optional.empty();
    }

    /**
     * Returns true if the request contains the currently configured credential. Only the rejection of the current
     * credential is reported to the caller.
     */
    public boolean usesCurrentCredential() {
        return true;
    }

    /** Returns an additional hint for the error message if the server rejects the client. */
    public Optional<Finding> hint() {
        return Optional.empty();
    }
}
