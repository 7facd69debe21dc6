package io.safire.token;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * One search parameter that narrows a resource scope.
 *
 * @param name the parameter, such as {@code category}
 * @param value its value, not encoded
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#finer-grained-resource-constraints-using-search-parameters">
 *     SMART App Launch 2.2.0, finer-grained resource constraints</a>
 */
public record ScopeConstraint(String name, String value) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.:-]*");

    /**
     * Checks both parts.
     *
     * @throws IllegalArgumentException if the name is no search parameter or the value is empty
     */
    public ScopeConstraint {
        if (!NAME.matcher(requireNonNull(name, "name")).matches()) {
            throw new IllegalArgumentException("not a search parameter: " + name);
        }
        if (requireNonNull(value, "value").isEmpty()) {
            throw new IllegalArgumentException("no value for the search parameter " + name);
        }
    }

    /** The form in a scope. */
    @Override
    public String toString() {
        return name + "=" + Encoding.encode(value);
    }
}
