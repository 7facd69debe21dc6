package io.safire.impl.credential;

import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Offenders;
import io.safire.error.SmartException;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.message.Message;
import io.safire.key.KeyState;
import io.safire.spi.ClientKey;
import io.safire.spi.KeySource;
import jakarta.json.JsonObject;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys from the application's {@link KeySource}. Each key pair is verified once, because the verification requires a
 * signature.
 */
final class SuppliedKeys {

    private final ServerSettings settings;
    private final KeySource source;
    private final Map<JsonObject, PrivateKey> tried = new ConcurrentHashMap<>();

    SuppliedKeys(ServerSettings settings, KeySource source) {
        this.settings = settings;
        this.source = source;
    }

    /** Returns the keys for this server, or an empty list if the configured keys apply. */
    List<KnownKey> keys() {
        List<ClientKey> given = given();
        if (given.isEmpty()) {
            tried.clear();
            return List.of();
        }
        List<KnownKey> keys = new ArrayList<>();
        Set<String> kids = new HashSet<>();
        Set<KeyState> states = EnumSet.noneOf(KeyState.class);
        for (ClientKey key : given) {
            if (!kids.add(key.kid())) {
                throw refusal("two keys have the kid " + key.kid());
            }
            if (!states.add(key.state())) {
                throw refusal("two keys have the state " + key.state());
            }
            keys.add(known(key));
        }
        tried.keySet().retainAll(keys.stream().map(KnownKey::jwk).toList());
        return keys;
    }

    /** Loads the keys. The message of an exception from the application may contain secrets, so only its class is reported. */
    private List<ClientKey> given() {
        try {
            return List.copyOf(source.keys(settings.name()));
        } catch (SmartException own) {
            throw own;
        } catch (RuntimeException failure) {
            ConfigurationException exception =
                    refusal("it threw " + failure.getClass().getName());
            exception.initCause(failure);
            throw exception;
        }
    }

    private KnownKey known(ClientKey key) {
        try {
            KnownKey known = KnownKey.of(key);
            if (!fits(known)) {
                throw new UnusableKeyException("two keys that do not match");
            }
            return known;
        } catch (UnusableKeyException unusable) {
            throw refusal(key.kid() + " is " + unusable.why());
        }
    }

    private boolean fits(KnownKey known) {
        @Nullable PrivateKey privateKey = known.key().privatePart();
        if (privateKey == null || tried.get(known.jwk()) == privateKey) {
            return true;
        }
        boolean fits = PublicPart.fits(privateKey, known.key().publicPart(), known.algorithm());
        if (fits) {
            tried.put(known.jwk(), privateKey);
        }
        return fits;
    }

    private ConfigurationException refusal(String why) {
        String message = Message.SUPPLIED_KEYS.of(
                settings.name(), source.getClass().getName(), why, settings.key(Setting.PRIVATE_KEY));
        return new ConfigurationException(settings.name(), message, Offenders.invalid("private_key", null, List.of()));
    }
}
