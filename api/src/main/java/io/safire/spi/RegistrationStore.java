package io.safire.spi;

import static java.util.Objects.requireNonNull;

import io.safire.registration.ClientRegistration;
import java.util.Optional;

/**
 * Keeps what servers have registered, one registration for each server. A CDI bean of this type, such as an
 * {@code @ApplicationScoped} one, takes the place of the built-in store, which forgets everything at the end of the
 * application.
 *
 * <p>A server without the setting {@code client-id} is asked for its registration at each authorization and token request,
 * so {@link #find} is to be quick. What is kept holds secrets: {@link ClientRegistration#toJson()} is to be stored as
 * safely as a password. Whatever a store throws reaches the caller as a {@link io.safire.error.RegistrationException} or
 * {@link io.safire.error.ConfigurationException}.
 */
public interface RegistrationStore {

    /**
     * Looks a registration up.
     *
     * @param server the name of the server
     * @return the registration with its version, or empty
     */
    Optional<Stored> find(String server);

    /**
     * Keeps a registration, unless somebody else was faster. When it returns, the registration must be durable.
     *
     * @param registration the registration, to be kept under its server
     * @param expected the version of what it takes the place of, 0 for a first one
     * @return whether it was kept; false when the version there is another one
     */
    boolean save(ClientRegistration registration, long expected);

    /**
     * Forgets a registration, unless it has changed.
     *
     * @param server the name of the server
     * @param expected the version to forget
     * @return whether it was forgotten; false when the version there is another one
     */
    boolean delete(String server, long expected);

    /**
     * A registration in a store.
     *
     * @param registration the registration
     * @param version 1 or more, higher with each change
     */
    record Stored(ClientRegistration registration, long version) {
        /** Checks that there is a registration with a version. */
        public Stored {
            requireNonNull(registration, "registration");
            if (version < 1) {
                throw new IllegalArgumentException("a version is 1 or more");
            }
        }
    }
}
