package io.safire.internal.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;

/** The names of the configured servers, each with the prefix of its configuration keys. */
final class ServerNames {

    private final Config config;
    private final boolean hasList;
    private final Map<String, String> prefixes = new TreeMap<>();
    private final Set<String> reserved = new TreeSet<>();

    /**
     * Reads the names from {@code safire.servers} if this setting is set. Otherwise, the names come from keys and
     * injection points, and only names with a {@code base-url} count.
     *
     * @param properties the property names of the configuration
     * @param injected the names at injection points
     */
    ServerNames(
            Config config, Iterable<String> properties, Collection<String> injected, EnvironmentVariables environment) {
        this.config = config;
        List<String> list = parseList(config);
        this.hasList = !list.isEmpty();
        Set<String> candidates = hasList ? new TreeSet<>(list) : namesInKeys(properties, environment);
        candidates.addAll(hasList ? List.of() : injected);
        for (String name : candidates) {
            if (ConfigKey.isReserved(name)) {
                reserved.add(name);
            } else {
                findPrefix(name).ifPresent(prefix -> prefixes.put(name, prefix));
            }
        }
    }

    Set<String> names() {
        return Collections.unmodifiableSet(prefixes.keySet());
    }

    boolean contains(String name) {
        return prefixes.containsKey(name);
    }

    boolean isListSet() {
        return hasList;
    }

    /**
     * Returns the names that equal the first segment of a setting. The configuration keys of such a server would be
     * ambiguous.
     */
    Set<String> reserved() {
        return reserved;
    }

    /**
     * Returns the prefix of the configuration keys of a server, such as {@code safire.epic.}. The server need not be
     * configured.
     */
    String prefixOf(String name) {
        return prefixes.getOrDefault(name, unquotedPrefix(name));
    }

    private static List<String> parseList(Config config) {
        // ConfigKeyValidator reports a value that cannot be expanded
        String names = SettingSource.find(config, ApplicationSetting.SERVERS.key())
                .flatMap(SettingSource::text)
                .orElse("");
        return Arrays.stream(names.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static Set<String> namesInKeys(Iterable<String> properties, EnvironmentVariables environment) {
        Set<String> names = new TreeSet<>(List.of(ConfiguredServers.DEFAULT));
        for (String property : properties) {
            if (property.startsWith(ConfigKey.ROOT) && !environment.isDerived(property)) {
                ConfigKey.parse(property).map(ConfigKey::server).ifPresent(names::add);
                String first = ConfigKey.firstSegment(property);
                if (!ConfigKey.isReserved(first)) {
                    names.add(first);
                }
            }
        }
        return names;
    }

    /**
     * The result is empty if the server is not configured: it has no base URL, and {@code safire.servers} does not list
     * it.
     */
    private Optional<String> findPrefix(String name) {
        List<String> possible = new ArrayList<>(List.of(unquotedPrefix(name)));
        if (!name.equals(ConfiguredServers.DEFAULT)) {
            possible.add(ConfigKey.ROOT + '"' + name + "\".");
        }
        Optional<String> found = possible.stream()
                .filter(prefix -> isSet(config, prefix + Setting.BASE_URL.key()))
                .findFirst();
        return hasList ? found.or(() -> Optional.of(unquotedPrefix(name))) : found;
    }

    private static String unquotedPrefix(String name) {
        return name.equals(ConfiguredServers.DEFAULT) ? ConfigKey.ROOT : ConfigKey.ROOT + name + ".";
    }

    /** A value that cannot be expanded also counts as set, so that the error is reported when the settings are read. */
    static boolean isSet(Config config, String key) {
        return SettingSource.find(config, key)
                .filter(found -> !found.isResolved() || found.text().isPresent())
                .isPresent();
    }
}
