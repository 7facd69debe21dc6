package io.safire.impl.managed;

import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Offenders;
import io.safire.impl.config.Problems;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.message.Message;
import io.safire.spi.TokenStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The keys of the configuration, looked up each time; for the built-in store, one that nobody else has will do. */
final class StoreKeys {

    private final ServerSettings settings;
    private final TokenStore store;
    private final StoreKey ownKey;

    StoreKeys(ServerSettings settings, TokenStore store, SecureRandom random) {
        this.settings = settings;
        this.store = store;
        byte[] secret = new byte[StoreKey.BYTES];
        random.nextBytes(secret);
        this.ownKey = StoreKey.of(secret);
    }

    /** The key that seals. */
    StoreKey current() {
        Optional<String> configured = settings.secrets().storeKey();
        if (configured.isPresent()) {
            return parsed(Setting.STORE_KEY, configured.get());
        }
        if (store instanceof MemoryTokenStore) {
            return ownKey;
        }
        throw new ConfigurationException(
                settings.name(),
                Message.NO_STORE_KEY.of(settings.name(), store.getClass().getName(), settings.key(Setting.STORE_KEY)),
                Offenders.missing(List.of(Setting.STORE_KEY.attribute())));
    }

    /** The keys that open. */
    List<StoreKey> all() {
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
            // said below
        }
        Problems problems = new Problems(settings.name(), settings.prefix());
        problems.unusable(setting, "it is not " + StoreKey.BYTES + " bytes in Base64");
        throw problems.exception().orElseThrow();
    }
}
