package io.safire.internal.config;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A configuration key of a server, split into the name of the server and the setting.
 *
 * @param server the name of the server, without quotes
 * @param setting the key of the setting, without prefix; for a group, with the free name
 */
record ConfigKey(String server, String setting) {

    static final String ROOT = "safire.";

    static final Set<String> SETTINGS =
            Arrays.stream(Setting.values()).map(Setting::key).collect(Collectors.toUnmodifiableSet());

    private static final Set<String> RESERVED_SEGMENTS = reservedSegments();

    /**
     * @param key a key with the prefix {@code safire.}
     * @return the server and the setting; empty if the key does not end in a setting
     */
    static Optional<ConfigKey> parse(String key) {
        String rest = key.substring(ROOT.length());
        String known = GroupKeys.toSettingKey(rest);
        if (SETTINGS.contains(known)) {
            return Optional.of(new ConfigKey(ConfiguredServers.DEFAULT, rest));
        }
        for (int dot = rest.lastIndexOf('.'); dot > 0; dot = rest.lastIndexOf('.', dot - 1)) {
            if (SETTINGS.contains(known.substring(dot + 1))) {
                return Optional.of(new ConfigKey(unquote(rest.substring(0, dot)), rest.substring(dot + 1)));
            }
        }
        return Optional.empty();
    }

    /** Returns the text before the first dot, or the text in quotes. */
    static String firstSegment(String key) {
        String rest = key.substring(ROOT.length());
        int quote = rest.startsWith("\"") ? rest.indexOf('"', 1) : -1;
        int dot = rest.indexOf('.', Math.max(quote, 0));
        return unquote(dot < 0 ? rest : rest.substring(0, dot));
    }

    /**
     * Returns true if a server name and a setting begin with the same segment. The configuration keys of this server
     * would be ambiguous.
     */
    static boolean isReserved(String name) {
        int dot = name.indexOf('.');
        return RESERVED_SEGMENTS.contains(dot < 0 ? name : name.substring(0, dot));
    }

    static String unquote(String name) {
        return name.length() > 2 && name.startsWith("\"") && name.endsWith("\"")
                ? name.substring(1, name.length() - 1)
                : name;
    }

    private static Set<String> reservedSegments() {
        Set<String> segments = new HashSet<>();
        SETTINGS.forEach(key -> segments.add(key.split("\\.", 2)[0]));
        Arrays.stream(ApplicationSetting.values()).forEach(setting -> segments.add(setting.segment()));
        return Set.copyOf(segments);
    }
}
