package io.safire.internal.config;

import io.safire.authentication.ClientType;
import io.safire.diagnosis.Failure;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.internal.message.Message;
import io.safire.internal.text.SettingText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The errors in the settings of one server, collected so that one exception lists all of them. */
public final class ConfigurationErrors {

    private static final String REGISTER_INSTEAD = " Or register the client with SmartClient.registration().register.";

    private final String server;
    private final String prefix;
    private final Function<Setting, Optional<SettingSource>> sources;
    private final List<String> missing = new ArrayList<>();
    private final Map<Setting, Set<InvalidUri>> invalidUris = new EnumMap<>(Setting.class);
    private final Map<Setting, Set<String>> nonHttpsUris = new EnumMap<>(Setting.class);
    private final Map<Setting, String> keys = new EnumMap<>(Setting.class);
    private final Set<Setting> unresolved = EnumSet.noneOf(Setting.class);
    private final Set<Setting> withControlCharacter = EnumSet.noneOf(Setting.class);
    private final List<Failure> failures = new ArrayList<>();
    private Violations invalid = Violations.missing(List.of());

    private record InvalidUri(String text, UrlViolation violation) {}

    /** @param sources the lookup of the current value of a setting, with its origin */
    ConfigurationErrors(String server, String prefix, Function<Setting, Optional<SettingSource>> sources) {
        this.server = server;
        this.prefix = prefix;
        this.sources = sources;
    }

    public static ConfigurationErrors of(ServerSettings settings) {
        return new ConfigurationErrors(settings.name(), settings.prefix(), settings::source);
    }

    public static void throwIfMissing(ServerSettings settings, List<Setting> missing) {
        if (!missing.isEmpty()) {
            ConfigurationErrors errors = of(settings);
            errors.missing(missing);
            errors.throwIfAny();
        }
    }

    public void missing(List<Setting> required) {
        List<Setting> settings =
                required.stream().filter(setting -> !isUnresolved(setting)).toList();
        if (settings.isEmpty()) {
            return;
        }
        settings.forEach(setting -> missing.add(setting.attribute()));
        failures.add(missingFailure(Message.MISSING, settings));
    }

    /** Describes missing settings. The message has three arguments: the names, the keys and further sentences. */
    public Failure missingFailure(Message message, List<Setting> settings) {
        String attributes = settings.stream().map(Setting::attribute).collect(Collectors.joining(", "));
        return message.format(server, attributes, keys(settings), notes(settings));
    }

    /**
     * Returns the text of a setting; empty if it is blank. Reports an error for an expression that cannot be expanded,
     * even in an optional setting. Otherwise, the client would ignore a setting that may restrict access. Also reports
     * a control character, such as a line break.
     */
    Optional<String> textOf(Setting setting, Optional<SettingSource> found) {
        found.filter(source -> !source.isResolved()).ifPresent(source -> {
            if (unresolved.add(setting)) {
                unresolved(setting, source);
            }
        });
        Optional<String> text = found.flatMap(SettingSource::text);
        if (setting.type().isSingleLine() && !withControlCharacter.contains(setting)) {
            text.flatMap(SettingText::findControlCharacter).ifPresent(reason -> {
                withControlCharacter.add(setting);
                unusable(setting, reason);
            });
        }
        return text;
    }

    /**
     * Reports a value that cannot be expanded. The message shows the expression. If a secret contains other text as
     * well, the message omits the expression, because it may be a part of the secret.
     */
    private void unresolved(Setting setting, SettingSource source) {
        if (setting.type().isSecret() && !source.isReference()) {
            invalid = Violations.invalid(setting.attribute(), null, List.of());
            failures.add(Message.UNRESOLVED_SECRET.format(server, setting.attribute(), source.source(), source.key()));
        } else {
            missing.add(setting.attribute());
            failures.add(source.unresolvedFailure(server, setting.attribute()));
        }
    }

    boolean isUnresolved(Setting setting) {
        return unresolved.contains(setting);
    }

    void keyAndLocation(KeySlot slot) {
        invalid = Violations.invalid(slot.keySetting().attribute(), null, List.of());
        failures.add(Message.KEY_AND_LOCATION.format(
                server, slot.keySetting().attribute(), key(slot.keySetting()), key(slot.locationSetting())));
    }

    /** Without a client type, the client would ignore the configured credentials. */
    void missingClientType(List<Setting> credentials) {
        if (isUnresolved(Setting.CLIENT_TYPE)) {
            return;
        }
        String attribute = Setting.CLIENT_TYPE.attribute();
        missing.add(attribute);
        failures.add(Message.NO_CLIENT_TYPE.format(server, attribute, keys(credentials), key(Setting.CLIENT_TYPE)));
    }

