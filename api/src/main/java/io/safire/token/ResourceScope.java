package io.safire.token;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Asks for FHIR resources.
 *
 * <pre>{@code
 * // patient/Observation.rs?category=laboratory
 * return ResourceScope.patient("Observation", READ, SEARCH).where("category", "laboratory");
 * }</pre>
 *
 * @param level whose data
 * @param resourceType the type, or {@link #ANY_TYPE}
 * @param permissions what may be done, at least one
 * @param constraints what the resources have to match, all of them; empty for all resources
 * @param syntax how it is written
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#fhir-resource-scope-syntax">SMART
 *     App Launch 2.2.0, FHIR resource scope syntax</a>
 */
public record ResourceScope(
        AccessLevel level,
        String resourceType,
        Set<Permission> permissions,
        List<ScopeConstraint> constraints,
        ScopeSyntax syntax)
        implements Scope {

    /** The wildcard in place of a resource type. */
    public static final String ANY_TYPE = "*";

    private static final Pattern TYPE = Pattern.compile("\\*|[A-Z][A-Za-z]*");

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if the type has not the form of one, there is no permission, or SMART 1 cannot say
     *     it
     */
    public ResourceScope {
        requireNonNull(level, "level");
        requireNonNull(syntax, "syntax");
        if (!TYPE.matcher(requireNonNull(resourceType, "resourceType")).matches()) {
            throw new IllegalArgumentException("not a resource type: " + resourceType);
        }
        if (permissions.isEmpty()) {
            throw new IllegalArgumentException("a resource scope needs a permission");
        }
        permissions = Collections.unmodifiableSet(EnumSet.copyOf(permissions));
        constraints = List.copyOf(constraints);
        boolean sayable = constraints.isEmpty() && VersionOne.word(permissions).isPresent();
        if (syntax == ScopeSyntax.V1 && !sayable) {
            throw new IllegalArgumentException("SMART 1 has read, write and * only, and no constraints");
        }
    }

    /**
     * Resources of the patient of the launch.
     *
     * @param resourceType the type, or {@link #ANY_TYPE}
     * @param permissions what is to be done
     * @return such as {@code patient/Observation.rs}
     * @throws IllegalArgumentException if the type has not the form of one or there is no permission
     */
    public static ResourceScope patient(String resourceType, Permission... permissions) {
        return of(AccessLevel.PATIENT, resourceType, Arrays.asList(permissions));
    }

    /**
     * Resources that the user may see.
     *
     * @param resourceType the type, or {@link #ANY_TYPE}
     * @param permissions what is to be done
     * @return such as {@code user/Observation.rs}
     * @throws IllegalArgumentException if the type has not the form of one or there is no permission
     */
    public static ResourceScope user(String resourceType, Permission... permissions) {
        return of(AccessLevel.USER, resourceType, Arrays.asList(permissions));
    }

    /**
     * Resources for the application itself.
     *
     * @param resourceType the type, or {@link #ANY_TYPE}
     * @param permissions what is to be done
     * @return such as {@code system/Observation.rs}
     * @throws IllegalArgumentException if the type has not the form of one or there is no permission
     */
    public static ResourceScope system(String resourceType, Permission... permissions) {
        return of(AccessLevel.SYSTEM, resourceType, Arrays.asList(permissions));
    }

    /**
     * The same scope for those resources only that match one more search parameter.
     *
     * @param parameter the search parameter, such as {@code category}
     * @param value its value, not encoded
     * @return such as {@code patient/Observation.rs?category=laboratory}
     * @throws IllegalArgumentException if the name is no search parameter or the value is empty
     */
    public ResourceScope where(String parameter, String value) {
        List<ScopeConstraint> more = new ArrayList<>(constraints);
        more.add(new ScopeConstraint(parameter, value));
        return new ResourceScope(level, resourceType, permissions, more, ScopeSyntax.V2);
    }

    /**
     * Whether it is for resources of every type.
     *
     * @return true if the type is {@link #ANY_TYPE}
     */
    public boolean anyType() {
        return resourceType.equals(ANY_TYPE);
    }

    @Override
    public String value() {
        String letters = permissions.stream()
                .map(permission -> String.valueOf(permission.letter()))
                .collect(Collectors.joining());
        Optional<String> word = syntax == ScopeSyntax.V1 ? VersionOne.word(permissions) : Optional.empty();
        String query = constraints.stream().map(ScopeConstraint::toString).collect(Collectors.joining("&"));
        return level.value() + "/" + resourceType + "." + word.orElse(letters) + (query.isEmpty() ? "" : "?" + query);
    }

    @Override
    public String toString() {
        return value();
    }

    /** Where it reaches, whatever may be done there. */
    Target target() {
        return new Target(level, resourceType, Set.copyOf(constraints));
    }

    /** The same target with other permissions, written as before where that can be. */
    ResourceScope with(Collection<Permission> others) {
        EnumSet<Permission> set = EnumSet.copyOf(others);
        boolean one = syntax == ScopeSyntax.V1 && VersionOne.word(set).isPresent();
        return new ResourceScope(level, resourceType, set, constraints, one ? ScopeSyntax.V1 : ScopeSyntax.V2);
    }

    /** What either allows, for the same target. */
    ResourceScope plus(ResourceScope other) {
        EnumSet<Permission> both = EnumSet.copyOf(permissions);
        both.addAll(other.permissions);
        return syntax == ScopeSyntax.V1 ? other.with(both) : with(both);
    }

    /** Whether all resources of another target are among those of this one. */
    boolean reaches(ResourceScope other) {
        return level == other.level
                && (anyType() || resourceType.equals(other.resourceType))
                && other.constraints.containsAll(constraints);
    }

    static ResourceScope of(AccessLevel level, String resourceType, Collection<Permission> permissions) {
        return new ResourceScope(level, resourceType, Set.copyOf(permissions), List.of(), ScopeSyntax.V2);
    }

    /** Which resources; the order of constraints means nothing. */
    record Target(AccessLevel level, String resourceType, Set<ScopeConstraint> constraints) {}
}
