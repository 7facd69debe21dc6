package io.safire.launch;

import static java.util.Objects.requireNonNull;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the EHR told the application about the situation it was started in. A member that is missing, blank or of a wrong
 * type reads as empty.
 *
 * @param members the members of the token response that are launch context, as they came
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#launch-context-arrives-with-your-access_token">
 *     SMART App Launch 2.2.0, launch context</a>
 */
public record LaunchContext(JsonObject members) {

    private static final Set<String> NOT_CONTEXT =
            Set.of("access_token", "token_type", "expires_in", "scope", "refresh_token", "id_token");

    /** Checks that the members are there. */
    public LaunchContext {
        requireNonNull(members, "members");
    }

    /**
     * Takes the launch context out of token responses.
     *
     * @param earlier what earlier responses of the same launch said
     * @param latest the last response, which wins
     * @return the context: every member that is not a token or about a token
     */
    public static LaunchContext of(JsonObject earlier, JsonObject latest) {
        JsonObjectBuilder context = Json.object();
        List.of(earlier, latest)
                .forEach(members -> members.forEach((name, value) -> {
                    if (!NOT_CONTEXT.contains(name)) {
                        context.add(name, value);
                    }
                }));
        return new LaunchContext(context.build());
    }

    /**
     * The patient in the record or chosen by the user.
     *
     * @return the id of a Patient resource
     */
    public Optional<String> patient() {
        return text("patient");
    }

    /**
     * The encounter.
     *
     * @return the id of an Encounter resource
     */
    public Optional<String> encounter() {
        return text("encounter");
    }

    /**
     * Further resources.
     *
     * @return {@code fhirContext}
     */
    public List<FhirContext> fhirContext() {
        return members.get("fhirContext") instanceof JsonArray array
                ? array.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(item -> new FhirContext(item.asJsonObject()))
                        .toList()
                : List.of();
    }

    /**
     * Whether the application has to show who the patient is.
     *
     * @return {@code need_patient_banner}; empty if not said
     */
    public Optional<Boolean> needPatientBanner() {
        JsonValue value = members.getOrDefault("need_patient_banner", JsonValue.NULL);
        return value == JsonValue.TRUE || value == JsonValue.FALSE
                ? Optional.of(value == JsonValue.TRUE)
                : Optional.empty();
    }

    /**
     * What the user wants to do.
     *
     * @return {@code intent}
     */
    public Optional<String> intent() {
        return text("intent");
    }

    /**
     * Where the EHR's colours and sizes are.
     *
     * @return {@code smart_style_url}, as it came
     */
    public Optional<String> smartStyleUrl() {
        return text("smart_style_url");
    }

    /**
     * The organisation within the EHR.
     *
     * @return {@code tenant}
     */
    public Optional<String> tenant() {
        return text("tenant");
    }

    private Optional<String> text(String name) {
        return Json.text(members, name);
    }

    /** Names the members; their values identify the patient. */
    @Override
    public String toString() {
        return ("LaunchContext[members=" + members.keySet() + "]").replaceAll("\\P{Print}", "?");
    }
}
