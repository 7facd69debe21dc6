package io.safire.internal.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The environment variables whose names begin with {@code SAFIRE_}.
 *
 * @see <a href="https://download.eclipse.org/microprofile/microprofile-config-3.1/microprofile-config-spec-3.1.html">
 *     MicroProfile Config 3.1, environment variables mapping rules</a>
 */
final class EnvironmentVariables {

    static final String ROOT = variableName(ConfigKey.ROOT);

    private static final Pattern VARIABLE = Pattern.compile(ROOT + "[A-Za-z0-9_]+", Pattern.CASE_INSENSITIVE);
    /**
     * The form of the property names that SmallRye Config derives from some environment variables, and lists in
     * addition to the names of the variables.
     */
    private static final Pattern DERIVED_PROPERTY = Pattern.compile("[a-z0-9.\"\\[\\]]+");

    private final Set<String> variables = new TreeSet<>();
    private final Set<String> collapse;

    /**
     * @param properties the property names of the configuration; some sources, such as a {@code .env} file, list
     *     variables that are not in the environment
     */
    EnvironmentVariables(Collection<String> variables, Iterable<String> properties) {
        variables.forEach(this::add);
        properties.forEach(this::add);
        collapse = this.variables.stream().map(EnvironmentVariables::collapse).collect(Collectors.toSet());
    }

    static String variableName(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** Returns the names in upper case. */
    Set<String> variables() {
        return variables;
    }

    /** Returns true if SmallRye Config has derived the property name from an environment variable. */
    boolean isDerived(String property) {
        return DERIVED_PROPERTY.matcher(property).matches() && collapse.contains(collapse(variableName(property)));
    }

    private void add(String name) {
        if (VARIABLE.matcher(name).matches()) {
            variables.add(name.toUpperCase(Locale.ROOT));
        }
    }

    private static String collapse(String variable) {
        return variable.replaceAll("_+", "_").replaceAll("_$", "");
    }
}
