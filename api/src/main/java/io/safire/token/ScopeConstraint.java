package io.safire.token;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * A search parameter that restricts the resources of a resource scope.
 *
 * @param name the name of the search parameter, such as {@code category}
 * @param value the value of the search parameter, not percent-encoded
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#finer-grained-resource-constraints-using-search-parameters">
 *     SMART App Launch 2.2.0, finer-grained resource constraints</a>
 * @since 1.0
 */
public record ScopeConstraint(String name, String value) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.:-]*");

    /**
     * Creates a constraint.
     *
     * @throws IllegalArgumentException if the name is not a valid search parameter or the value is empty
     */
    public ScopeConstraint {
        if (!NAME.matcher(requireNonNull(name, "name")).matches()) {
            throw new IllegalArgumentException("not a search parameter: " + name);
        }
        if (requireNonNull(value, "value").isEmpty()) {
            throw new IllegalArgumentException("no value for the search parameter " + name);
        }
    }

    /** Returns the constraint as it appears in a scope, with a percent-encoded value. */
    @Override
    public String toString() {
        return name + "=" + ScopeEncoding.encode(value);
    }
}
