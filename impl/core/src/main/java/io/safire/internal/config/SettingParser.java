package io.safire.internal.config;

import io.safire.token.Scopes;
import java.net.URI;
import java.security.KeyStore;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** A parser for single settings, which collects the errors of invalid values. */
final class SettingParser {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern FRACTION = Pattern.compile("[01]|0?\\.[0-9]{1,6}");
    private static final Pattern CSP_SOURCE =
            Pattern.compile("'self'|https?:|(https?://)?(\\*\\.)?[A-Za-z0-9.-]+(:([0-9]{1,5}|\\*))?/?");
    private static final Pattern HOST = Pattern.compile("([a-z0-9._-]+|\\[[0-9a-f:.]+])(:\\d{1,5})?");

    private final Config config;
    private final String prefix;
    private final ConfigurationErrors errors;

    SettingParser(Config config, String prefix, ConfigurationErrors errors) {
        this.config = config;
        this.prefix = prefix;
        this.errors = errors;
    }

    @Nullable
    String text(Setting setting) {
        return optional(setting).orElse(null);
    }

    Optional<String> optional(Setting setting) {
        try {
            return config.getOptionalValue(prefix + setting.key(), String.class)
                    .map(String::strip)
                    .filter(value -> !value.isEmpty());
        } catch (IllegalArgumentException | NoSuchElementException unusable) {
            errors.unusable(setting, "its property expression has no value");
            return Optional.empty();
        }
    }

    @Nullable
    URI url(Setting setting, UrlPolicy rule) {
        return optional(setting).map(text -> validateUrl(setting, text, rule)).orElse(null);
    }

    /** Returns a URL that has no query, so that paths can be appended to it. */
    @Nullable
    URI baseUrl(Setting setting, UrlPolicy rule) {
        URI url = url(setting, rule);
        if (url != null && url.getRawQuery() != null) {
            errors.invalidUri(setting, url.toString());
        }
        return url;
    }

    private @Nullable URI validateUrl(Setting setting, String text, UrlPolicy rule) {
        URI url = parseUri(text);
        if (url == null || !UrlPolicy.isAbsolute(url) || url.getRawFragment() != null) {
            errors.invalidUri(setting, text);
            return null;
        }
        if (!rule.isAllowed(url)) {
            errors.nonHttpsUri(setting, text);
            return null;
        }
        return url;
    }

    static @Nullable URI parseUri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }

    boolean flag(Setting setting, boolean defaultValue) {
        Optional<String> text = optional(setting);
        if (text.isPresent() && !List.of("true", "false").contains(text.get())) {
            errors.invalid(setting, text.get(), List.of("true", "false"));
        }
        return text.map(Boolean::parseBoolean).orElse(defaultValue);
    }

    Duration duration(Setting setting, Duration defaultValue, Duration max) {
        return duration(setting, defaultValue, max, Duration.ofNanos(1));
    }

    /**
     * Returns a timeout from one millisecond to one hour. Zero is excluded, because it means no limit for HTTP clients.
     */
    Duration timeout(Setting setting, Duration defaultValue) {
        return duration(setting, defaultValue, Duration.ofHours(1), Duration.ofMillis(1));
    }

    /** Returns a duration that may be zero. */
    Duration durationOrZero(Setting setting, Duration defaultValue, Duration max) {
        return duration(setting, defaultValue, max, Duration.ZERO);
    }

    private Duration duration(Setting setting, Duration defaultValue, Duration max, Duration min) {
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
            // reported below, like an out-of-range duration
        }
        String bounds = min.toMillis() > 0 ? "from " + min + " to " + max : "up to " + max;
        errors.invalid(setting, text.get(), List.of("ISO-8601 durations " + bounds));
        return defaultValue;
    }

    <E extends Enum<E>> E choice(Setting setting, E defaultValue) {
        Optional<String> text = optional(setting);
        List<E> all = List.of(defaultValue.getDeclaringClass().getEnumConstants());
        Optional<E> chosen = all.stream()
                .filter(constant -> text.filter(configValue(constant)::equals).isPresent())
                .findFirst();
        if (text.isPresent() && chosen.isEmpty()) {
            errors.invalid(
                    setting,
                    text.get(),
                    all.stream().map(SettingParser::configValue).toList());
        }
        return chosen.orElse(defaultValue);
    }

    private static String configValue(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    int integer(Setting setting, int defaultValue) {
        return integer(setting, defaultValue, 999_999_999);
    }

    int integer(Setting setting, int defaultValue, int max) {
        Optional<String> text = optional(setting);
        boolean valid = text.isEmpty() || NUMBER.matcher(text.get()).matches() && Integer.parseInt(text.get()) <= max;
        if (!valid) {
            errors.invalid(setting, text.get(), List.of("integers from 1 to " + max));
        }
        return valid ? text.map(Integer::parseInt).orElse(defaultValue) : defaultValue;
    }

    /** Returns a decimal number from 0 to the maximum, which is at most 1. */
    double fraction(Setting setting, double defaultValue, double max) {
        Optional<String> text = optional(setting);
        boolean valid =
                text.isEmpty() || FRACTION.matcher(text.get()).matches() && Double.parseDouble(text.get()) <= max;
        if (!valid) {
            errors.invalid(setting, text.get(), List.of("numbers from 0 to " + max));
            return defaultValue;
        }
        return text.map(Double::parseDouble).orElse(defaultValue);
    }

    /** Returns the sources of a Content-Security-Policy, without characters that could end the directive or the header. */
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

    Set<String> hosts(Setting setting) {
        Set<String> hosts = new LinkedHashSet<>();
        for (String part : optional(setting).map(text -> text.split(",")).orElse(new String[0])) {
            String host = part.strip().toLowerCase(Locale.ROOT);
            if (HOST.matcher(host).matches()) {
                hosts.add(host);
            } else {
                errors.invalid(
                        setting,
                        part.strip(),
                        List.of("host names, each with its port if that is not the default port"));
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
    KeyStore keyStore(Setting location, Setting password, BiFunction<String, @Nullable String, KeyStore> reader) {
        Optional<String> text = optional(location);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return reader.apply(text.get(), text(password));
        } catch (WrongPasswordException wrong) {
            errors.unusable(password, String.valueOf(wrong.getMessage()));
            return null;
        } catch (UnreadableResourceException unusable) {
            errors.unusable(location, String.valueOf(unusable.getMessage()));
            return null;
        }
    }
}