    void contradictingMethod(ClientAuthenticationMethod method, ClientType type) {
        List<String> valid = Arrays.stream(ClientAuthenticationMethod.values())
                .filter(other -> other.clientType() == type)
                .map(ClientAuthenticationMethod::value)
                .toList();
        Setting setting = Setting.CLIENT_AUTHENTICATION_METHOD;
        invalid = Violations.invalid(setting.attribute(), method.value(), valid);
        failures.add(Message.METHOD_CONTRADICTS_TYPE.format(
                server,
                setting.attribute(),
                method.value(),
                type.value(),
                key(setting),
                String.join(" or ", valid),
                key(Setting.CLIENT_TYPE),
                method.clientType().value()));
    }

    void invalid(Setting setting, String value, List<String> valid) {
        invalid = Violations.invalid(setting.attribute(), value, valid);
        failures.add(
                Message.INVALID.format(server, setting.attribute(), value, String.join(", ", valid), key(setting)));
    }

    /** Reports a value that must not be shown, or a setting without a list of valid values. */
    public void unusable(Setting setting, String reason) {
        invalid = Violations.invalid(setting.attribute(), null, List.of());
        failures.add(Message.UNUSABLE.format(server, setting.attribute(), reason, key(setting)));
    }

    /** Reports a value of a group. */
    void unusable(Setting group, String name, String reason) {
        readFrom(group, prefix + group.key(name));
        unusable(group, reason);
    }

    /** Reports a URL that must not be used. */
    void unusableUrl(Setting setting, String value, UrlViolation violation) {
        if (violation == UrlViolation.NOT_HTTPS || violation == UrlViolation.LOOPBACK_HTTP) {
            nonHttpsUris.computeIfAbsent(setting, any -> new LinkedHashSet<>()).add(value);
        } else {
            invalidUris.computeIfAbsent(setting, any -> new LinkedHashSet<>()).add(new InvalidUri(value, violation));
        }
    }

    public Optional<ConfigurationException> toException() {
        List<Failure> all = new ArrayList<>(failures);
        invalidUris.forEach((setting, urls) -> urls.forEach(url -> all.add(Message.INVALID_URIS.format(
                server, setting.attribute(), maskSecrets(url.text()), describe(url.violation()), key(setting)))));
        nonHttpsUris.forEach((setting, urls) -> urls.forEach(url -> all.add(Message.NOT_HTTPS.format(
                server, setting.attribute(), maskSecrets(url), key(setting), key(Setting.ALLOW_INSECURE_LOCALHOST)))));
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(new ConfigurationException(JoinedErrors.join(all, " "), violations()));
    }

    public void throwIfAny() {
        toException().ifPresent(exception -> {
            throw exception;
        });
    }

    private Violations violations() {
        @Nullable String attribute = invalid.invalidAttribute();
        @Nullable String value = invalid.invalidValue();
        return new Violations(
                missing, attribute, value, invalid.validValues(), names(invalidUris), names(nonHttpsUris));
    }

    /**
     * Records the key from which a setting was read. A setting for all servers has another key than a setting of the
     * server.
     */
    void readFrom(Setting setting, String key) {
        keys.put(setting, key);
    }

    boolean isRead(Setting setting) {
        return keys.containsKey(setting);
    }

    private String key(Setting setting) {
        return keys.getOrDefault(setting, prefix + setting.key());
    }

    private String keys(List<Setting> settings) {
        return settings.stream().map(this::key).collect(Collectors.joining(" and "));
    }

    /** Returns the alternatives to missing settings, and the origin of blank values, as sentences. */
    private String notes(List<Setting> settings) {
        StringBuilder notes = new StringBuilder(settings.contains(Setting.CLIENT_ID) ? REGISTER_INSTEAD : "");
        for (Setting setting : settings) {
            KeySlot.locationOf(setting)
                    .map(location -> " Instead of " + key(setting) + ", you can set " + key(location) + ".")
                    .ifPresent(notes::append);
            sources.apply(setting)
                    .map(source -> " The value of " + key(setting) + " in " + source.source() + " is blank.")
                    .ifPresent(notes::append);
        }
        return notes.toString();
    }

    /** The user info, the query and the fragment of a URL may contain secrets. */
    public static String maskSecrets(String url) {
        return url.replaceFirst("(?s)([?#]).*", "$1***").replaceFirst("//.*@", "//***@");
    }

    /** Returns the violation as a sentence. The message before this sentence already demands an absolute URL. */
    public static String describe(UrlViolation violation) {
        return violation == UrlViolation.NOT_ABSOLUTE ? "" : " The URL " + violation.description() + ".";
    }

    private static List<String> names(Map<Setting, ?> offenders) {
        return offenders.keySet().stream().map(Setting::attribute).toList();
    }
}
