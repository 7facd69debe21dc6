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
 * An index of scopes by level and resource type, so that each comparison reads only the scopes that can match. A
 * hostile server may respond with very many scopes.
 */
final class Coverage {

    private record Place(AccessLevel level, String resourceType) {}

    private final Map<Place, List<ResourceScope>> resources = new LinkedHashMap<>();
    private final Set<Scope> others = new HashSet<>();

    private Coverage() {}

    static Coverage of(Collection<? extends Scope> scopes) {
        Coverage coverage = new Coverage();
        for (Scope scope : scopes) {
            if (scope instanceof ResourceScope resource) {
                coverage.resources
                        .computeIfAbsent(
                                new Place(resource.level(), resource.resourceType()), place -> new ArrayList<>())
                        .add(resource);
            } else {
                coverage.others.add(scope);
            }
        }
        return coverage;
    }

    /** Returns the part of a scope that the scopes of this index do not grant. */
    Optional<Scope> rest(Scope wanted) {
        if (wanted instanceof ResourceScope resource) {
            return rest(resource, candidate -> true).map(Scope.class::cast);
        }
        return others.contains(wanted) ? Optional.empty() : Optional.of(wanted);
    }

    /** Returns the part of a resource scope that the scopes with other targets do not grant. */
    Optional<ResourceScope> restBesides(ResourceScope wanted) {
        return rest(wanted, candidate -> !candidate.target().equals(wanted.target()));
    }

    /** Returns the resource scopes of the same level whose resource types can overlap with those of the given scope. */
    List<ResourceScope> near(ResourceScope scope) {
        List<ResourceScope> near = new ArrayList<>();
        if (scope.anyType()) {
            resources.values().forEach(near::addAll);
        } else {
            near.addAll(at(scope.level(), scope.resourceType()));
            near.addAll(at(scope.level(), ResourceScope.ANY_TYPE));
        }
        return near;
    }

    private Optional<ResourceScope> rest(ResourceScope wanted, Predicate<ResourceScope> usable) {
        EnumSet<Permission> rest = EnumSet.copyOf(wanted.permissions());
        for (ResourceScope candidate : near(wanted)) {
            if (candidate.reaches(wanted) && usable.test(candidate)) {
                rest.removeAll(candidate.permissions());
            }
        }
        return rest.isEmpty() ? Optional.empty() : Optional.of(wanted.with(rest));
    }

    private List<ResourceScope> at(AccessLevel level, String resourceType) {
        return resources.getOrDefault(new Place(level, resourceType), List.of());
    }
}
