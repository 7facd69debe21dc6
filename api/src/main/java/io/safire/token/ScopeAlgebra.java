package io.safire.token;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Set operations on scopes by meaning. */
final class ScopeAlgebra {

    /** Limit of the pairwise comparison. A larger set is the response of a hostile server, and stays uncompared. */
    private static final int MOST_COMPARED = 2_000;

    private ScopeAlgebra() {}

    /** Merges the resource scopes of each target, and removes scopes that a broader scope covers. */
    static Scopes shortest(Scopes scopes) {
        Map<Object, Scope> merged = new LinkedHashMap<>();
        for (Scope scope : scopes.parsed()) {
            if (scope instanceof ResourceScope resource) {
                merged.merge(resource.target(), resource, (one, other) -> ((ResourceScope) one).plus(resource));
            } else {
                merged.putIfAbsent(scope, scope);
            }
        }
        Coverage coverage = Coverage.of(merged.size() > MOST_COMPARED ? List.of() : merged.values());
        List<String> values = new ArrayList<>();
        for (Scope scope : merged.values()) {
            Optional<? extends Scope> rest =
                    scope instanceof ResourceScope resource ? coverage.restBesides(resource) : Optional.of(scope);
            rest.ifPresent(left -> values.add(left.value()));
        }
        return new Scopes(values);
    }

    /**
     * Returns the part of the wanted scopes that the given scopes do not grant. A scope that is missing entirely keeps
     * its original spelling.
     */
    static Scopes rest(Scopes wanted, Scopes given) {
        Coverage coverage = Coverage.of(given.parsed());
        List<String> values = new ArrayList<>();
        for (String text : wanted.values()) {
            Scope scope = Scope.parse(text);
            coverage.rest(scope).ifPresent(rest -> values.add(rest.equals(scope) ? text : rest.value()));
        }
        return new Scopes(values);
    }

    /** Returns the scopes that both sets grant. */
    static Scopes common(Scopes one, Scopes other) {
        Coverage coverage = Coverage.of(other.parsed());
        List<String> values = new ArrayList<>();
        for (Scope scope : one.parsed()) {
            if (scope instanceof ResourceScope resource) {
                for (ResourceScope near : coverage.near(resource)) {
                    common(resource, near).ifPresent(both -> values.add(both.value()));
                }
            } else if (coverage.rest(scope).isEmpty()) {
                values.add(scope.value());
            }
        }
        return shortest(new Scopes(values));
    }

    private static Optional<ResourceScope> common(ResourceScope one, ResourceScope other) {
        Set<Permission> permissions = EnumSet.copyOf(one.permissions());
        permissions.retainAll(other.permissions());
        boolean apart = one.level() != other.level()
                || !one.anyType() && !other.anyType() && !one.resourceType().equals(other.resourceType());
        if (apart || permissions.isEmpty()) {
            return Optional.empty();
        }
        Set<ScopeConstraint> constraints = new LinkedHashSet<>(one.constraints());
        constraints.addAll(other.constraints());
        boolean versionOne = one.syntax() == ScopeSyntax.V1
                && other.syntax() == ScopeSyntax.V1
                && VersionOne.word(permissions).isPresent();
        return Optional.of(new ResourceScope(
                one.level(),
                one.anyType() ? other.resourceType() : one.resourceType(),
                permissions,
                List.copyOf(constraints),
                versionOne ? ScopeSyntax.V1 : ScopeSyntax.V2));
    }
}
