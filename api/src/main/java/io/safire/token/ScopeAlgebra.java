package io.safire.token;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Set operations that compare scopes by meaning. */
final class ScopeAlgebra {

    /** Only a hostile server responds with more scopes. The scopes of a larger set are not compared with each other. */
    private static final int MAX_COMPARED_SCOPES = 2_000;

    private ScopeAlgebra() {}

    /** Merges the resource scopes of each target, and removes scopes that a broader scope covers. */
    static Scopes simplify(Scopes scopes) {
        Map<Object, Scope> merged = new LinkedHashMap<>();
        for (Scope scope : scopes.toList()) {
            if (scope instanceof ResourceScope resource) {
                merged.merge(
                        resource.target(), resource, (one, other) -> ((ResourceScope) one).mergePermissions(resource));
            } else {
                merged.putIfAbsent(scope, scope);
            }
        }
        ScopeIndex coverage = ScopeIndex.of(merged.size() > MAX_COMPARED_SCOPES ? List.of() : merged.values());
        List<String> values = new ArrayList<>();
        for (Scope scope : merged.values()) {
            Optional<? extends Scope> uncoveredScope = scope instanceof ResourceScope resource
                    ? coverage.uncoveredByOtherTargets(resource)
                    : Optional.of(scope);
            uncoveredScope.ifPresent(uncovered -> values.add(uncovered.value()));
        }
        return new Scopes(values);
    }

    /**
     * Returns the part of the wanted scopes that is not granted. If no part of a scope is granted, the scope keeps its
     * original spelling.
     */
    static Scopes subtract(Scopes wanted, Scopes granted) {
        ScopeIndex coverage = ScopeIndex.of(granted.toList());
        List<String> values = new ArrayList<>();
        for (String text : wanted.values()) {
            Scope scope = Scope.parse(text);
            coverage.findUncovered(scope).ifPresent(rest -> values.add(rest.equals(scope) ? text : rest.value()));
        }
        return new Scopes(values);
    }

    static Scopes intersect(Scopes one, Scopes other) {
        ScopeIndex coverage = ScopeIndex.of(other.toList());
        List<String> values = new ArrayList<>();
        for (Scope scope : one.toList()) {
            if (scope instanceof ResourceScope resource) {
                for (ResourceScope candidate : coverage.candidates(resource)) {
                    intersect(resource, candidate).ifPresent(both -> values.add(both.value()));
                }
            } else if (coverage.findUncovered(scope).isEmpty()) {
                values.add(scope.value());
            }
        }
        return simplify(new Scopes(values));
    }

    private static Optional<ResourceScope> intersect(ResourceScope one, ResourceScope other) {
        Set<Permission> permissions = EnumSet.copyOf(one.permissions());
        permissions.retainAll(other.permissions());
        boolean disjoint = one.level() != other.level()
                || !one.isAnyType() && !other.isAnyType() && !one.resourceType().equals(other.resourceType());
        if (disjoint || permissions.isEmpty()) {
            return Optional.empty();
        }
        Set<ScopeConstraint> constraints = new LinkedHashSet<>(one.constraints());
        constraints.addAll(other.constraints());
        boolean isV1 = one.syntax() == ScopeSyntax.V1
                && other.syntax() == ScopeSyntax.V1
                && V1Permission.word(permissions).isPresent();
        return Optional.of(new ResourceScope(
                one.level(),
                one.isAnyType() ? other.resourceType() : one.resourceType(),
                permissions,
                List.copyOf(constraints),
                isV1 ? ScopeSyntax.V1 : ScopeSyntax.V2));
    }
}
