package io.safire.internal.authentication;

import io.safire.diagnosis.Failure;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.error.SmartException;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.key.PublicKeyDerivation;
import io.safire.internal.key.UnusableKeyException;
import io.safire.internal.message.Message;
import io.safire.internal.text.BeanClass;
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
import org.jose4j.keys.X509Util;
import org.jspecify.annotations.Nullable;

/**
 * The keys from the application's {@link KeySource}. Each pair of key objects is verified only once, because each
 * verification requires a signature. A callback has no private key object, so each of its signatures is verified.
 */
final class KeySourceKeys {

    static final KeySource NONE = server -> List.of();

    private final ServerSettings settings;
    private final KeySource source;
    private final Map<JsonObject, PrivateKey> verifiedPairs = new ConcurrentHashMap<>();

    KeySourceKeys(ServerSettings settings, KeySource source) {
        this.settings = settings;
        this.source = source;
    }

    boolean isProvided() {
        return source != NONE;
    }

    /** The result is an empty list if the configured keys apply. */
    List<ClientJwk> keys() {
        List<ClientKey> clientKeys = loadKeys();
        if (clientKeys.isEmpty()) {
            verifiedPairs.clear();
            return List.of();
        }
        List<ClientJwk> keys = new ArrayList<>();
        Set<String> kids = new HashSet<>();
        Set<KeyState> states = EnumSet.noneOf(KeyState.class);
        for (ClientKey key : clientKeys) {
            if (!kids.add(key.kid())) {
                throw invalidKeySource("two keys have the kid " + key.kid());
            }
            if (!states.add(key.state())) {
                throw invalidKeySource("two keys have the state " + key.state());
            }
            keys.add(toClientJwk(key));
        }
        verifiedPairs.keySet().retainAll(keys.stream().map(ClientJwk::jwk).toList());
        return keys;
    }

    /** Reports only the class of an exception of the key source, because the message may contain secrets. */
    private List<ClientKey> loadKeys() {
        try {
            return List.copyOf(source.keys(settings.name()));
        } catch (SmartException ownException) {
            throw ownException;
        } catch (RuntimeException failure) {
            ConfigurationException exception =
                    invalidKeySource("it threw " + failure.getClass().getName());
            exception.initCause(failure);
            throw exception;
        }
    }

    private ClientJwk toClientJwk(ClientKey key) {
        try {
            KeyOrigin origin = KeyOrigin.of("of the KeySource " + BeanClass.nameOf(source));
            ClientJwk known = ClientJwk.of(key, settings.assertion().algorithm(), origin, x5t(key));
            if (!isMatchingPair(known)) {
                throw new UnusableKeyException("two keys that do not match");
            }
            return known;
        } catch (UnusableKeyException unusable) {
            throw invalidKeySource(key.kid() + " is " + unusable.reason());
        }
    }

    /** Returns the thumbprint of the certificate. Only a key that signs needs its certificate. */
    private @Nullable String x5t(ClientKey key) {
        @Nullable String x5t = key.certificate().map(X509Util::x5t).orElse(null);
        boolean signs = key.privateKey().isPresent() || key.signer().isPresent();
        if (signs && key.state() != KeyState.NEXT) {
            ClientAssertionSigner.requireCertificate(
                    settings.assertion(), x5t, "add the certificate with ClientKey.withCertificate");
        }
        return x5t;
    }

    private boolean isMatchingPair(ClientJwk known) {
        @Nullable PrivateKey privateKey = known.key().privateKey().orElse(null);
        if (privateKey == null || verifiedPairs.get(known.jwk()) == privateKey) {
            return true;
        }
        boolean fits = PublicKeyDerivation.matches(privateKey, known.key().publicKey(), known.algorithm());
        if (fits) {
            verifiedPairs.put(known.jwk(), privateKey);
        }
        return fits;
    }

    ConfigurationException invalidKeySource(String reason) {
        Failure message = Message.KEY_SOURCE_UNUSABLE.format(
                settings.name(), BeanClass.nameOf(source), reason, settings.key(Setting.PRIVATE_KEY));
        return new ConfigurationException(message, Violations.invalid("private_key", null, List.of()));
    }
}
