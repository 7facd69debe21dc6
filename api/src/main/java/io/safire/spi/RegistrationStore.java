package io.safire.spi;

import static java.util.Objects.requireNonNull;

import io.safire.registration.ClientRegistration;
import java.util.Optional;

/**
 * A store of client registrations, one for each server. A CDI bean of this type replaces the built-in store, which
 * holds the registrations in memory and loses them when the application stops.
 *
 * <p>{@link #find} must be fast: if the setting {@code client-id} of a server is missing, the library calls this method
 * at each authorization request and token request. Registrations contain secrets, so store
 * {@link ClientRegistration#toJson()} as safely as a password. Callers receive any exception of a store as a
 * {@link io.safire.registration.RegistrationException} or {@link io.safire.error.ConfigurationException}.
 *
 * @since 1.0
 */
public interface RegistrationStore {

    /**
     * Finds the registration for a server.
     *
     * @param server the name of the server
     * @return the registration with its version; empty if the store has no registration for the server
     */
    Optional<VersionedRegistration> find(String server);

    /**
     * Saves a registration if the store has the expected version. This operation is atomic. The registration must be
     * durable when this method returns.
     *
     * @param registration the registration, to be stored under the name of its server
     * @param expectedVersion the version to replace; 0 if the store must not have a registration for the server
     * @return true if the registration was saved; false if the store has another version
     */
    boolean save(ClientRegistration registration, long expectedVersion);

    /**
     * Deletes a registration if the store has the expected version. This operation is atomic.
     *
     * @param server the name of the server
     * @param expectedVersion the version to delete
     * @return true if the registration was deleted; false if the store has another version
     */
    boolean delete(String server, long expectedVersion);

    /**
     * A stored registration with its version.
     *
     * @param registration the registration
     * @param version the version, which is 1 or more and increases with each change
     */
    record VersionedRegistration(ClientRegistration registration, long version) {
        /**
         * Creates a stored registration.
         *
         * @throws IllegalArgumentException if the version is less than 1
         */
        public VersionedRegistration {
            requireNonNull(registration, "registration");
            if (version < 1) {
                throw new IllegalArgumentException("version must be 1 or more");
            }
        }
    }
}
