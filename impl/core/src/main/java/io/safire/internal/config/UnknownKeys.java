package io.safire.internal.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The configuration keys with the prefix {@code safire.} that are not a setting of a configured server or of the
 * application.
 */
final class UnknownKeys {

    private static final Set<String> USED_WITHOUT_DEFAULT_SERVER = Arrays.stream(Setting.values())
            .filter(Setting::isUsedWithoutDefaultServer)
            .map(Setting::key)
            .collect(Collectors.toUnmodifiableSet());

    private static final String REST_CLIENT = "/mp-rest/";

    private final ServerNames names;
    private final Map<Setting, String> withoutModule;
    private final List<String> findings = new ArrayList<>();
    private final Map<String, List<String>> withoutServer = new TreeMap<>();

    /** @param withoutModule the settings whose module is missing, each with the artifact to add */
    UnknownKeys(ServerNames names, Map<Setting, String> withoutModule) {
        this.names = names;
        this.withoutModule = withoutModule;
    }

    /** Returns a description of each unknown key, with the most similar known key. */
    List<String> find(Iterable<String> properties, EnvironmentVariables environment) {
        Set<String> sorted = new TreeSet<>();
        properties.forEach(sorted::add);
        for (String property : sorted) {
            // keys of a REST client whose configKey begins with safire.
            boolean safireKey = property.startsWith(ConfigKey.ROOT) && !property.contains(REST_CLIENT);
            if (safireKey && !environment.isDerived(property)) {
                check(property);
            }
        }
        withoutServer.forEach((server, keys) -> findings.add(describeWithoutServer(server, keys)));
        return findings;
    }

    private void check(String property) {
        Optional<ConfigKey> key = ConfigKey.parse(property);
        boolean known = hasEffectWithoutServer(property)
                || key.filter(found -> isSetting(property, found)).isPresent();
        if (known) {
            artifactOf(property).ifPresent(artifact -> findings.add(property + " (add the artifact " + artifact + ")"));
            return;
        }
        Optional<String> server = serverOf(property);
        if (server.isPresent()) {
            String prefix = names.prefixOf(server.get());
            Optional<String> nearest = key.map(ConfigKey::setting)
                    .or(() -> NearestKeyFinder.find(property.substring(prefix.length()), ConfigKey.SETTINGS));
            findings.add(describe(property, nearest.map(prefix::concat)));
        } else if (key.isEmpty()) {
            findings.add(describe(property, findNearest(property)));
        } else if (names.contains(key.get().server())) {
            // the key of the base URL contains the server name in another form, for example in quotes
            findings.add(describe(
                    property,
                    Optional.of(names.prefixOf(key.get().server()) + key.get().setting())));
        } else if (!ConfigKey.isReserved(key.get().server())) {
            withoutServer
                    .computeIfAbsent(key.get().server(), any -> new ArrayList<>())
                    .add(property);
        }
    }

    private static boolean hasEffectWithoutServer(String property) {
        return property.equals(ApplicationSetting.SERVERS.key())
                || property.equals(ApplicationSetting.UNKNOWN_KEYS.key())
                || USED_WITHOUT_DEFAULT_SERVER.contains(
                        GroupKeys.toSettingKey(property.substring(ConfigKey.ROOT.length())));
    }

    /** Returns the artifact to add for a known key; empty if the module of the key is present. */
    private Optional<String> artifactOf(String property) {
        return withoutModule.entrySet().stream()
                .filter(missing -> GroupKeys.toSettingKey(property)
                        .endsWith("." + missing.getKey().key()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private boolean isSetting(String property, ConfigKey key) {
        return names.contains(key.server()) && property.equals(names.prefixOf(key.server()) + key.setting());
    }

    /** Returns the named server with the longest prefix with which the configuration key begins. */
    private Optional<String> serverOf(String property) {
        for (int dot = property.lastIndexOf('.');
                dot > ConfigKey.ROOT.length();
                dot = property.lastIndexOf('.', dot - 1)) {
            String name = ConfigKey.unquote(property.substring(ConfigKey.ROOT.length(), dot));
            boolean below = names.contains(name) && property.startsWith(names.prefixOf(name));
            if (below && !name.equals(ConfiguredServers.DEFAULT)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the most similar configuration key. A configuration key of the default server or of the application takes
     * precedence over a configuration key of a named server.
     */
    private Optional<String> findNearest(String property) {
        Set<String> candidates = new TreeSet<>(ConfigKey.SETTINGS);
        candidates.add(ApplicationSetting.SERVERS.segment());
        candidates.add(ApplicationSetting.UNKNOWN_KEYS.segment());
        String rest = property.substring(ConfigKey.ROOT.length());
        return NearestKeyFinder.find(rest, candidates)
                .map(ConfigKey.ROOT::concat)
                .or(() -> findNearestOfNamedServer(property, rest));
    }

    private Optional<String> findNearestOfNamedServer(String property, String rest) {
        String first = ConfigKey.firstSegment(property);
        String setting = rest.substring(Math.min(rest.length(), first.length() + 1));
        return NearestKeyFinder.find(first, names.names())
                .flatMap(name ->
                        NearestKeyFinder.find(setting, ConfigKey.SETTINGS).map(key -> names.prefixOf(name) + key));
    }

    private String describeWithoutServer(String server, List<String> keys) {
        String reason = names.isListSet()
                ? server + " is not in " + ApplicationSetting.SERVERS.key()
                : names.prefixOf(server) + Setting.BASE_URL.key() + " is not set";
        String hint = NearestKeyFinder.find(server, names.names())
                .map(name -> "; did you mean the server " + name + "?")
                .orElse("");
        return String.join(", ", keys) + " (" + reason + hint + ")";
    }

    private static String describe(String key, Optional<String> nearest) {
        return key + nearest.map(name -> " (did you mean " + name + "?)").orElse("");
    }
}
