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

/** Reads single values, and notes those that cannot be used. */
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
            problems.unusable(setting, "its expression has no value");
            return Optional.empty();
        }
    }

    @Nullable
    URI url(Setting setting, UrlRule rule) {
        return optional(setting).map(text -> checked(setting, text, rule)).orElse(null);
    }

    /** An address below which there are others, as a query at its end would swallow them. */
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

    /** How long something may take: a millisecond or more, since HTTP clients take 0 ms for no limit. */
    Duration timeout(Setting setting, Duration byDefault) {
        return duration(setting, byDefault, Duration.ofHours(1), Duration.ofMillis(1));
    }

    /** A duration that may be zero. */
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
            // reported below, as is a duration out of bounds
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
            problems.invalid(setting, text.get(), List.of("numbers from 1 to " + most));
        }
        return fits ? text.map(Integer::parseInt).orElse(byDefault) : byDefault;
    }

    /** A part of one, in decimals. */
    double share(Setting setting, double byDefault, double most) {
        Optional<String> text = optional(setting);
        boolean right = text.isEmpty() || SHARE.matcher(text.get()).matches() && Double.parseDouble(text.get()) <= most;
        if (!right) {
            problems.invalid(setting, text.get(), List.of("numbers from 0 to " + most));
            return byDefault;
        }
        return text.map(Double::parseDouble).orElse(byDefault);
    }

    /** Sources of a Content-Security-Policy: nothing that could end the directive or the header. */
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
                problems.invalid(setting, part.strip(), List.of("hosts, with a port where it is not the usual one"));
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
                    List.of("scopes of SMART or of this server with spaces between them; " + slip.getMessage()));
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
