package io.safire.internal.config;

import io.safire.SmartClientSettings;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.internal.message.Message;
import io.safire.internal.text.LogSanitizer;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/** The configured servers and their settings. */
public final class ConfiguredServers {

    /** The name of the server that {@code safire.base-url} describes. */
    public static final String DEFAULT = "default";

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
    private static final int MAX_NAME_LENGTH = 100;
    /** The text mentions EARs, because the configuration of a WAR in an EAR is not visible at startup. */
    private static final String NO_NAMES = "none (in an EAR, put the configuration into the directory lib of the EAR)";

    private final Supplier<Config> configSupplier;
    private final EnvironmentVariables environment;
    private final ServerNames names;
    private final GroupKeys groups;

    /**
     * @param configSupplier the supplier of the configuration. The constructor calls it for the settings. Each request
     *     calls it for secrets and keys, which may be rotated
     * @param injected the names at injection points, because a configuration source may contain keys that it does not
     *     list
     * @param variables the names of the environment variables
     */
    public ConfiguredServers(
            Supplier<Config> configSupplier, Collection<String> injected, Collection<String> variables) {
        this.configSupplier = configSupplier;
        Config config = configSupplier.get();
        List<String> properties = new ArrayList<>();
        config.getPropertyNames().forEach(properties::add);
        this.environment = new EnvironmentVariables(variables, properties);
        this.names = new ServerNames(config, properties, injected, environment);
        this.groups = new GroupKeys(properties, environment);
    }

    public static ConfiguredServers none() {
        MapConfig empty = new MapConfig(Map.of());
        return new ConfiguredServers(() -> empty, List.of(), List.of());
    }

    public Set<String> names() {
        return names.names();
    }

    public boolean contains(String name) {
        return names.contains(name);
    }

    /** Returns the reason why no server of a server source can have this name; empty if the name is valid. */
    public Optional<String> rejectSourcedName(String name) {
        if (names.contains(name)) {
            return Optional.of("the configuration contains a server with this name, and its settings apply");
        }
        if (name.equals(DEFAULT) || ConfigKey.isReserved(name)) {
            return Optional.of("the name is reserved, because it is default or begins like a setting");
        }
        return name.isBlank() || !LogSanitizer.sanitize(name).equals(name)
                ? Optional.of("the name is blank, too long or not printable")
                : Optional.empty();
    }

    /**
     * Reads the settings of a server of a server source.
     *
     * @param source the class of the server source
     * @param withoutModule the settings whose module is missing, each with the artifact to add
     * @throws ConfigurationException if settings are missing or invalid; the message lists all of these settings
     */
    public SourcedServerSettings readSourced(
            String name, SmartClientSettings given, String source, Map<Setting, String> withoutModule) {
        return SourcedServerSettings.read(name, given, withoutModule, "the ServerSource " + source, configSupplier);
    }

    /**
     * Returns the errors that stop the deployment, and logs all other errors.
     *
     * @param withoutModule the settings whose module is missing, each with the artifact to add
     */
    public List<ConfigurationException> validateConfigKeys(Map<Setting, String> withoutModule) {
        return new ConfigKeyValidator(configSupplier.get(), names, environment).validate(withoutModule);
    }

    public void logUnusedSettings(ServerSettings settings) {
        new UnusedSettings(configSupplier.get(), settings).log();
    }

    /** Logs a warning, without the secret, for each secret that MicroProfile Config has changed. */
    public void logReplacedSecrets(ServerSettings settings) {
        ReplacedSecrets.log(configSupplier.get(), settings, groups);
    }

    /**
     * The name is {@code default} if that server is configured; otherwise, the name of the only server.
     *
     * @throws ConfigurationException if {@code default} is not configured, and the number of configured servers is not
     *     one
     */
    public String defaultName() {
        if (names.contains(DEFAULT)) {
            return DEFAULT;
        }
        if (names().size() == 1) {
            return names().iterator().next();
        }
        throw new ConfigurationException(
                Message.NO_DEFAULT_SERVER.format(DEFAULT, joinedNames()),
                Violations.missing(List.of(Setting.BASE_URL.attribute())));
    }

    /**
     * @throws ConfigurationException if the server is not configured, or settings are missing or invalid; the message
     *     lists all of these settings
     */
    public ServerSettings read(String name) {
        if (!names.contains(name)) {
            throw unknownServer(name);
        }
        boolean usesCommonSettings = !names.contains(DEFAULT);
        return new ServerSettingsReader(configSupplier, name, names.prefixOf(name), usesCommonSettings, groups).read();
    }

    /** Shortens the name and shows it on one line, because the name may come from a request. */
    private ConfigurationException unknownServer(String name) {
        String displayName = displayName(name);
        String key = names.prefixOf(displayName) + Setting.BASE_URL.key();
        return new ConfigurationException(
                Message.UNKNOWN_SERVER.format(displayName, Setting.BASE_URL.attribute(), key, joinedNames()),
                Violations.missing(List.of(Setting.BASE_URL.attribute())));
    }

    public static String displayName(String name) {
        String line = UNPRINTABLE.matcher(name).replaceAll("?");
        return line.length() <= MAX_NAME_LENGTH ? line : line.substring(0, MAX_NAME_LENGTH) + "...";
    }

    /**
     * Reads the settings for a document that belongs to no server. The settings of the default server apply if they are
     * set.
     */
    public ServerSettings readForDocument(URI address) {
        return new ServerSettingsReader(configSupplier, DEFAULT, ConfigKey.ROOT, false, groups)
                .readForDocument(address);
    }

    private String joinedNames() {
        return names().isEmpty() ? NO_NAMES : String.join(", ", names());
    }
}
