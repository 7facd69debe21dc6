package io.safire.impl.credential;

import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Offenders;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.message.Message;
import io.safire.registration.ClientRegistration;
import io.safire.spi.RegistrationStore;
import io.safire.spi.RegistrationStore.Stored;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who the client is: as configured, else as it registered itself. Looked up at each request, as secrets are. */
public final class ClientIdentity {

    /**
     * Identifier and secrets that belong together.
     *
     * @param clientId null when it is neither configured nor registered
     * @param previousSecret the one before, empty where there is none or the secret came with a registration
     */
    public record Current(@Nullable String clientId, Optional<String> clientSecret, Optional<String> previousSecret) {
        @Override
        public String toString() {
            return "Current[clientId=" + clientId + "]";
        }
    }

    private final ServerSettings settings;
    private final RegistrationStore store;

    public ClientIdentity(ServerSettings settings, RegistrationStore store) {
        this.settings = settings;
        this.store = store;
    }

    /**
     * The identity at this moment.
     *
     * @throws ConfigurationException if it is registered and the store does not answer
     */
    public Current current() {
        Optional<ClientRegistration> registered =
                settings.client().clientId() == null ? registered() : Optional.empty();
        Optional<String> secret = registered.flatMap(ClientRegistration::clientSecret);
        return new Current(
                registered
                        .map(ClientRegistration::clientId)
                        .orElse(settings.client().clientId()),
                secret.or(() -> settings.secrets().clientSecret()),
                secret.isPresent() ? Optional.empty() : settings.secrets().previousClientSecret());
    }

    /** The identifier at this moment, null for none. */
    public @Nullable String clientId() {
        String configured = settings.client().clientId();
        return configured != null ? configured : current().clientId();
    }

    private Optional<ClientRegistration> registered() {
        try {
            return store.find(settings.name()).map(Stored::registration);
        } catch (RuntimeException failure) {
            throw unusable(settings, store, failure);
        }
    }

    /** The exception for a store that throws. */
    public static ConfigurationException unusable(
            ServerSettings settings, RegistrationStore store, RuntimeException failure) {
        ConfigurationException exception = new ConfigurationException(
                settings.name(),
                Message.STORE_UNUSABLE.of(settings.name(), store.getClass().getName(), settings.key(Setting.CLIENT_ID)),
                Offenders.missing(List.of(Setting.CLIENT_ID.attribute())));
        exception.initCause(failure);
        return exception;
    }
}
