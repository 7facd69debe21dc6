package io.safire.impl.credential;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * The authentication of the client in one token request. It is created anew for each attempt. Two callbacks record whether the
 * server accepted it.
 */
public interface ClientProof extends Supplier<Authentication> {

    /** Records that the server accepted the client and responded with success. */
    default void accepted() {}

    /**
     * Records that the server rejected the client.
     *
     * @return the authentication to repeat the request with; empty if no other credential exists or the request must not be
     *     repeated
     */
    default Optional<ClientProof> refused() {
        return Optional.empty();
    }

    /** Returns whether the currently configured credential is used. Only its rejection is reported to the caller. */
    default boolean current() {
        return true;
    }

    /** Returns an additional hint for the error message of a rejection, or an empty text. */
    default String remark() {
        return "";
    }
}
