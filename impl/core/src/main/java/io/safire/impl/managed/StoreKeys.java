package io.safire.impl.managed;

import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Offenders;
import io.safire.impl.config.Problems;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.message.Message;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The encryption keys of a store, read from the configuration at each call. The built-in stores fall back to a random key. */
public final class StoreKeys {

    private final ServerSettings settings;
    private final @Nullable Class<?> store;
    private final StoreKey ownKey;

    /**
     * Creates the keys of one server.
     *
     * @param store the class of the application's store, which requires a configured key; null for a built-in store
     * @param ownKey the random key of this process
     */
    public StoreKeys(ServerSettings settings, @Nullable Class<?> store, StoreKey ownKey) {
        this.settings = settings;
        this.store = store;
        this.ownKey = ownKey;
    }

    /**
     * Returns the key that encrypts.
     *
     * @throws ConfigurationException if the key is malformed, or is missing for a store of the application
     */
    public StoreKey current() {
        Optional<String> configured = settings.secrets().storeKey();
        if (configured.isPresent()) {
            return parsed(Setting.STORE_KEY, configured.get());
        }
        if (store == null) {
            return ownKey;
        }
        throw new ConfigurationException(
                settings.name(),
                Message.NO_STORE_KEY.of(settings.name(), store.getName(), settings.key(Setting.STORE_KEY)),
                Offenders.missing(List.of(Setting.STORE_KEY.attribute())));
    }

    /** Returns the keys that decrypt: the current key and, if configured, the previous one. */
    public List<StoreKey> all() {
        return settings.secrets()
                .previousStoreKey()
                .map(previous -> List.of(current(), parsed(Setting.STORE_KEY_PREVIOUS, previous)))
                .orElseGet(() -> List.of(current()));
    }

    private StoreKey parsed(Setting setting, String text) {
        try {
            byte[] secret = Base64.getDecoder().decode(text.strip());
            if (secret.length == StoreKey.BYTES) {
                return StoreKey.of(secret);
            }
        } catch (IllegalArgumentException notBase64) {
            // reported below
        }
        Problems problems = new Problems(settings.name(), settings.prefix());
        problems.unusable(setting, "it is not " + StoreKey.BYTES + " bytes in Base64");
        throw problems.exception().orElseThrow();
    }
}
