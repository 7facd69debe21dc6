package io.safire.impl.config;

import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Offenders;
import io.safire.impl.message.Message;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/** The configured servers and their settings. */
public final class ConfiguredServers {

    /** The name of the server that {@code safire.base-url} describes. */
    public static final String DEFAULT = "default";

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
    private static final int LONGEST_NAME = 100;

    private final Supplier<Config> current;
    private final Environment environment;
    private final ServerNames names;

    /**
     * Reads the names of the servers from the configuration.
     *
     * @param current returns the configuration: now for the settings, and at each request for secrets and keys, which may be rotated
     * @param injected the names at injection points; a configuration source that does not list its keys may have their settings
     * @param variables the names of the environment variables
     */
    public ConfiguredServers(Supplier<Config> current, Collection<String> injected, Collection<String> variables) {
        this.current = current;
        Config config = current.get();
        List<String> properties = new ArrayList<>();
        config.getPropertyNames().forEach(properties::add);
        this.environment = new Environment(variables, properties);
        this.names = new ServerNames(config, properties, injected, environment);
    }

    public Set<String> names() {
        return names.names();
    }

    /** Returns the errors in configuration keys that stop the deployment, and logs the others. */
    public List<ConfigurationException> keyFailures() {
        return new KeyCheck(current.get(), names, environment).failures();
    }

    /** Logs the settings of a server that have no effect. */
    public void reportUnused(ServerSettings settings) {
        new UnusedSettings(current.get(), settings).report();
    }

    /**
     * Returns the name of the default server: {@code default} if it is configured, else the only server.
     *
     * @throws ConfigurationException if {@code default} is not configured, and there is not exactly one server
     */
    public String defaultName() {
        if (names.contains(DEFAULT)) {
            return DEFAULT;
        }
        if (names().size() == 1) {
            return names().iterator().next();
        }
        throw new ConfigurationException(
                DEFAULT,
                Message.NO_DEFAULT_SERVER.of(DEFAULT, listed()),
                Offenders.missing(List.of(Setting.BASE_URL.attribute())));
    }

    /**
     * Reads the settings of one server.
     *
     * @throws ConfigurationException if the server is not configured, or settings are missing or invalid; it lists all of them
     */
    public ServerSettings read(String name) {
        if (!names.contains(name)) {
            throw unknown(name);
        }
        return new SettingsReader(current, name, names.prefixOf(name)).read();
    }

    /** The name may come from a request, so the message contains it on one line and shortened. */
    private ConfigurationException unknown(String name) {
        String line = UNPRINTABLE.matcher(name).replaceAll("?");
        String shown = line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME) + "...";
        String key = names.prefixOf(shown) + Setting.BASE_URL.key();
        return new ConfigurationException(
                shown,
                Message.UNKNOWN_SERVER.of(shown, Setting.BASE_URL.attribute(), key, listed()),
                Offenders.missing(List.of(Setting.BASE_URL.attribute())));
    }

    /** Reads the settings for a document that belongs to no server: those of the default server, as far as they are set. */
    public ServerSettings readFor(URI address) {
        return new SettingsReader(current, DEFAULT, ConfigKey.ROOT).readFor(address);
    }

    /** Throws the failures as one exception, if there are any. */
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
        return names().isEmpty() ? "none" : String.join(", ", names());
    }
}
