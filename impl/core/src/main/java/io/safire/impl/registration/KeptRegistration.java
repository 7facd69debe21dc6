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

/** The registration of one server in the store, whose failures become typed errors. */
final class KeptRegistration {

    private static final int MOST_ATTEMPTS = 5;

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
                "no registration is kept"));
    }

    /** Keeps a new registration in place of whatever is there. */
    void replace(ClientRegistration granted, long version) {
        keep(granted, version, false);
    }

    /** Keeps a newer state of a registration; where another client was registered meanwhile, that one stays. */
    void update(ClientRegistration newer, long version) {
        keep(newer, version, true);
    }

    void forget(Stored stored) {
        try {
            Optional<Stored> current = Optional.of(stored);
            for (int attempt = 0; attempt < MOST_ATTEMPTS && current.isPresent(); attempt++) {
                boolean same = current.get()
                        .registration()
                        .clientId()
                        .equals(stored.registration().clientId());
                if (!same || store.delete(settings.name(), current.get().version())) {
                    return;
                }
                current = store.find(settings.name());
            }
        } catch (RuntimeException failure) {
            throw ClientIdentity.unusable(settings, store, failure);
        }
    }

    private void keep(ClientRegistration registration, long version, boolean sameClientOnly) {
        long expected = version;
        try {
            for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
                if (store.save(registration, expected)) {
                    return;
                }
                Optional<Stored> there = store.find(settings.name());
                boolean other = there.isEmpty()
                        || !there.get().registration().clientId().equals(registration.clientId());
                if (other && sameClientOnly) {
                    return;
                }
                expected = there.map(Stored::version).orElse(0L);
            }
        } catch (RuntimeException failure) {
            throw notKept(registration, failure);
        }
        throw notKept(registration, new IllegalStateException("the version changed at each attempt"));
    }

    private RegistrationException notKept(ClientRegistration registration, RuntimeException failure) {
        String message = Message.NOT_KEPT.of(
                settings.name(),
                Printable.of(registration.clientId()),
                store.getClass().getName());
        return new RegistrationException(message, registration, failure);
    }
}
