package io.safire.token;

import java.util.Locale;
import java.util.Optional;

/**
 * A scope that requests launch context. The scope {@code launch} requests the context of an EHR launch; a scope such as
 * {@code launch/patient} requests a resource of one type. To request several roles of one type, use several scopes.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#scopes-for-requesting-context-data">
 *     SMART App Launch 2.2.0, scopes for context data</a>
 * @since 1.0
 */
public sealed interface LaunchScope extends Scope permits LaunchScopeRecord {

    /** {@return the resource type in lower case; empty for the scope {@code launch}} */
    Optional<String> resourceType();

    /** {@return the requested role of the resource, not percent-encoded; empty if any role is acceptable} */
    Optional<String> role();

    /**
     * Returns the scope for the context of an EHR launch.
     *
     * @return the scope {@code launch}
     */
    static LaunchScope ehr() {
        return new LaunchScopeRecord(Optional.empty(), Optional.empty());
    }

    /**
     * Returns the scope for a patient in the launch context.
     *
     * @return the scope {@code launch/patient}
     */
    static LaunchScope patient() {
        return of("Patient");
    }

    /**
     * Returns the scope for an encounter in the launch context.
     *
     * @return the scope {@code launch/encounter}
     */
    static LaunchScope encounter() {
        return of("Encounter");
    }

    /**
     * Returns the scope for a resource of the given type in the launch context.
     *
     * @param resourceType the FHIR resource type, such as {@code DiagnosticReport}; it is converted to lower case
     * @return the scope, such as {@code launch/diagnosticreport}
     * @throws IllegalArgumentException if the resource type has characters other than letters
     */
    static LaunchScope of(String resourceType) {
        return new LaunchScopeRecord(Optional.of(resourceType.toLowerCase(Locale.ROOT)), Optional.empty());
    }

    /**
     * Returns a copy of this scope with another role.
     *
     * @param newRole the requested role of the resource, such as {@code https://example.org/med-list-at-home}
     * @return the scope, such as {@code launch/list?role=https://example.org/med-list-at-home}
     * @throws IllegalArgumentException if the role is blank or this scope has no resource type
     */
    LaunchScope withRole(String newRole);
}
