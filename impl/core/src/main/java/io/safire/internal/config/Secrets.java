package io.safire.internal.config;

import io.safire.internal.key.KeyContent;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The secrets and keys of a server. Each token request looks them up again, because an administrator may rotate them
 * while the application runs.
 */
public final class Secrets {

    /** The settings that each request reads again. */
    static final Set<Setting> SETTINGS = Stream.concat(
                    Stream.of(
                            Setting.CLIENT_SECRET,
                            Setting.CLIENT_SECRET_PREVIOUS,
                            Setting.PRIVATE_KEY_PUBLISHED_SINCE,
                            Setting.STORE_KEY,
                            Setting.STORE_KEY_PREVIOUS),
                    Stream.of(KeySlot.values()).flatMap(KeySlot::settings))
            .collect(Collectors.toUnmodifiableSet());

    private final Supplier<Config> config;
    private final String server;
    private final String prefix;
    private final KeyFileCache files;

    /**
     * @param config the supplier of the configuration. Each request calls the supplier, because some runtimes add
     *     configuration sources after startup
     */
    Secrets(Supplier<Config> config, String server, String prefix) {
        this(config, server, prefix, new KeyFileCache(System::nanoTime));
    }

    Secrets(Supplier<Config> config, String server, String prefix, KeyFileCache files) {
        this.config = config;
        this.server = server;
        this.prefix = prefix;
        this.files = files;
    }

    /** The result is empty if no configuration source contains the key. */
    Optional<SettingSource> source(Setting setting) {
        return SettingSource.find(config.get(), prefix + setting.key());
    }

    /**
     * Returns the names of the configuration sources that contain different values of a setting. The first source takes
     * precedence.
     */
    public List<String> sources(Setting setting) {
        Set<String> values = new HashSet<>();
        List<String> sources = new ArrayList<>();
        for (ConfigSource source : config.get().getConfigSources()) {
            String value = source.getValue(prefix + setting.key());
            if (value != null && values.add(value)) {
                sources.add(source.getName());
            }
        }
        return sources;
    }

    public Optional<String> clientSecret() {
        return text(prefix, Setting.CLIENT_SECRET);
    }

    /** The server may still accept the previous client secret. */
    public Optional<String> previousClientSecret() {
        return text(prefix, Setting.CLIENT_SECRET_PREVIOUS);
    }

    /**
     * For the active key, a blank file is an error. For the other keys, a blank file means that there is no key. This
     * method adds an error if the location cannot be read, or if both the key and its location are set.
     */
    public Optional<KeyText> keyText(KeySlot slot, ConfigurationErrors errors) {
        Optional<String> inline = text(slot.keySetting(), errors);
        Optional<String> location = text(slot.locationSetting(), errors).map(String::strip);
        if (inline.isPresent() && location.isPresent()) {
            errors.keyAndLocation(slot);
            return Optional.empty();
        }
        try {
            return inline.map(text -> new KeyText(KeyContent.of(text), slot.keySetting(), null))
                    .or(() -> location.map(path -> new KeyText(files.content(path), slot.locationSetting(), path))
                            .filter(file ->
                                    slot == KeySlot.ACTIVE || !file.content().isBlank()));
        } catch (UnreadableResourceException unreadable) {
            errors.unusable(slot.locationSetting(), String.valueOf(unreadable.getMessage()));
            return Optional.empty();
        }
    }

    /** Returns the setting that contains the key or the location of the key. */
    public Setting configuredSetting(KeySlot slot) {
        return ServerNames.isSet(config.get(), prefix + slot.locationSetting().key())
                ? slot.locationSetting()
                : slot.keySetting();
    }

    public Optional<String> kid(KeySlot slot) {
        return text(prefix, slot.kidSetting());
    }

    /** Adds an error if the value cannot be expanded. */
    public Optional<String> kid(KeySlot slot, ConfigurationErrors errors) {
        return text(slot.kidSetting(), errors);
    }

    /** Adds an error if the value cannot be expanded. */
    public Optional<String> keyPassword(KeySlot slot, ConfigurationErrors errors) {
        return text(slot.passwordSetting(), errors);
    }

    /** Adds an error if the value cannot be expanded. */
    public Optional<String> keyAlias(KeySlot slot, ConfigurationErrors errors) {
        return text(slot.aliasSetting(), errors).map(String::strip);
    }

    /**
     * Returns the time since which the private key has been published. If the value is not an instant, this method adds
     * an error.
     */
    public Optional<Instant> publishedSince(ConfigurationErrors errors) {
        Optional<String> text = text(Setting.PRIVATE_KEY_PUBLISHED_SINCE, errors);
        try {
            return text.map(String::strip).map(Instant::parse);
        } catch (DateTimeParseException notAnInstant) {
            errors.invalid(
                    Setting.PRIVATE_KEY_PUBLISHED_SINCE,
                    text.orElse(""),
                    List.of("ISO-8601 instants such as 2026-01-15T08:00:00Z"));
            return Optional.empty();
        }
    }

    /**
     * Returns the key that encrypts stored tokens and pending launches. The key of this server takes precedence over
     * the key for all servers.
     */
    public Optional<String> storeKey() {
        return text(prefix, Setting.STORE_KEY).or(() -> text(ConfigKey.ROOT, Setting.STORE_KEY));
    }

    /** Returns the key that only decrypts existing content. */
    public Optional<String> previousStoreKey() {
        return text(prefix, Setting.STORE_KEY_PREVIOUS).or(() -> text(ConfigKey.ROOT, Setting.STORE_KEY_PREVIOUS));
    }

    private Optional<String> text(Setting setting, ConfigurationErrors errors) {
        return errors.textOf(setting, source(setting));
    }

    private Optional<String> text(String where, Setting setting) {
        ConfigurationErrors errors = new ConfigurationErrors(server, prefix, this::source);
        Optional<String> text = errors.textOf(setting, SettingSource.find(config.get(), where + setting.key()));
        errors.throwIfAny();
        return text;
    }
}
