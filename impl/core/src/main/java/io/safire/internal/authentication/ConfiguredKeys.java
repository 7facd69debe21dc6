package io.safire.internal.authentication;

import io.safire.internal.config.ConfigurationErrors;
import io.safire.internal.config.KeySlot;
import io.safire.internal.config.KeyText;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.key.AlgorithmRule;
import io.safire.internal.key.KeyDocument;
import io.safire.internal.key.KeyMaterial;
import io.safire.internal.key.KeyReader;
import io.safire.internal.key.UnusableKeyException;
import io.safire.key.KeyState;
import io.safire.spi.ClientKey;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The configured keys. The settings are looked up for each use, but a key is parsed again only if its settings have
 * changed.
 */
final class ConfiguredKeys {

    private final ServerSettings settings;
    private final Map<KeySlot, ParsedKey> parsed = new ConcurrentHashMap<>();

    private record KeyInput(
            KeyText text, KeyDocument document, Optional<String> kid, Optional<Instant> publishedSince) {}

    /**
     * @param key the parsed key; empty if neither the settings nor the text of the key contains a {@code kid}
     */
    private record ParsedKey(KeyInput source, Optional<ClientJwk> key) {}

    ConfiguredKeys(ServerSettings settings) {
        this.settings = settings;
    }

    /**
     * @param activeKid the {@code kid} to use instead of the configured {@code kid} of the private key; empty to use
     *     the configured {@code kid}
     * @param problemsOfActiveKey the collector of the problems with the private key
     * @param problemsOfOtherKeys the collector of the problems with the other keys
     * @param missing the list to which this method adds the {@code kid} settings that are missing
     */
    List<ClientJwk> keys(
            Optional<String> activeKid,
            ConfigurationErrors problemsOfActiveKey,
            ConfigurationErrors problemsOfOtherKeys,
            List<Setting> missing) {
        List<ClientJwk> keys = new ArrayList<>();
        for (KeySlot slot : KeySlot.values()) {
            boolean active = slot == KeySlot.ACTIVE;
            ConfigurationErrors problems = active ? problemsOfActiveKey : problemsOfOtherKeys;
            Optional<String> kid = (active ? activeKid : Optional.<String>empty())
                    .or(() -> settings.secrets().kid(slot, problems));
            find(slot, kid, problems).ifPresent(found -> found.key()
                    .ifPresentOrElse(
                            key -> addUnique(keys, key, slot, problems), () -> missing.add(slot.kidSetting())));
        }
        return keys;
    }

    private Optional<ParsedKey> find(KeySlot slot, Optional<String> kid, ConfigurationErrors problems) {
        Optional<KeyText> text = settings.secrets().keyText(slot, problems);
        try {
            return text.map(found -> parse(slot, input(slot, found, kid, problems)));
        } catch (UnusableKeyException unusable) {
            KeyText found = text.orElseThrow();
            problems.unusable(
                    settingToChange(unusable, slot, found),
                    found.describe(unusable.reason(), settings.key(slot.locationSetting())));
            return Optional.empty();
        }
    }

    private KeyInput input(KeySlot slot, KeyText text, Optional<String> kid, ConfigurationErrors problems) {
        KeyDocument document = new KeyDocument(
                text.content(),
                settings.secrets().keyPassword(slot, problems).orElse(null),
                settings.secrets().keyAlias(slot, problems).orElse(null),
                kid.orElse(null));
        return new KeyInput(text, document, kid, since(slot, problems));
    }

    private static Setting settingToChange(UnusableKeyException unusable, KeySlot slot, KeyText text) {
        return switch (unusable.part()) {
            case KEY -> text.setting();
            case PASSWORD -> slot.passwordSetting();
            case ALIAS -> slot.aliasSetting();
            case KID -> slot.kidSetting();
        };
    }

    private Optional<Instant> since(KeySlot slot, ConfigurationErrors problems) {
        return slot == KeySlot.ACTIVE ? settings.secrets().publishedSince(problems) : Optional.empty();
    }

    private ParsedKey parse(KeySlot slot, KeyInput source) {
        ParsedKey cached = parsed.get(slot);
        if (cached == null || !cached.source.equals(source)) {
            AlgorithmRule rule = settings.assertion().algorithm();
            KeyMaterial material = slot == KeySlot.ACTIVE
                    ? KeyReader.readPrivateKey(source.document, rule)
                    : KeyReader.readMaterial(source.document, rule);
            requireCertificate(slot, material);
            cached = new ParsedKey(
                    source,
                    source.kid
                            .or(() -> Optional.ofNullable(material.kid()))
                            .map(kid -> clientKey(kid, slot.state(), material))
                            .map(key -> source.publishedSince
                                    .map(key::withPublishedSince)
                                    .orElse(key))
                            .map(key -> ClientJwk.of(key, rule, origin(slot, source), material.x5t())));
            parsed.put(slot, cached);
        }
        return cached;
    }

    /** Checks a key that may sign. The retiring key signs until servers have fetched a new active key. */
    private void requireCertificate(KeySlot slot, KeyMaterial material) {
        if (slot != KeySlot.NEXT && material.privateKey() != null) {
            ClientAssertionSigner.requireCertificate(
                    settings.assertion(),
                    material.x5t(),
                    "add the certificate to the PEM, key store or JWK"
                            + (slot == KeySlot.RETIRING ? ", or configure the public key, which does not sign" : ""));
        }
    }

    private KeyOrigin origin(KeySlot slot, KeyInput input) {
        String key = settings.key(input.text.setting());
        return new KeyOrigin(input.kid.isPresent() ? settings.key(slot.kidSetting()) : "in the JWK of " + key, key);
    }

    private static ClientKey clientKey(String kid, KeyState state, KeyMaterial material) {
        @Nullable PrivateKey privateKey = material.privateKey();
        return privateKey == null
                ? ClientKey.publicOnly(kid, state, material.publicKey())
                : ClientKey.of(kid, state, material.publicKey(), privateKey);
    }

    /**
     * Adds a key if the list contains no key with the same {@code kid}. Otherwise, reports an error if the two keys
     * differ.
     */
    private void addUnique(List<ClientJwk> keys, ClientJwk key, KeySlot slot, ConfigurationErrors problems) {
        Optional<ClientJwk> duplicate =
                keys.stream().filter(other -> other.kid().equals(key.kid())).findFirst();
        if (duplicate.isEmpty()) {
            keys.add(key);
        } else if (!duplicate.get().jwk().equals(key.jwk())) {
            problems.unusable(
                    slot.kidSetting(), key.kid() + " already identifies another key; each key needs its own kid");
        }
    }
}
