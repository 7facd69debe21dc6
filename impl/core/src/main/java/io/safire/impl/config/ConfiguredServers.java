package io.safire.impl.config;

import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Offenders;
import io.safire.impl.message.Message;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/** Which servers are configured, and how. */
public final class ConfiguredServers {

    /** The name of the server that {@code safire.base-url} describes. */
    public static final String DEFAULT = "default";

    private static final String ROOT = "safire.";
    private static final String BASE_URL = "." + Setting.BASE_URL.key();
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
    private static final int LONGEST_NAME = 100;

    private final Supplier<Config> current;
    private final Config config;
    private final Set<String> names;

    /**
     * Looks for servers.
     *
     * @param current gives the configuration: now for the settings, at each request for what may be rotated
     * @param expected names that the application uses, which a source that cannot list its keys may have
     */
    public ConfiguredServers(Supplier<Config> current, Collection<String> expected) {
        this.current = current;
        this.config = current.get();
        names = new TreeSet<>();
        for (String key : config.getPropertyNames()) {
            if (key.startsWith(ROOT) && key.endsWith(BASE_URL) && key.length() > ROOT.length() + BASE_URL.length()) {
                names.add(unquoted(key.substring(ROOT.length(), key.length() - BASE_URL.length())));
            }
        }
        List<String> candidates = new ArrayList<>(expected);
        candidates.add(DEFAULT);
        candidates.stream().filter(this::hasBaseUrl).forEach(names::add);
    }

    public Set<String> names() {
        return names;
    }

    /** The name of the default server: {@code default} where it is configured, else the only one. */
    public String defaultName() {
        if (names.contains(DEFAULT)) {
            return DEFAULT;
        }
        if (names.size() == 1) {
            return names.iterator().next();
        }
        throw new ConfigurationException(
                DEFAULT,
                Message.NO_DEFAULT_SERVER.of(DEFAULT, listed()),
                Offenders.missing(List.of(Setting.BASE_URL.attribute())));
    }

    /** Reads the settings of one server, or throws one exception that names everything that is wrong with them. */
    public ServerSettings read(String name) {
        String known = hasBaseUrl(name) ? name : shown(name);
        return new SettingsReader(current, known, prefix(known)).read(this::listed);
    }

    /** A name that nobody has configured may come from a request, and goes into a message. */
    private static String shown(String name) {
        String line = UNPRINTABLE.matcher(name).replaceAll("?");
        return line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME) + "...";
    }

    /** Reads the settings for something that belongs to no server: those of the default server, as far as there are any. */
    public ServerSettings readFor(URI address) {
        return new SettingsReader(current, DEFAULT, ROOT).readFor(address);
    }

    /** Throws the failures as one, if there are any. */
    public static void together(List<ConfigurationException> failures) {
        if (failures.size() == 1) {
            throw failures.get(0);
        }
        if (!failures.isEmpty()) {
            String message = String.join(
                    System.lineSeparator(),
                    failures.stream().map(Throwable::getMessage).toList());
            throw new ConfigurationException(null, message, merged(failures));
        }
    }

    private static Offenders merged(List<ConfigurationException> failures) {
        ConfigurationException invalid = failures.stream()
                .filter(failure -> failure.invalidAttribute().isPresent())
                .findFirst()
                .orElse(failures.get(0));
        return new Offenders(
                failures.stream()
                        .flatMap(failure -> failure.missingAttributes().stream())
                        .toList(),
                invalid.invalidAttribute().orElse(null),
                invalid.invalidValue().orElse(null),
                invalid.validValues(),
                failures.stream()
                        .flatMap(failure -> failure.invalidUriAttributes().stream())
                        .toList(),
                failures.stream()
                        .flatMap(failure -> failure.nonHttpsUriAttributes().stream())
                        .toList());
    }

    private String listed() {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private boolean hasBaseUrl(String name) {
        return isSet(prefix(name) + Setting.BASE_URL.key());
    }

    private String prefix(String name) {
        if (name.equals(DEFAULT)) {
            return ROOT;
        }
        String quoted = ROOT + '"' + name + "\".";
        String plain = ROOT + name + ".";
        boolean needsQuotes = !isSet(plain + Setting.BASE_URL.key()) && isSet(quoted + Setting.BASE_URL.key());
        return needsQuotes ? quoted : plain;
    }

    private boolean isSet(String key) {
        return config.getOptionalValue(key, String.class)
                .filter(value -> !value.isBlank())
                .isPresent();
    }

    private static String unquoted(String name) {
        return name.length() > 2 && name.startsWith("\"") && name.endsWith("\"")
                ? name.substring(1, name.length() - 1)
                : name;
    }
}
