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

/** What scopes allow together, by resource type, so that the long answer of a server is looked through once. */
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

    /** What a scope allows and these do not. */
    Optional<Scope> rest(Scope wanted) {
        if (wanted instanceof ResourceScope resource) {
            return rest(resource, candidate -> true).map(Scope.class::cast);
        }
        return others.contains(wanted) ? Optional.empty() : Optional.of(wanted);
    }

    /** What a scope allows and those of another target do not. */
    Optional<ResourceScope> restBesides(ResourceScope wanted) {
        return rest(wanted, candidate -> !candidate.target().equals(wanted.target()));
    }

    /** All resource scopes that can have resources of a type in common with one. */
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
