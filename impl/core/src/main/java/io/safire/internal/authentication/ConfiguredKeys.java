package io.safire.internal.authentication;

import io.safire.internal.config.ConfigurationErrors;
import io.safire.internal.config.KeySlot;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.config.UnreadableResourceException;
import io.safire.spi.ClientKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The configured keys. The keys are looked up for each use, but are parsed again only if their text has changed. */
final class ConfiguredKeys {

    private final ServerSettings settings;
    private final Map<KeySlot, ParsedKey> read = new ConcurrentHashMap<>();
    private final Map<KeySlot, ClientJwk> clientJwk = new ConcurrentHashMap<>();

    private record ParsedKey(String text, KeyMaterial material) {
        @Override
        public String toString() {
            return "ParsedKey[" + material + "]";
        }
    }

    ConfiguredKeys(ServerSettings settings) {
        this.settings = settings;
    }

    /**
     * Loads all configured keys.
     *
     * @param problemsOfActiveKey receives the problems with the private key
     * @param problemsOfOtherKeys receives the problems with the other keys
     * @param missing receives the {@code kid} settings that are missing
     */
    List<ClientJwk> keys(
            ConfigurationErrors problemsOfActiveKey, ConfigurationErrors problemsOfOtherKeys, List<Setting> missing) {
        List<ClientJwk> keys = new ArrayList<>();
        for (KeySlot slot : KeySlot.values()) {
            ConfigurationErrors problems = slot == KeySlot.ACTIVE ? problemsOfActiveKey : problemsOfOtherKeys;
            Optional<KeyMaterial> material = material(slot, problems);
            if (material.isPresent()) {
                Optional<String> kid = settings.secrets()
                        .kid(slot)
                        .or(() -> Optional.ofNullable(material.get().kid()));
                kid.ifPresentOrElse(
                        found -> addUnique(keys, clientJwk(slot, found, material.get(), problems), slot, problems),
                        () -> missing.add(slot.kid()));
            }
        }
        return keys;
    }

    private ClientJwk clientJwk(KeySlot slot, String kid, KeyMaterial material, ConfigurationErrors problems) {
        @Nullable
        Instant since = slot == KeySlot.ACTIVE
                ? settings.secrets().publishedSince(problems).orElse(null)
                : null;
        ClientJwk cached = clientJwk.get(slot);
        if (cached == null || !isUnchanged(cached.key(), kid, material, since)) {
            cached = ClientJwk.of(new ClientKey(kid, slot.state(), material.publicKey(), material.privateKey(), since));
            clientJwk.put(slot, cached);
        }
        return cached;
    }

    /**
     * Compares the public key by identity, because the parser returns the same object as long as the text does not
     * change.
     */
    private static boolean isUnchanged(ClientKey key, String kid, KeyMaterial material, @Nullable Instant since) {
        return key.publicPart() == material.publicKey()
                && key.kid().equals(kid)
                && Objects.equals(key.publishedSince().orElse(null), since);
    }

    /** Adds a key unless it is already in the list under an earlier state. */
    private void addUnique(List<ClientJwk> keys, ClientJwk key, KeySlot slot, ConfigurationErrors problems) {
        Optional<ClientJwk> duplicate =
                keys.stream().filter(other -> other.kid().equals(key.kid())).findFirst();
        if (duplicate.isEmpty()) {
            keys.add(key);
        } else if (!duplicate.get().jwk().equals(key.jwk())) {
            problems.unusable(slot.kid(), key.kid() + " already identifies another key; each key needs its own kid");
        }
    }

    private Optional<KeyMaterial> material(KeySlot slot, ConfigurationErrors problems) {
        try {
            Optional<KeyMaterial> material = settings.secrets().key(slot).map(text -> read(slot, text));
            if (slot == KeySlot.ACTIVE && material.isPresent() && material.get().privateKey() == null) {
                throw new UnusableKeyException("a public key; signing requires the private key");
            }
            return material;
        } catch (UnusableKeyException unusable) {
            problems.unusable(slot.key(), "it is " + unusable.reason());
        } catch (UnreadableResourceException unreadable) {
            problems.unusable(slot.location(), String.valueOf(unreadable.getMessage()));
        }
        return Optional.empty();
    }

    private KeyMaterial read(KeySlot slot, String text) {
        ParsedKey cached = read.get(slot);
        if (cached == null || !cached.text.equals(text)) {
            cached = new ParsedKey(text, KeyReader.readMaterial(text));
            read.put(slot, cached);
        }
        return cached.material;
    }
}
