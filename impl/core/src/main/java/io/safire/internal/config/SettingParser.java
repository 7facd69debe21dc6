package io.safire.internal.config;

import static java.util.Objects.requireNonNull;

import io.safire.internal.text.LogSanitizer;
import io.safire.internal.text.Urls;
import io.safire.token.Scopes;
import java.net.URI;
import java.security.KeyStore;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * A parser for single settings, which collects the errors of invalid values.
 *
 * @param usesCommonSettings true if configuration keys without a server name apply to all servers
 * @param groups the keys that end with a free name
 * @param profile the EHR profile, whose defaults apply to settings that are not set
 */
record SettingParser(
        Config config,
        String prefix,
        boolean usesCommonSettings,
        GroupKeys groups,
        ConfigurationErrors errors,
        ProfileSettings profile) {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern FRACTION = Pattern.compile("[01]|0?\\.[0-9]{1,6}");
    private static final Pattern CSP_SOURCE =
            Pattern.compile("'self'|https?:|(https?://)?(\\*\\.)?[A-Za-z0-9.-]+(:([0-9]{1,5}|\\*))?/?");
    private static final Pattern HOST = Pattern.compile("([a-z0-9.-]+|\\[[0-9a-f:.]+])(:\\d{1,5})?");

    private static final Pattern HOST_PATTERN = Pattern.compile("(\\*\\.)?[a-z0-9.-]+|\\[[0-9a-f:.]+]");

    private static final String PRODUCT = "[\\w!#$%&'*+.^`|~-]+(/[\\w!#$%&'*+.^`|~-]+)?";
    /** Products such as {@code Growth-Chart/2.1} and comments in brackets (RFC 9110, section 10.1.5). */
    private static final Pattern USER_AGENT =
            Pattern.compile(PRODUCT + "( (" + PRODUCT + "|\\([ !-'*-\\[\\]-~]*\\)))*");

    @Nullable
    String text(Setting setting) {
        return optional(setting).orElse(null);
    }

    Optional<String> optional(Setting setting) {
        return optional(setting, prefixOf(setting));
    }

    /** Returns the prefix of the server, or the prefix of the settings for all servers. */
    String prefixOf(Setting setting) {
        boolean common = usesCommonSettings && setting.isCommon() && !ServerNames.isSet(config, prefix + setting.key());
        return common ? ConfigKey.ROOT : prefix;
    }

    /** @param keyPrefix the prefix of a server or of the settings for all servers */
    Optional<String> optional(Setting setting, String keyPrefix) {
        return text(setting, keyPrefix + setting.key()).or(() -> profile.defaultOf(setting));
    }

    private Optional<String> text(Setting setting, String key) {
        errors.readFrom(setting, key);
        return errors.textOf(setting, SettingSource.find(config, key)).map(String::strip);
    }

    /**
     * Returns the values of a group by their free names. A value of the server takes precedence over the value for all
     * servers. A blank value means that the setting is not set.
     */
    SortedMap<String, String> group(Setting group) {
        SortedMap<String, String> values = new TreeMap<>();
        Stream<String> prefixes =
                usesCommonSettings && group.isCommon() ? Stream.of(ConfigKey.ROOT, prefix) : Stream.of(prefix);
        prefixes.forEach(keyPrefix -> groups.names(keyPrefix, group)
                .forEach(name -> text(group, keyPrefix + group.key(name)).ifPresent(value -> values.put(name, value))));
        return values;
    }

    SettingParser withProfile(ProfileSettings newProfile) {
        return new SettingParser(config, prefix, usesCommonSettings, groups, errors, newProfile);
    }

    @Nullable
    URI url(Setting setting, UrlPolicy rule) {
        return url(setting, rule, url -> Optional.empty());
    }

    /** Rejects a URL with a query, because paths are appended to the URL. */
    @Nullable
    URI baseUrl(Setting setting, UrlPolicy rule) {
        return url(
                setting, rule, url -> Optional.of(UrlViolation.QUERY).filter(violation -> url.getRawQuery() != null));
    }

    /** Validates a redirect URI. A server redirects only to a complete URL, without a wildcard. */
    void redirectUri(Setting setting, UrlPolicy rule) {
        url(setting, rule, url -> Optional.of(UrlViolation.WILDCARD)
                .filter(violation -> url.toString().indexOf('*') >= 0));
    }

    private @Nullable URI url(Setting setting, UrlPolicy rule, Function<URI, Optional<UrlViolation>> further) {
        return optional(setting)
                .flatMap(text -> url(setting, text, rule, further))
                .orElse(null);
    }

    /** Reports an error if the text is not a usable URL. */
    Optional<URI> url(Setting setting, String text, UrlPolicy rule, Function<URI, Optional<UrlViolation>> further) {
        Optional<URI> url = Urls.parse(text);
        Optional<UrlViolation> violation = url.flatMap(further)
                .or(() -> rule.violation(text))
                .or(() -> Optional.of(UrlViolation.FRAGMENT).filter(fragment -> text.indexOf('#') >= 0));
        violation.ifPresent(found -> errors.unusableUrl(setting, text, found));
        return violation.isPresent() ? Optional.empty() : url;
    }

    /** Reports an error if a character of the value could end the header. */
    String userAgent(Setting setting) {
        String text = optional(setting).orElse(setting.defaultValue());
        if (USER_AGENT.matcher(text).matches()) {
            return text;
        }
        errors.invalid(
                setting,
                LogSanitizer.sanitize(text),
                List.of("products and comments, such as Growth-Chart/2.1 (contact: it@app.example)"));
        return setting.defaultValue();
    }

    boolean flag(Setting setting) {
        return flag(setting, Boolean.parseBoolean(setting.defaultValue()));
    }

    boolean flag(Setting setting, boolean defaultValue) {
        Optional<String> text = optional(setting);
        if (text.isPresent() && !List.of("true", "false").contains(text.get())) {
            errors.invalid(setting, text.get(), List.of("true", "false"));
        }
        return text.map(Boolean::parseBoolean).orElse(defaultValue);
    }

    Duration duration(Setting setting) {
        return duration(setting, Duration.parse(setting.type().max()));
    }

    Duration duration(Setting setting, Duration max) {
        Duration defaultValue = Duration.parse(setting.defaultValue());
        Duration min = Duration.parse(setting.type().min());
        Optional<String> text = optional(setting);
        if (text.isEmpty()) {
            return defaultValue;
        }
        try {
            Duration duration = Duration.parse(text.get());
            if (duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException notADuration) {
            // reported below together with an out-of-range duration
        }
        String bounds = min.toMillis() > 0 ? "from " + min + " to " + max : "up to " + max;
        String reason = setting.type().minReason();
        errors.invalid(
                setting,
                text.get(),
                List.of("ISO-8601 durations " + bounds + (reason.isEmpty() ? "" : ", because " + reason)));
        return defaultValue;
    }

    <E extends Enum<E>> E choice(Setting setting, Class<E> constants) {
        Map<String, E> byValue = new LinkedHashMap<>();
        for (E constant : constants.getEnumConstants()) {
            byValue.put(SettingType.configValue(constant), constant);
        }
        String text = optional(setting).orElse(setting.defaultValue());
        if (!byValue.containsKey(text)) {
            errors.invalid(setting, text, List.copyOf(byValue.keySet()));
        }
        return byValue.getOrDefault(text, requireNonNull(byValue.get(setting.defaultValue())));
    }

    int integer(Setting setting) {
        return integer(setting, prefixOf(setting));
    }

    /** @param keyPrefix the prefix of a server or of the settings for all servers */
    int integer(Setting setting, String keyPrefix) {
        int max = Integer.parseInt(setting.type().max());
        String text = optional(setting, keyPrefix).orElse(setting.defaultValue());
        if (NUMBER.matcher(text).matches() && Integer.parseInt(text) <= max) {
            return Integer.parseInt(text);
        }
        errors.invalid(setting, text, List.of("integers from 1 to " + max));
        return Integer.parseInt(setting.defaultValue());
    }

    /** Parses a decimal number from 0 to the maximum of the setting. */
    double fraction(Setting setting) {
        double max = Double.parseDouble(setting.type().max());
        String text = optional(setting).orElse(setting.defaultValue());
        if (FRACTION.matcher(text).matches() && Double.parseDouble(text) <= max) {
            return Double.parseDouble(text);
        }
        errors.invalid(setting, text, List.of("numbers from 0 to " + max));
        return Double.parseDouble(setting.defaultValue());
    }

    /** Reports an error if a character of the value could end the directive or the header. */
    List<String> cspSources(Setting setting) {
        List<String> sources =
                optional(setting).map(text -> List.of(text.split("\\s+"))).orElse(List.of());
        if (!sources.stream().allMatch(source -> CSP_SOURCE.matcher(source).matches())) {
            errors.invalid(
                    setting,
                    String.join(" ", sources),
                    List.of("'self', schemes such as https:, and origins such as https://ehr.example"));
            return List.of();
        }
        return sources;
    }

    Set<String> texts(Setting setting) {
        Optional<String> value = optional(setting);
        Set<String> texts = value.stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        if (value.isPresent() && texts.isEmpty()) {
            errors.invalid(setting, value.get(), List.of("texts that are separated by commas"));
        }
        return texts;
    }

    Set<String> hosts(Setting setting) {
        return hosts(
                setting, HOST, "host names without an underscore, each with its port if that is not the default port");
    }

    /** Parses hosts without ports. The text {@code *.} at the start of a host stands for all subdomains. */
    Set<String> hostPatterns(Setting setting) {
        return hosts(setting, HOST_PATTERN, "host names without an underscore and without a port, such as *.example");
    }

    private Set<String> hosts(Setting setting, Pattern valid, String description) {
        Set<String> hosts = new LinkedHashSet<>();
        for (String part : optional(setting).map(text -> text.split(",")).orElse(new String[0])) {
            String host = part.strip().toLowerCase(Locale.ROOT);
            if (valid.matcher(host).matches()) {
                hosts.add(host);
            } else {
                errors.invalid(setting, part.strip(), List.of(description));
            }
        }
        return Set.copyOf(hosts);
    }

    Scopes scopes(Setting setting) {
        Optional<String> text = optional(setting);
        try {
            return Scopes.parseStrictly(text.orElse(""));
        } catch (IllegalArgumentException invalid) {
            errors.invalid(
                    setting,
                    text.orElse(""),
                    List.of("space-separated scopes of SMART or of this server; " + invalid.getMessage()));
            return Scopes.none();
        }
    }

    @Nullable
    CertificateStore keyStore(
            Setting location, Setting password, BiFunction<String, @Nullable String, KeyStore> reader) {
        String keyPrefix = prefixOf(location);
        Optional<String> text = optional(location, keyPrefix);
        if (text.isEmpty()) {
            return null;
        }
        try {
            // the password belongs to the same key store, never to another key store
            Optional<String> secret = optional(password, keyPrefix);
            return errors.isUnresolved(password)
                    ? null
                    : new CertificateStore(reader.apply(text.get(), secret.orElse(null)));
        } catch (WrongPasswordException wrong) {
            errors.unusable(password, String.valueOf(wrong.getMessage()));
            return null;
        } catch (UnreadableResourceException unusable) {
            errors.unusable(location, String.valueOf(unusable.getMessage()));
            return null;
        }
    }
}
