package io.safire.internal.registration;

import io.safire.diagnosis.Failure;
import io.safire.error.ValidationException;
import io.safire.internal.authentication.ClientIdentity;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import io.safire.internal.text.BeanClass;
import io.safire.internal.text.LogSanitizer;
import io.safire.registration.ClientMetadata;
import io.safire.registration.ClientRegistration;
import io.safire.registration.RegistrationException;
import io.safire.spi.RegistrationStore;
import io.safire.spi.RegistrationStore.VersionedRegistration;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.Optional;
import java.util.function.LongPredicate;

/** The stored registration for one server. Failures of the registration store become exceptions of the API. */
record StoredRegistration(ServerSettings settings, RegistrationStore store) {

    private static final int MAX_ATTEMPTS = 5;

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

    /** The registration trusts the configured origin of the client configuration endpoint. */
    ClientRegistration create(URI endpoint, ClientMetadata requested, JsonObject members, JsonObject carriedOver) {
        URI trusted = settings.registration().clientOrigin();
        ClientRegistration registration =
                ClientRegistration.of(settings.name(), endpoint, requested, members, carriedOver);
        return trusted == null ? registration : registration.withTrustedOrigin(trusted);
    }

    /** Replaces any other registration. */
    void replace(ClientRegistration registration, long version) {
        write(
                Message.REGISTRATION_NOT_SAVED,
                registration,
                version,
                false,
                expected -> store.save(registration, expected));
    }

    /** Does nothing if another client has been registered in the meantime. */
    void update(ClientRegistration registration, long version) {
        write(
                Message.REGISTRATION_NOT_SAVED,
                registration,
                version,
                true,
                expected -> store.save(registration, expected));
    }

    /** Does nothing if another client has been registered in the meantime. */
    void delete(VersionedRegistration stored) {
        write(
                Message.REGISTRATION_NOT_REMOVED,
                stored.registration(),
                stored.version(),
                true,
                expected -> store.delete(settings.name(), expected));
    }

    /** Tries again with the new version if the version has changed in the meantime. */
    private void write(
            Message failed,
            ClientRegistration registration,
            long version,
            boolean sameClientOnly,
            LongPredicate attempt) {
        long expected = version;
        try {
            for (int count = 0; count < MAX_ATTEMPTS; count++) {
                if (attempt.test(expected)) {
                    return;
                }
                Optional<VersionedRegistration> current = store.find(settings.name());
                if (sameClientOnly
                        && current.filter(other -> isSameClient(registration, other))
                                .isEmpty()) {
                    return;
                }
                expected = current.map(VersionedRegistration::version).orElse(0L);
            }
        } catch (RuntimeException failure) {
            throw storeFailure(failed, registration, failure);
        }
        throw storeFailure(failed, registration, new IllegalStateException("the version changed during each attempt"));
    }

    private static boolean isSameClient(ClientRegistration registration, VersionedRegistration stored) {
        return stored.registration().clientId().equals(registration.clientId());
    }

    private RegistrationException storeFailure(
            Message template, ClientRegistration registration, RuntimeException failure) {
        Failure message = template.format(
                settings.name(), LogSanitizer.sanitize(registration.clientId()), BeanClass.nameOf(store));
        return new RegistrationException(message, registration, failure);
    }
}
