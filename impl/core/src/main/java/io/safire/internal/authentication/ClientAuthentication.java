package io.safire.internal.authentication;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * The authentication of the client in one token request. It is created anew for each attempt. Two callbacks record whether the
 * server accepted it.
 */
public interface ClientAuthentication extends Supplier<AuthenticationParameters> {

    /** Records that the server accepted the client and responded with success. */
    default void onAccepted() {}

    /**
     * Records that the server rejected the client.
     *
     * @return the authentication to repeat the request with; empty if no other credential exists or the request must not be
     *     repeated
     */
    default Optional<ClientAuthentication> onRejected() {
        return Optional.empty();
    }

    /** Returns whether the currently configured credential is used. Only its rejection is reported to the caller. */
    default boolean usesCurrentCredential() {
        return true;
    }

    /** Returns an additional hint for the error message of a rejection, or an empty text. */
    default String hint() {
        return "";
    }
}
