package io.safire.internal.authentication;

import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.internal.config.ConfigurationErrors;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The encryption keys of a store, read from the configuration at each call. If no key is configured, the built-in
 * stores use a random key.
 */
public final class StoreKeys {

    private final ServerSettings settings;
    private final String store;
    private final @Nullable StoreKey processKey;

    private StoreKeys(ServerSettings settings, String store, @Nullable StoreKey processKey) {
        this.settings = settings;
        this.store = store;
        this.processKey = processKey;
    }

    /**
     * A store that the application provides requires a configured key.
     *
     * @param store the class name of the store, for messages
     */
    public static StoreKeys required(ServerSettings settings, String store) {
        return new StoreKeys(settings, store, null);
    }

    /**
     * Returns the keys of a built-in store.
     *
     * @param processKey the random key of this process, which is used if no key is configured
     */
    public static StoreKeys optional(ServerSettings settings, StoreKey processKey) {
        return new StoreKeys(settings, "", processKey);
    }

    /**
     * @throws ConfigurationException if the key is malformed, or if it is missing although the application provides its
     *     own store
     */
    public StoreKey current() {
        Optional<String> configured = settings.secrets().storeKey();
        if (configured.isPresent()) {
            return parse(Setting.STORE_KEY, configured.get());
        }
        if (processKey != null) {
            return processKey;
        }
        throw new ConfigurationException(
                Message.NO_STORE_KEY.format(settings.name(), store, settings.key(Setting.STORE_KEY)),
                Violations.missing(List.of(Setting.STORE_KEY.attribute())));
    }

    /** Returns the keys for decryption: the current key and, if it is configured, the previous key. */
    public List<StoreKey> all() {
        return settings.secrets()
                .previousStoreKey()
                .map(previous -> List.of(current(), parse(Setting.STORE_KEY_PREVIOUS, previous)))
                .orElseGet(() -> List.of(current()));
    }

    private StoreKey parse(Setting setting, String text) {
        try {
            byte[] secret = Base64.getDecoder().decode(text.strip());
            if (secret.length == StoreKey.BYTES) {
                return StoreKey.of(secret);
            }
        } catch (IllegalArgumentException notBase64) {
            // reported below
        }
        ConfigurationErrors errors = ConfigurationErrors.of(settings);
        errors.unusable(setting, "it is not " + StoreKey.BYTES + " bytes in Base64");
        throw errors.toException().orElseThrow();
    }
}
