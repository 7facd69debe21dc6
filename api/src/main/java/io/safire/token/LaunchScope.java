package io.safire.token;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A scope that requests launch context: {@code launch} for the context of an EHR launch, or {@code launch/patient} and
 * similar scopes for a resource of one type. To request several roles of one type, use several scopes.
 *
 * @param resourceType the resource type in lower case; empty for the scope {@code launch}
 * @param role the requested role of the resource, not percent-encoded; empty if any role is acceptable
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#scopes-for-requesting-context-data">
 *     SMART App Launch 2.2.0, scopes for context data</a>
 * @since 1.0
 */
public record LaunchScope(Optional<String> resourceType, Optional<String> role) implements Scope {

    private static final Pattern TYPE = Pattern.compile("[a-z]+");

    /**
     * Creates a launch scope.
     *
     * @throws IllegalArgumentException if the resource type is not in lower case, the role is blank, or a role is given
     *     without a resource type
     */
    public LaunchScope {
        requireNonNull(resourceType, "resourceType");
        requireNonNull(role, "role");
        if (resourceType.isPresent() && !TYPE.matcher(resourceType.get()).matches()) {
            throw new IllegalArgumentException("resource type is not in lower case: " + resourceType.get());
        }
        if (role.isPresent() && (resourceType.isEmpty() || role.get().isBlank())) {
            throw new IllegalArgumentException("role must not be blank and requires a resource type");
        }
    }

    /**
     * Returns the scope for the context of an EHR launch.
     *
     * @return the scope {@code launch}
     */
    public static LaunchScope ehr() {
        return new LaunchScope(Optional.empty(), Optional.empty());
    }

    /**
     * Returns the scope for a patient in the launch context.
     *
     * @return the scope {@code launch/patient}
     */
    public static LaunchScope patient() {
        return of("Patient");
    }

    /**
     * Returns the scope for an encounter in the launch context.
     *
     * @return the scope {@code launch/encounter}
     */
    public static LaunchScope encounter() {
        return of("Encounter");
    }

    /**
     * Returns the scope for a resource of a type in the launch context.
     *
     * @param resourceType the FHIR resource type, such as {@code DiagnosticReport}; it is converted to lower case
     * @return the scope, such as {@code launch/diagnosticreport}
     * @throws IllegalArgumentException if the resource type has characters other than letters
     */
    public static LaunchScope of(String resourceType) {
        return new LaunchScope(Optional.of(resourceType.toLowerCase(Locale.ROOT)), Optional.empty());
    }

    /**
     * Returns a copy of this scope with another role.
     *
     * @param newRole the requested role of the resource, such as {@code https://example.org/med-list-at-home}
     * @return the scope, such as {@code launch/list?role=https://example.org/med-list-at-home}
     * @throws IllegalArgumentException if the role is blank or this scope has no resource type
     */
    public LaunchScope withRole(String newRole) {
        return new LaunchScope(resourceType, Optional.of(newRole));
    }

    @Override
    public String value() {
        return "launch" + resourceType.map(type -> "/" + type).orElse("")
                + role.map(word -> "?role=" + ScopeEncoding.encode(word)).orElse("");
    }

    @Override
    public String toString() {
        return value();
    }
}
