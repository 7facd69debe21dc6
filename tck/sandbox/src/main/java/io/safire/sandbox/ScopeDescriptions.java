package io.safire.sandbox;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Descriptions of scopes for users. */
final class ScopeDescriptions {

    private static final Map<String, String> NAMED = Map.of(
            "launch", "Know which record you have open",
            "launch/patient", "Know which patient you choose",
            "launch/encounter", "Know which visit you choose",
            "openid", "Know who you are",
            "profile", "Know who you are",
            "fhirUser", "See your name and your role",
            "offline_access", "Keep this access after you have closed the application",
            "online_access", "Keep this access as long as you are signed in");

    private static final Map<String, String> RESOURCES = Map.of(
            "*", "whole record",
            "Patient", "name, birth date and other personal details",
            "Observation", "vital signs and laboratory results",
            "Condition", "diagnoses",
            "AllergyIntolerance", "allergies",
            "MedicationRequest", "prescriptions",
            "Encounter", "visits");

    private static final Map<Character, String> PERMISSIONS =
            Map.of('c', "add", 'r', "read", 'u', "change", 'd', "delete", 's', "read");

    private ScopeDescriptions() {}

    /** Returns the description of the access that a scope allows. */
    static String describe(String scope) {
        String named = NAMED.get(scope);
        if (named != null) {
            return named;
        }
        return ScopeRules.resources(Set.of(scope)).stream()
                .map(ScopeDescriptions::resource)
                .findFirst()
                .orElse("Another permission");
    }

    private static String resource(ScopeRules.FhirResourceScope scope) {
        List<String> permissions = scope.permissions()
                .chars()
                .mapToObj(letter -> PERMISSIONS.getOrDefault((char) letter, ""))
                .distinct()
                .toList();
        String text = join(permissions) + " " + ownedResources(scope);
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + restriction(scope.query());
    }

    private static String ownedResources(ScopeRules.FhirResourceScope scope) {
        String what = RESOURCES.getOrDefault(scope.type(), plural(scope.type()));
        return switch (scope.level()) {
            case "patient" -> "the patient’s " + what;
            case "user" -> "the " + what + " of every patient that you can see";
            default -> "the " + what + " of every patient, without a user";
        };
    }

    /**
     * Returns the resource type as a plural in lower case. For example, {@code DiagnosticReport} becomes "diagnostic
     * reports".
     */
    private static String plural(String type) {
        return type.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT) + "s";
    }

    private static String restriction(Set<String> query) {
        return query.isEmpty()
                ? ""
                : query.stream()
                        .map(pair -> pair.replaceFirst("=(.*\\|)?", " "))
                        .collect(Collectors.joining(", ", ", only with ", ""));
    }

    private static String join(List<String> words) {
        int last = words.size() - 1;
        return last == 0 ? words.get(0) : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }
}
