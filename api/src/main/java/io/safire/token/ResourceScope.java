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
 * A scope that grants access to FHIR resources.
 *
 * <pre>{@code
 * // patient/Observation.rs?category=laboratory
 * return ResourceScope.patient("Observation", READ, SEARCH).where("category", "laboratory");
 * }</pre>
 *
 * @param level the access level
 * @param resourceType the FHIR resource type, or {@link #ANY_TYPE}
 * @param permissions the permissions, at least one
 * @param constraints the search parameters, all of which a resource must match; empty if the scope applies to all
 *     resources
 * @param syntax the syntax of {@link #value()}
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#fhir-resource-scope-syntax">SMART
 *     App Launch 2.2.0, FHIR resource scope syntax</a>
 * @since 1.0
 */
public record ResourceScope(
        AccessLevel level,
        String resourceType,
        Set<Permission> permissions,
        List<ScopeConstraint> constraints,
        ScopeSyntax syntax)
        implements Scope {

    /** The wildcard {@code *}, which stands for all resource types. */
    public static final String ANY_TYPE = "*";

    private static final Pattern TYPE = Pattern.compile("\\*|[A-Z][A-Za-z]*");

    /**
     * Creates a resource scope.
     *
     * @throws IllegalArgumentException if the resource type is malformed or there is no permission. This exception is
     *     also thrown if the syntax is SMART 1, and this syntax cannot express the permissions or constraints
     */
    public ResourceScope {
        requireNonNull(level, "level");
        requireNonNull(syntax, "syntax");
        if (!TYPE.matcher(requireNonNull(resourceType, "resourceType")).matches()) {
            throw new IllegalArgumentException("not a resource type: " + resourceType);
        }
        if (permissions.isEmpty()) {
            throw new IllegalArgumentException("a resource scope requires at least one permission");
        }
        permissions = Collections.unmodifiableSet(EnumSet.copyOf(permissions));
        constraints = List.copyOf(constraints);
        boolean expressible =
                constraints.isEmpty() && V1Permission.word(permissions).isPresent();
        if (syntax == ScopeSyntax.V1 && !expressible) {
            throw new IllegalArgumentException("SMART 1 scopes support only read, write and *, without constraints");
        }
    }

    /**
     * Creates a SMART 2 scope for resources of the patient in the launch context.
     *
     * @param resourceType the FHIR resource type, or {@link #ANY_TYPE}
     * @param permissions the permissions, at least one
     * @return the scope, such as {@code patient/Observation.rs}
     * @throws IllegalArgumentException if the resource type is malformed or there is no permission
     */
    public static ResourceScope patient(String resourceType, Permission... permissions) {
        return of(AccessLevel.PATIENT, resourceType, Arrays.asList(permissions));
    }

    /**
     * Creates a SMART 2 scope for resources that the user may access.
     *
     * @param resourceType the FHIR resource type, or {@link #ANY_TYPE}
     * @param permissions the permissions, at least one
     * @return the scope, such as {@code user/Observation.rs}
     * @throws IllegalArgumentException if the resource type is malformed or there is no permission
     */
    public static ResourceScope user(String resourceType, Permission... permissions) {
        return of(AccessLevel.USER, resourceType, Arrays.asList(permissions));
    }

    /**
     * Creates a SMART 2 scope for resources that the application itself may access.
     *
     * @param resourceType the FHIR resource type, or {@link #ANY_TYPE}
     * @param permissions the permissions, at least one
     * @return the scope, such as {@code system/Observation.rs}
     * @throws IllegalArgumentException if the resource type is malformed or there is no permission
     */
    public static ResourceScope system(String resourceType, Permission... permissions) {
        return of(AccessLevel.SYSTEM, resourceType, Arrays.asList(permissions));
    }

    /**
     * Returns a copy of this scope with an additional constraint, in SMART 2 syntax.
     *
     * @param parameter the search parameter, such as {@code category}
     * @param value the value of the search parameter, not percent-encoded
     * @return the scope, such as {@code patient/Observation.rs?category=laboratory}
     * @throws IllegalArgumentException if the name is not a valid search parameter or the value is empty
     */
    public ResourceScope where(String parameter, String value) {
        List<ScopeConstraint> extended = new ArrayList<>(constraints);
        extended.add(new ScopeConstraint(parameter, value));
        return new ResourceScope(level, resourceType, permissions, extended, ScopeSyntax.V2);
    }

    /**
     * Returns whether this scope applies to all resource types.
     *
     * @return true if the resource type is {@link #ANY_TYPE}
     */
    public boolean isAnyType() {
        return resourceType.equals(ANY_TYPE);
    }

    @Override
    public String value() {
        String letters = permissions.stream()
                .map(permission -> String.valueOf(permission.letter()))
                .collect(Collectors.joining());
        Optional<String> word = syntax == ScopeSyntax.V1 ? V1Permission.word(permissions) : Optional.empty();
        String query = constraints.stream().map(ScopeConstraint::toString).collect(Collectors.joining("&"));
        return level.value() + "/" + resourceType + "." + word.orElse(letters) + (query.isEmpty() ? "" : "?" + query);
    }

    @Override
    public String toString() {
        return value();
    }

    /** The target does not contain the permissions. */
    Target target() {
        return new Target(level, resourceType, Set.copyOf(constraints));
    }

    /**
     * The copy has the syntax of this scope. If the syntax of this scope cannot express the permissions, the copy has
     * SMART 2 syntax.
     */
    ResourceScope withPermissions(Collection<Permission> newPermissions) {
        EnumSet<Permission> set = EnumSet.copyOf(newPermissions);
        boolean isV1 = syntax == ScopeSyntax.V1 && V1Permission.word(set).isPresent();
        return new ResourceScope(level, resourceType, set, constraints, isV1 ? ScopeSyntax.V1 : ScopeSyntax.V2);
    }

    ResourceScope mergePermissions(ResourceScope other) {
        EnumSet<Permission> merged = EnumSet.copyOf(permissions);
        merged.addAll(other.permissions);
        return syntax == ScopeSyntax.V1 ? other.withPermissions(merged) : withPermissions(merged);
    }

    /** Compares the targets, not the permissions. */
    boolean includesTargetOf(ResourceScope other) {
        return level == other.level
                && (isAnyType() || resourceType.equals(other.resourceType))
                && other.constraints.containsAll(constraints);
    }

    static ResourceScope of(AccessLevel level, String resourceType, Collection<Permission> permissions) {
        return new ResourceScope(level, resourceType, Set.copyOf(permissions), List.of(), ScopeSyntax.V2);
    }

    /**
     * The access level, resource type and constraints of a scope. The constraints form a set, because their order has
     * no meaning.
     */
    record Target(AccessLevel level, String resourceType, Set<ScopeConstraint> constraints) {}
}
