package io.safire.internal.config;

import io.safire.SmartClientSettings;
import io.safire.authentication.Credential;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.internal.message.Message;
import io.safire.internal.text.LogSanitizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/**
 * A reader for the settings of a client that the application creates in code. These settings are validated like the
 * settings of a configured server.
 */
public final class CreatedClientSettings {

    /**
     * The text that messages show before the name of a setting. For a configured server, messages show the prefix of
     * its configuration keys instead.
     */
    static final String PREFIX = SmartClientSettings.class.getSimpleName() + ".";

    private static final Map<String, Setting> SETTINGS =
            Arrays.stream(Setting.values()).collect(Collectors.toUnmodifiableMap(Setting::key, setting -> setting));

    private final SmartClientSettings given;
    private final String name;
    private final String prefix;
    private final List<ConfigurationException> failures;

    /**
     * @param prefix the text that messages show before the name of a setting
     * @param failures the list to which the methods add the errors of missing, invalid and unknown settings
     */
    CreatedClientSettings(
            SmartClientSettings given, String name, String prefix, List<ConfigurationException> failures) {
        this.given = given;
        this.name = name;
        this.prefix = prefix;
        this.failures = failures;
    }

    /**
     * @param withoutModule the settings whose module is missing, each with the artifact to add
     * @param failures the list to which this method adds the errors of missing, invalid and unknown settings
     * @return the settings; empty if a setting is missing or invalid
     */
    public static Optional<ServerSettings> read(
            SmartClientSettings given, Map<Setting, String> withoutModule, List<ConfigurationException> failures) {
        String name = LogSanitizer.sanitize(given.name());
        if (name.isBlank() || !given.name().equals(name)) {
            failures.add(invalidName(given.name(), "printable text"));
        }
        CreatedClientSettings reader = new CreatedClientSettings(given, name, PREFIX, failures);
        MapConfig config = new MapConfig(reader.values(withoutModule));
        return reader.read(() -> config);
    }

    public static ConfigurationException invalidName(String name, String validNames) {
        String shown = LogSanitizer.sanitize(name);
        return new ConfigurationException(
                Message.INVALID.format(shown, "name", shown, validNames, PREFIX + "name"),
                Violations.invalid("name", shown, List.of(validNames)));
    }

    /** Returns the values by their full keys. */
    Map<String, String> values(Map<Setting, String> withoutModule) {
        reportUnknownKeys(withoutModule);
        Map<String, String> values = new HashMap<>();
        given.values().forEach((key, value) -> values.put(prefix + key, value));
        credentialValues().forEach((setting, value) -> values.put(prefix + setting.key(), value));
        return values;
    }

    /** The result is empty if a setting is missing or invalid. */
    Optional<ServerSettings> read(Supplier<Config> config) {
        Optional<ServerSettings> settings = Optional.empty();
        try {
            GroupKeys groups = GroupKeys.of(config.get().getPropertyNames());
            settings = Optional.of(new ServerSettingsReader(config, name, prefix, false, groups).read());
        } catch (ConfigurationException invalid) {
            failures.add(invalid);
        }
        if (failures.isEmpty()) {
            settings.ifPresent(valid -> new UnusedSettings(config.get(), valid).log());
        }
        return settings;
    }

    private void reportUnknownKeys(Map<Setting, String> withoutModule) {
        Map<String, String> unknown = new TreeMap<>();
        given.values().keySet().forEach(key -> {
            Setting setting = SETTINGS.get(GroupKeys.toSettingKey(key));
            if (setting == null) {
                unknown.put(
                        key, nearest(key).map(" (did you mean %s?)"::formatted).orElse(""));
            } else if (withoutModule.containsKey(setting)) {
                unknown.put(key, " (add the artifact " + withoutModule.get(setting) + ")");
            }
        });
        if (!unknown.isEmpty()) {
            String keys = unknown.entrySet().stream()
                    .map(entry -> LogSanitizer.sanitize(prefix + entry.getKey()) + entry.getValue())
                    .collect(Collectors.joining(", "));
            failures.add(new ConfigurationException(
                    Message.UNKNOWN_SETTINGS.format(name, keys), Violations.missing(List.of())));
        }
    }

    /** The unknown key may be a complete configuration key, such as {@code safire.epic.client-id}. */
    private Optional<String> nearest(String key) {
        Optional<String> configured =
                key.startsWith(ConfigKey.ROOT) ? ConfigKey.parse(key).map(ConfigKey::setting) : Optional.empty();
        return configured
                .or(() -> NearestKeyFinder.find(key, SETTINGS.keySet()))
                .map(prefix::concat);
    }

    /** A credential that is not text, such as a key object, replaces no setting. */
    private Map<Setting, String> credentialValues() {
        Map<Setting, String> values = new HashMap<>();
        if (given.credential() instanceof Credential.Secret secret) {
            values.put(Setting.CLIENT_SECRET, secret.value());
        } else if (given.credential() instanceof Credential.EncodedKey key) {
            values.put(Setting.PRIVATE_KEY, key.text());
            Optional.ofNullable(key.kid()).ifPresent(kid -> values.put(Setting.KID, kid));
        } else if (given.credential() instanceof Credential.Kid kid) {
            values.put(Setting.KID, kid.kid());
        }
        values.forEach(this::requireUsable);
        return values;
    }

    private void requireUsable(Setting setting, String value) {
        ConfigurationErrors errors = new ConfigurationErrors(name, prefix, any -> Optional.empty());
        if (value.isBlank()) {
            errors.unusable(setting, "it is blank in the credential");
        } else if (!given.values().getOrDefault(setting.key(), "").isBlank()) {
            errors.unusable(setting, "the credential contains it, too");
        }
        errors.toException().ifPresent(failures::add);
    }
}
