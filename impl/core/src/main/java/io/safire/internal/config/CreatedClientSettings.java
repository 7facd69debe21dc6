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
import java.util.stream.Collectors;

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
    private final List<ConfigurationException> failures;

    private CreatedClientSettings(SmartClientSettings given, List<ConfigurationException> failures) {
        this.given = given;
        this.failures = failures;
        this.name = LogSanitizer.sanitize(given.name());
    }

    /**
     * @param withoutModule the settings whose module is missing, each with the artifact to add
     * @param failures the list to which this method adds the errors of missing, invalid and unknown settings
     * @return the settings; empty if a setting is missing or invalid
     */
    public static Optional<ServerSettings> read(
            SmartClientSettings given, Map<Setting, String> withoutModule, List<ConfigurationException> failures) {
        return new CreatedClientSettings(given, failures).read(withoutModule);
    }

    public static ConfigurationException invalidName(String name, String validNames) {
        String shown = LogSanitizer.sanitize(name);
        return new ConfigurationException(
                Message.INVALID.format(shown, "name", shown, validNames, PREFIX + "name"),
                Violations.invalid("name", shown, List.of(validNames)));
    }

    private Optional<ServerSettings> read(Map<Setting, String> withoutModule) {
        if (given.name().isBlank() || !given.name().equals(name)) {
            failures.add(invalidName(given.name(), "printable text"));
        }
        reportUnknownKeys(withoutModule);
        Map<String, String> values = new HashMap<>();
        given.values().forEach((key, value) -> values.put(PREFIX + key, value));
        credentialValues().forEach((setting, value) -> values.put(PREFIX + setting.key(), value));
        MapConfig config = new MapConfig(values);
        Optional<ServerSettings> settings = read(config);
        if (failures.isEmpty()) {
            settings.ifPresent(valid -> new UnusedSettings(config, valid).log());
        }
        return settings;
    }

    private Optional<ServerSettings> read(MapConfig config) {
        try {
            return Optional.of(new ServerSettingsReader(() -> config, name, PREFIX, false).read());
        } catch (ConfigurationException invalid) {
            failures.add(invalid);
            return Optional.empty();
        }
    }

    private void reportUnknownKeys(Map<Setting, String> withoutModule) {
        Map<String, String> unknown = new TreeMap<>();
        given.values().keySet().forEach(key -> {
            Setting setting = SETTINGS.get(key);
            if (setting == null) {
                unknown.put(
                        key, nearest(key).map(" (did you mean %s?)"::formatted).orElse(""));
            } else if (withoutModule.containsKey(setting)) {
                unknown.put(key, " (add the artifact " + withoutModule.get(setting) + ")");
            }
        });
        if (!unknown.isEmpty()) {
            String keys = unknown.entrySet().stream()
                    .map(entry -> LogSanitizer.sanitize(PREFIX + entry.getKey()) + entry.getValue())
                    .collect(Collectors.joining(", "));
            failures.add(new ConfigurationException(
                    Message.UNKNOWN_SETTINGS.format(name, keys), Violations.missing(List.of())));
        }
    }

    /** The unknown key may be a complete configuration key, such as {@code safire.epic.client-id}. */
    private static Optional<String> nearest(String key) {
        Optional<String> configured =
                key.startsWith(ConfigKey.ROOT) ? ConfigKey.parse(key).map(ConfigKey::setting) : Optional.empty();
        return configured
                .or(() -> NearestKeyFinder.find(key, SETTINGS.keySet()))
                .map(PREFIX::concat);
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
        ConfigurationErrors errors = new ConfigurationErrors(name, PREFIX, any -> Optional.empty());
        if (value.isBlank()) {
            errors.unusable(setting, "it is blank in the credential");
        } else if (!given.values().getOrDefault(setting.key(), "").isBlank()) {
            errors.unusable(setting, "the credential contains it, too");
        }
        errors.toException().ifPresent(failures::add);
    }
}
