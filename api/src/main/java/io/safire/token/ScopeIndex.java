package io.safire.token;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * An index of scopes by level and resource type. Because a hostile server may respond with a very large number of
 * scopes, each comparison reads only the scopes that can match.
 */
final class ScopeIndex {

    private record LevelAndType(AccessLevel level, String resourceType) {}

    private final Map<LevelAndType, List<ResourceScope>> resources = new LinkedHashMap<>();
    private final Set<Scope> otherScopes = new HashSet<>();

    private ScopeIndex() {}

    static ScopeIndex of(Collection<? extends Scope> scopes) {
        ScopeIndex coverage = new ScopeIndex();
        for (Scope scope : scopes) {
            if (scope instanceof ResourceScope resource) {
                coverage.resources
                        .computeIfAbsent(
                                new LevelAndType(resource.level(), resource.resourceType()), place -> new ArrayList<>())
                        .add(resource);
            } else {
                coverage.otherScopes.add(scope);
            }
        }
        return coverage;
    }

    Optional<Scope> findUncovered(Scope wanted) {
        if (wanted instanceof ResourceScope resource) {
            return findUncovered(resource, candidate -> true).map(Scope.class::cast);
        }
        return otherScopes.contains(wanted) ? Optional.empty() : Optional.of(wanted);
    }

    /**
     * Returns the wanted scope with the permissions that no scope with another target grants; empty if such scopes
     * grant all permissions.
     */
    Optional<ResourceScope> uncoveredByOtherTargets(ResourceScope wanted) {
        return findUncovered(wanted, candidate -> !candidate.target().equals(wanted.target()));
    }

    /** Returns the resource scopes of the same level whose resource types can overlap. */
    List<ResourceScope> candidates(ResourceScope scope) {
        List<ResourceScope> candidates = new ArrayList<>();
        if (scope.isAnyType()) {
            resources.values().forEach(candidates::addAll);
        } else {
            candidates.addAll(scopesFor(scope.level(), scope.resourceType()));
            candidates.addAll(scopesFor(scope.level(), ResourceScope.ANY_TYPE));
        }
        return candidates;
    }

    private Optional<ResourceScope> findUncovered(ResourceScope wanted, Predicate<ResourceScope> filter) {
        EnumSet<Permission> remaining = EnumSet.copyOf(wanted.permissions());
        for (ResourceScope candidate : candidates(wanted)) {
            if (candidate.includesTargetOf(wanted) && filter.test(candidate)) {
                remaining.removeAll(candidate.permissions());
            }
        }
        return remaining.isEmpty() ? Optional.empty() : Optional.of(wanted.withPermissions(remaining));
    }

    private List<ResourceScope> scopesFor(AccessLevel level, String resourceType) {
        return resources.getOrDefault(new LevelAndType(level, resourceType), List.of());
    }
}
