package io.safire.impl.registration;

import io.safire.error.RegistrationException;
import io.safire.error.ValidationException;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.credential.ClientIdentity;
import io.safire.impl.message.Message;
import io.safire.impl.transport.Printable;
import io.safire.registration.ClientRegistration;
import io.safire.spi.RegistrationStore;
import io.safire.spi.RegistrationStore.Stored;
import java.util.Optional;

/** The stored registration of one server. Failures of the registration store become typed exceptions. */
final class KeptRegistration {

    private static final int MOST_ATTEMPTS = 5;
    private static final String LOST = "the version changed during each attempt";

    private final ServerSettings settings;
    private final RegistrationStore store;

    KeptRegistration(ServerSettings settings, RegistrationStore store) {
        this.settings = settings;
        this.store = store;
    }

    Optional<Stored> find() {
        try {
            return store.find(settings.name());
        } catch (RuntimeException failure) {
            throw ClientIdentity.unusable(settings, store, failure);
        }
    }

    Stored required() {
        return find().orElseThrow(() -> new ValidationException(
                settings.name(),
                Message.NOT_REGISTERED.of(settings.name(), settings.key(Setting.CLIENT_ID)),
                "client_id",
                "no registration is stored"));
    }

    /** Stores a new registration, and replaces any other registration. */
    void replace(ClientRegistration granted, long version) {
        keep(granted, version, false);
    }

    /** Stores a newer state of a registration, unless another client has been registered in the meantime. */
    void update(ClientRegistration newer, long version) {
        keep(newer, version, true);
    }

    /** Removes a registration that the server has deleted, unless another client has been registered in the meantime. */
    void forget(Stored stored) {
        ClientRegistration deleted = stored.registration();
        long version = stored.version();
        try {
            for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
                if (store.delete(settings.name(), version)) {
                    return;
                }
                Optional<Stored> there = store.find(settings.name());
                if (there.isEmpty() || !isOf(deleted, there.get())) {
                    return;
                }
                version = there.get().version();
            }
        } catch (RuntimeException failure) {
            throw failed(Message.NOT_FORGOTTEN, deleted, failure);
        }
        throw failed(Message.NOT_FORGOTTEN, deleted, new IllegalStateException(LOST));
    }

    private void keep(ClientRegistration registration, long version, boolean sameClientOnly) {
        long expected = version;
        try {
            for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
                if (store.save(registration, expected)) {
                    return;
                }
                Optional<Stored> there = store.find(settings.name());
                boolean other = there.isEmpty() || !isOf(registration, there.get());
                if (other && sameClientOnly) {
                    return;
                }
                expected = there.map(Stored::version).orElse(0L);
            }
        } catch (RuntimeException failure) {
            throw failed(Message.NOT_KEPT, registration, failure);
        }
        throw failed(Message.NOT_KEPT, registration, new IllegalStateException(LOST));
    }

    private static boolean isOf(ClientRegistration registration, Stored stored) {
        return stored.registration().clientId().equals(registration.clientId());
    }

    private RegistrationException failed(Message what, ClientRegistration registration, RuntimeException failure) {
        String message = what.of(
                settings.name(),
                Printable.of(registration.clientId()),
                store.getClass().getName());
        return new RegistrationException(message, registration, failure);
    }
}
