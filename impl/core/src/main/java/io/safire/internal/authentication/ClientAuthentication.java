package io.safire.internal.authentication;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * The authentication of the client in one request. The authentication parameters are created anew for each attempt. Two
 * callbacks record whether the server accepted them.
 */
public interface ClientAuthentication extends Supplier<AuthenticationParameters> {

    /** Returns the authentication with the only credential of the client. */
    static ClientAuthentication of(SentCredential credential, Supplier<AuthenticationParameters> parameters) {
        return new SingleCredential(credential, parameters);
    }

    /** Returns the credential that is sent. */
    SentCredential credential();

    /** Records that the server accepted the client and responded with success. */
    default void onAccepted() {}

    /**
     * Records that the server rejected the client.
     *
     * @return the authentication to repeat the request with; empty if there is no other credential, or if the request
     *     must not be repeated
     */
    default Optional<ClientAuthentication> onRejected() {
        return Optional.empty();
    }

    /**
     * Returns whether the currently configured credential is used. Only the rejection of that credential is reported to
     * the caller.
     */
    default boolean usesCurrentCredential() {
        return true;
    }

    /** Returns an additional hint for the error message if the server rejects the client, or an empty string. */
    default String hint() {
        return "";
    }

    /** An authentication that has no alternative. */
    record SingleCredential(SentCredential credential, Supplier<AuthenticationParameters> parameters)
            implements ClientAuthentication {
        @Override
        public AuthenticationParameters get() {
            return parameters.get();
        }
    }
}
