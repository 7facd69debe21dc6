package io.safire.token;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Asks for launch context: {@code launch} for that of the EHR, {@code launch/patient} and the like for a resource of a
 * type. Several roles of one type are several scopes.
 *
 * @param resourceType the type in lower case, empty for {@code launch} itself
 * @param role what the resource is for, not encoded; empty if any will do
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#scopes-for-requesting-context-data">
 *     SMART App Launch 2.2.0, scopes for context data</a>
 */
public record LaunchScope(Optional<String> resourceType, Optional<String> role) implements Scope {

    private static final Pattern TYPE = Pattern.compile("[a-z]+");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the type is not in lower case, the role is blank, or there is a role and no type
     */
    public LaunchScope {
        requireNonNull(resourceType, "resourceType");
        requireNonNull(role, "role");
        if (resourceType.isPresent() && !TYPE.matcher(resourceType.get()).matches()) {
            throw new IllegalArgumentException("not a resource type in lower case: " + resourceType.get());
        }
        if (role.isPresent() && (resourceType.isEmpty() || role.get().isBlank())) {
            throw new IllegalArgumentException("a role needs a word and a resource type");
        }
    }

    /**
     * The context of the EHR that started the application.
     *
     * @return {@code launch}
     */
    public static LaunchScope ehr() {
        return new LaunchScope(Optional.empty(), Optional.empty());
    }

    /**
     * A patient.
     *
     * @return {@code launch/patient}
     */
    public static LaunchScope patient() {
        return of("Patient");
    }

    /**
     * An encounter.
     *
     * @return {@code launch/encounter}
     */
    public static LaunchScope encounter() {
        return of("Encounter");
    }

    /**
     * A resource of any type.
     *
     * @param resourceType the type as FHIR writes it, such as {@code DiagnosticReport}; it is put into lower case
     * @return such as {@code launch/diagnosticreport}
     * @throws IllegalArgumentException if it is no type
     */
    public static LaunchScope of(String resourceType) {
        return new LaunchScope(Optional.of(resourceType.toLowerCase(Locale.ROOT)), Optional.empty());
    }

    /**
     * The same scope for one role, in place of the one that it has.
     *
     * @param word what the resource is for, such as {@code https://example.org/med-list-at-home}
     * @return such as {@code launch/list?role=https://example.org/med-list-at-home}
     * @throws IllegalArgumentException if it is blank or the scope has no resource type
     */
    public LaunchScope withRole(String word) {
        return new LaunchScope(resourceType, Optional.of(word));
    }

    @Override
    public String value() {
        return "launch" + resourceType.map(type -> "/" + type).orElse("")
                + role.map(word -> "?role=" + Encoding.encode(word)).orElse("");
    }

    @Override
    public String toString() {
        return value();
    }
}
