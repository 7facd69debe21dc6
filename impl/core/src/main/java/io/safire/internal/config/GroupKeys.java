package io.safire.internal.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The configuration keys that end with a free name, such as {@code safire.epic.headers.X-Api-Key}. The settings before
 * the name are {@linkplain Setting#isGroup() groups}.
 */
final class GroupKeys {

    /** The end of the key of a group, in place of the free name. */
    static final String NAME = ".<name>";

    private static final List<String> GROUPS = Arrays.stream(Setting.values())
            .filter(Setting::isGroup)
            .map(setting -> setting.key(""))
            .toList();

    private final TreeSet<String> keys = new TreeSet<>();
    private final TreeSet<String> variables;

    /** @param properties the property names of the configuration. A key that no source lists is not found */
    GroupKeys(Iterable<String> properties, EnvironmentVariables environment) {
        for (String property : properties) {
            if (!toSettingKey(property).equals(property) && !environment.isDerived(property)) {
                keys.add(property);
            }
        }
        this.variables = new TreeSet<>(environment.variables());
    }

    /** Creates keys without environment variables. */
    static GroupKeys of(Iterable<String> properties) {
        return new GroupKeys(properties, new EnvironmentVariables(List.of(), List.of()));
    }

    /**
     * Replaces the free name at the end of a key by {@link #NAME}. Returns other keys unchanged. A free name contains
     * neither a dot nor a quote, so the last segment of a key can only be the name.
     */
    static String toSettingKey(String key) {
        int dot = key.lastIndexOf('.');
        String name = key.substring(dot + 1);
        String start = key.substring(0, dot + 1);
        boolean ofGroup = GROUPS.stream().anyMatch(group -> start.equals(group) || start.endsWith("." + group));
        return ofGroup && !name.isEmpty() && name.indexOf('"') < 0 ? key.substring(0, dot) + NAME : key;
    }

    /** Returns true if the part of a variable after the prefix of a server belongs to a group. */
    static boolean isVariable(String setting) {
        return GROUPS.stream()
                .map(EnvironmentVariables::variableName)
                .anyMatch(group -> setting.startsWith(group) && !setting.equals(group));
    }

    /**
     * Returns the free names of a group. If only an environment variable contains a name, the name is in lower case.
     *
     * @param prefix the prefix of the server's configuration keys, such as {@code safire.epic.}
     */
    Set<String> names(String prefix, Setting group) {
        String start = prefix + group.key("");
        Set<String> names = new TreeSet<>();
        Set<String> named = new TreeSet<>();
        for (String key : keys.subSet(start, start + Character.MAX_VALUE)) {
            String name = key.substring(start.length());
            if (name.indexOf('.') < 0) {
                names.add(name);
                named.add(EnvironmentVariables.variableName(key));
            }
        }
        String variableStart = EnvironmentVariables.variableName(start);
        variables.subSet(variableStart, variableStart + Character.MAX_VALUE).stream()
                .filter(variable -> variable.length() > variableStart.length() && !named.contains(variable))
                .map(variable -> nameOf(variable.substring(variableStart.length()), group))
                .forEach(names::add);
        return names;
    }

    /** The names of headers usually contain hyphens, the names of parameters underscores. */
    private static String nameOf(String variable, Setting group) {
        String name = variable.toLowerCase(Locale.ROOT);
        return group == Setting.HEADERS ? name.replace('_', '-') : name;
    }
}
