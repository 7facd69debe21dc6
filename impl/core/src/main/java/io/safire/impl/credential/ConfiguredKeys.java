package io.safire.impl.credential;

import io.safire.impl.config.KeySlot;
import io.safire.impl.config.Problems;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.config.UnreadableException;
import io.safire.spi.ClientKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The keys in the configuration. They are looked up for each use, and parsed again only if their text has changed. */
final class ConfiguredKeys {

    private final ServerSettings settings;
    private final Map<KeySlot, ReadKey> read = new ConcurrentHashMap<>();
    private final Map<KeySlot, KnownKey> known = new ConcurrentHashMap<>();

    private record ReadKey(String text, KeyMaterial material) {
        @Override
        public String toString() {
            return "ReadKey[" + material + "]";
        }
    }

    ConfiguredKeys(ServerSettings settings) {
        this.settings = settings;
    }

    /**
     * Loads all configured keys.
     *
     * @param ofActive receives the problems with the private key
     * @param ofOthers receives the problems with the other keys
     * @param missing receives the {@code kid} settings that are missing
     */
    List<KnownKey> keys(Problems ofActive, Problems ofOthers, List<Setting> missing) {
        List<KnownKey> keys = new ArrayList<>();
        for (KeySlot slot : KeySlot.values()) {
            Problems problems = slot == KeySlot.ACTIVE ? ofActive : ofOthers;
            Optional<KeyMaterial> material = material(slot, problems);
            if (material.isPresent()) {
                Optional<String> kid = settings.secrets()
                        .kid(slot)
                        .or(() -> Optional.ofNullable(material.get().kid()));
                kid.ifPresentOrElse(
                        found -> add(keys, known(slot, found, material.get(), problems), slot, problems),
                        () -> missing.add(slot.kid()));
            }
        }
        return keys;
    }

    private KnownKey known(KeySlot slot, String kid, KeyMaterial material, Problems problems) {
        @Nullable
        Instant since = slot == KeySlot.ACTIVE
                ? settings.secrets().publishedSince(problems).orElse(null)
                : null;
        KnownKey last = known.get(slot);
        if (last == null || !isOf(last.key(), kid, material, since)) {
            last = KnownKey.of(new ClientKey(kid, slot.state(), material.publicKey(), material.privateKey(), since));
            known.put(slot, last);
        }
        return last;
    }

    /** Compares the public key by identity, because parsing returns the same object until the text changes. */
    private static boolean isOf(ClientKey key, String kid, KeyMaterial material, @Nullable Instant since) {
        return key.publicPart() == material.publicKey()
                && key.kid().equals(kid)
                && Objects.equals(key.publishedSince().orElse(null), since);
    }

    /** Adds a key unless it is already in the list under an earlier state. */
    private void add(List<KnownKey> keys, KnownKey key, KeySlot slot, Problems problems) {
        Optional<KnownKey> namesake =
                keys.stream().filter(other -> other.kid().equals(key.kid())).findFirst();
        if (namesake.isEmpty()) {
            keys.add(key);
        } else if (!namesake.get().jwk().equals(key.jwk())) {
            problems.unusable(slot.kid(), key.kid() + " already identifies another key; each key needs its own kid");
        }
    }

    private Optional<KeyMaterial> material(KeySlot slot, Problems problems) {
        try {
            Optional<KeyMaterial> material = settings.secrets().key(slot).map(text -> read(slot, text));
            if (slot == KeySlot.ACTIVE && material.isPresent() && material.get().privateKey() == null) {
                throw new UnusableKeyException("a public key; signing requires the private key");
            }
            return material;
        } catch (UnusableKeyException unusable) {
            problems.unusable(slot.key(), "it is " + unusable.why());
        } catch (UnreadableException unreadable) {
            problems.unusable(slot.location(), String.valueOf(unreadable.getMessage()));
        }
        return Optional.empty();
    }

    private KeyMaterial read(KeySlot slot, String text) {
        ReadKey last = read.get(slot);
        if (last == null || !last.text.equals(text)) {
            last = new ReadKey(text, KeyReader.material(text));
            read.put(slot, last);
        }
        return last.material;
    }
}
