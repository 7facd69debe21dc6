package io.safire.sandbox;

import jakarta.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The scope semantics of this server, which supports SMART 1 and SMART 2 scopes side by side. */
final class ScopeRules {

    private static final Pattern SMART_1 = Pattern.compile(".*\\.(read|write|\\*)");
    private static final Pattern LAUNCH = Pattern.compile("launch(/[a-z]+(\\?role=[^&]+)?)?");
    private static final Pattern RESOURCE = Pattern.compile(
            "(patient|user|system)/(\\*|[A-Z][A-Za-z]*)\\.(?:(read|write|\\*)|(c?r?u?d?s?)(?:\\?([^=&]+=[^&]+(?:&[^=&]+=[^&]+)*))?)");

    /** A scope for FHIR resources. */
    record FhirResourceScope(String level, String type, String permissions, Set<String> query) {

        boolean coversType(String otherLevel, String otherType) {
            return level.equals(otherLevel) && (type.equals("*") || type.equals(otherType));
        }

        /**
         * Returns whether the query of the scope allows a resource. In the query of a scope, the server supports only
         * {@code category}.
         */
        boolean admits(JsonObject resource) {
            return query.stream()
                    .allMatch(pair -> pair.startsWith("category=")
                            && SampleRecords.isInCategory(resource, pair.replaceFirst("category=(.*\\|)?", "")));
        }
    }

    private ScopeRules() {}

    /** Returns whether each scope is well-formed for its prefix. */
    static boolean areWellFormed(Set<String> scopes) {
        return scopes.stream()
                .allMatch(scope -> scope.matches("(patient|user|system)/.*")
                        ? resource(scope).isPresent()
                        : !scope.startsWith("launch/") && !scope.startsWith("launch?")
                                || LAUNCH.matcher(scope).matches());
    }

    /** Returns the scopes without those for all resource types. */
    static Set<String> withoutWildcards(Set<String> scopes) {
        return without(scopes, Pattern.compile("(patient|user|system)/\\*\\..*"));
    }

    /** Returns the scopes without the SMART 1 scopes that grant write access. */
    static Set<String> withoutSmart1Writing(Set<String> scopes) {
        return without(scopes, Pattern.compile("(patient|user|system)/.*\\.(write|\\*)"));
    }

    private static Set<String> without(Set<String> scopes, Pattern removed) {
        Set<String> remaining = new LinkedHashSet<>(scopes);
        remaining.removeIf(scope -> removed.matcher(scope).matches());
        return remaining;
    }

    /** Returns whether the scopes contain resource scopes of both SMART 1 and SMART 2. */
    static boolean hasBothSyntaxes(Set<String> scopes) {
        return scopes.stream()
                        .filter(scope -> resource(scope).isPresent())
                        .map(scope -> SMART_1.matcher(scope).matches())
                        .distinct()
                        .count()
                > 1;
    }

    /** Returns whether the scopes contain resource scopes of several levels, such as patient and user. */
    static boolean hasSeveralLevels(Set<String> scopes) {
        return resources(scopes).stream()
                        .map(FhirResourceScope::level)
                        .distinct()
                        .count()
                > 1;
    }

    /** Returns whether the granted scopes cover all requested scopes. */
    static boolean covers(Set<String> granted, Set<String> requested) {
        List<FhirResourceScope> resources = resources(granted);
        return requested.stream().allMatch(scope -> resource(scope)
                .map(resource -> resource.permissions().chars().allMatch(letter -> resources.stream()
                        .anyMatch(grantedScope -> grantedScope.coversType(resource.level(), resource.type())
                                && grantedScope.permissions().indexOf(letter) >= 0
                                && resource.query().containsAll(grantedScope.query()))))
                .orElseGet(() -> granted.contains(scope)));
    }

    static List<FhirResourceScope> resources(Set<String> scopes) {
        return scopes.stream().flatMap(scope -> resource(scope).stream()).toList();
    }

    private static Optional<FhirResourceScope> resource(String scope) {
        Matcher parts = RESOURCE.matcher(scope);
        if (!parts.matches() || parts.group(3) == null && parts.group(4).isEmpty()) {
            return Optional.empty();
        }
        String letters = parts.group(3) == null
                ? parts.group(4)
                : switch (parts.group(3)) {
                    case "read" -> "rs";
                    case "write" -> "cud";
                    default -> "cruds";
                };
        Set<String> query = parts.group(5) == null
                ? Set.of()
                : new LinkedHashSet<>(List.of(parts.group(5).split("&")));
        return Optional.of(new FhirResourceScope(parts.group(1), parts.group(2), letters, query));
    }
}
