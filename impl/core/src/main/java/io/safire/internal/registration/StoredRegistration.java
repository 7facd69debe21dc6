package io.safire.internal.registration;

import io.safire.diagnosis.Failure;
import io.safire.error.ValidationException;
import io.safire.internal.authentication.ClientIdentity;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import io.safire.internal.text.LogSanitizer;
import io.safire.registration.ClientRegistration;
import io.safire.registration.RegistrationException;
import io.safire.spi.RegistrationStore;
import io.safire.spi.RegistrationStore.VersionedRegistration;
import java.util.Optional;

/**
 * The stored registration for one server. This class converts failures of the registration store into exceptions of the
 * API.
 */
final class StoredRegistration {

    private static final int MAX_ATTEMPTS = 5;
    private static final String VERSION_CONFLICT = "the version changed during each attempt";

    private final ServerSettings settings;
    private final RegistrationStore store;

    StoredRegistration(ServerSettings settings, RegistrationStore store) {
        this.settings = settings;
        this.store = store;
    }

    Optional<VersionedRegistration> find() {
        try {
            return store.find(settings.name());
        } catch (RuntimeException failure) {
            throw ClientIdentity.storeFailure(settings, store, failure);
        }
    }

    VersionedRegistration require() {
        return find().orElseThrow(() -> new ValidationException(
                Message.NOT_REGISTERED.format(settings.name(), settings.key(Setting.CLIENT_ID)),
                "client_id",
                "no registration is stored"));
    }

    /** Stores a new registration, which replaces any other registration. */
    void replace(ClientRegistration registration, long version) {
        save(registration, version, false);
    }

    /** Stores a newer state of a registration, unless another client has been registered in the meantime. */
    void update(ClientRegistration registration, long version) {
        save(registration, version, true);
    }

    /** Removes a registration that the server has deleted, unless another client has been registered in the meantime. */
    void delete(VersionedRegistration stored) {
        ClientRegistration deleted = stored.registration();
        long version = stored.version();
        try {
            for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
                if (store.delete(settings.name(), version)) {
                    return;
                }
                Optional<VersionedRegistration> current = store.find(settings.name());
                if (current.isEmpty() || !isSameClient(deleted, current.get())) {
                    return;
                }
                version = current.get().version();
            }
        } catch (RuntimeException failure) {
            throw storeFailure(Message.REGISTRATION_NOT_REMOVED, deleted, failure);
        }
        throw storeFailure(Message.REGISTRATION_NOT_REMOVED, deleted, new IllegalStateException(VERSION_CONFLICT));
    }

    private void save(ClientRegistration registration, long version, boolean sameClientOnly) {
        long expected = version;
        try {
            for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
                if (store.save(registration, expected)) {
                    return;
                }
                Optional<VersionedRegistration> current = store.find(settings.name());
                boolean isOtherClient = current.isEmpty() || !isSameClient(registration, current.get());
                if (isOtherClient && sameClientOnly) {
                    return;
                }
                expected = current.map(VersionedRegistration::version).orElse(0L);
            }
        } catch (RuntimeException failure) {
            throw storeFailure(Message.REGISTRATION_NOT_SAVED, registration, failure);
        }
        throw storeFailure(Message.REGISTRATION_NOT_SAVED, registration, new IllegalStateException(VERSION_CONFLICT));
    }

    private static boolean isSameClient(ClientRegistration registration, VersionedRegistration stored) {
        return stored.registration().clientId().equals(registration.clientId());
    }

    private RegistrationException storeFailure(
            Message template, ClientRegistration registration, RuntimeException failure) {
        Failure message = template.format(
                settings.name(),
                LogSanitizer.sanitize(registration.clientId()),
                store.getClass().getName());
        return new RegistrationException(message, registration, failure);
    }
}
