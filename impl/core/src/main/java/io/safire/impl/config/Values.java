package io.safire.impl.config;

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
final class Values {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern SHARE = Pattern.compile("[01]|0?\\.[0-9]{1,6}");
    private static final Pattern SOURCE =
            Pattern.compile("'self'|https?:|(https?://)?(\\*\\.)?[A-Za-z0-9.-]+(:([0-9]{1,5}|\\*))?/?");
    private static final Pattern HOST = Pattern.compile("([a-z0-9._-]+|\\[[0-9a-f:.]+])(:\\d{1,5})?");

    private final Config config;
    private final String prefix;
    private final Problems problems;

    Values(Config config, String prefix, Problems problems) {
        this.config = config;
        this.prefix = prefix;
        this.problems = problems;
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
            problems.unusable(setting, "its property expression has no value");
            return Optional.empty();
        }
    }

    @Nullable
    URI url(Setting setting, UrlRule rule) {
        return optional(setting).map(text -> checked(setting, text, rule)).orElse(null);
    }

    /** Returns a URL to which paths can be appended, and which therefore has no query. */
    @Nullable
    URI base(Setting setting, UrlRule rule) {
        URI url = url(setting, rule);
        if (url != null && url.getRawQuery() != null) {
            problems.invalidUri(setting, url.toString());
        }
        return url;
    }

    private @Nullable URI checked(Setting setting, String text, UrlRule rule) {
        URI url = parsed(text);
        if (url == null || !UrlRule.absolute(url) || url.getRawFragment() != null) {
            problems.invalidUri(setting, text);
            return null;
        }
        if (!rule.allows(url)) {
            problems.nonHttpsUri(setting, text);
            return null;
        }
        return url;
    }

    static @Nullable URI parsed(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }

    boolean flag(Setting setting, boolean byDefault) {
        Optional<String> text = optional(setting);
        if (text.isPresent() && !List.of("true", "false").contains(text.get())) {
            problems.invalid(setting, text.get(), List.of("true", "false"));
        }
        return text.map(Boolean::parseBoolean).orElse(byDefault);
    }

    Duration duration(Setting setting, Duration byDefault, Duration most) {
        return duration(setting, byDefault, most, Duration.ofNanos(1));
    }

    /** Returns a timeout from one millisecond to one hour: for HTTP clients, 0 ms means no limit. */
    Duration timeout(Setting setting, Duration byDefault) {
        return duration(setting, byDefault, Duration.ofHours(1), Duration.ofMillis(1));
    }

    /** Returns a duration from zero. */
    Duration durationOrNone(Setting setting, Duration byDefault, Duration most) {
        return duration(setting, byDefault, most, Duration.ZERO);
    }

    private Duration duration(Setting setting, Duration byDefault, Duration most, Duration least) {
        Optional<String> text = optional(setting);
        if (text.isEmpty()) {
            return byDefault;
        }
        try {
            Duration duration = Duration.parse(text.get());
            if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException notADuration) {
            // reported below, like a duration out of range
        }
        String bounds = least.toMillis() > 0 ? "from " + least + " to " + most : "up to " + most;
        problems.invalid(setting, text.get(), List.of("ISO-8601 durations " + bounds));
        return byDefault;
    }

    <E extends Enum<E>> E choice(Setting setting, E byDefault) {
        Optional<String> text = optional(setting);
        List<E> all = List.of(byDefault.getDeclaringClass().getEnumConstants());
        Optional<E> chosen = all.stream()
                .filter(one -> text.filter(spelled(one)::equals).isPresent())
                .findFirst();
        if (text.isPresent() && chosen.isEmpty()) {
            problems.invalid(
                    setting, text.get(), all.stream().map(Values::spelled).toList());
        }
        return chosen.orElse(byDefault);
    }

    private static String spelled(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    int number(Setting setting, int byDefault) {
        return number(setting, byDefault, 999_999_999);
    }

    int number(Setting setting, int byDefault, int most) {
        Optional<String> text = optional(setting);
        boolean fits = text.isEmpty() || NUMBER.matcher(text.get()).matches() && Integer.parseInt(text.get()) <= most;
        if (!fits) {
            problems.invalid(setting, text.get(), List.of("integers from 1 to " + most));
        }
        return fits ? text.map(Integer::parseInt).orElse(byDefault) : byDefault;
    }

    /** Returns a decimal number from 0 to the maximum, which is at most 1. */
    double share(Setting setting, double byDefault, double most) {
        Optional<String> text = optional(setting);
        boolean right = text.isEmpty() || SHARE.matcher(text.get()).matches() && Double.parseDouble(text.get()) <= most;
        if (!right) {
            problems.invalid(setting, text.get(), List.of("numbers from 0 to " + most));
            return byDefault;
        }
        return text.map(Double::parseDouble).orElse(byDefault);
    }

    /** Returns the sources of a Content-Security-Policy, without characters that could end the directive or the header. */
    List<String> sources(Setting setting) {
        List<String> sources =
                optional(setting).map(text -> List.of(text.split("\\s+"))).orElse(List.of());
        if (!sources.stream().allMatch(source -> SOURCE.matcher(source).matches())) {
            problems.invalid(
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
                problems.invalid(
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
        } catch (IllegalArgumentException slip) {
            problems.invalid(
                    setting,
                    text.orElse(""),
                    List.of("space-separated scopes of SMART or of this server; " + slip.getMessage()));
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
            problems.unusable(password, String.valueOf(wrong.getMessage()));
            return null;
        } catch (UnreadableException unusable) {
            problems.unusable(location, String.valueOf(unusable.getMessage()));
            return null;
        }
    }
}
