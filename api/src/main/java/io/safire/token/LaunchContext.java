package io.safire.token;

import static java.util.Objects.requireNonNull;

import io.safire.text.PrintableText;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The launch context, such as patient and encounter. The accessors return an empty result for a member that is missing,
 * blank or of the wrong type.
 *
 * @param members the members of the token response that belong to the launch context, as received
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#launch-context-arrives-with-your-access_token">
 *     SMART App Launch 2.2.0, launch context</a>
 * @since 1.0
 */
public record LaunchContext(JsonObject members) {

    private static final Set<String> NON_CONTEXT_MEMBERS =
            Set.of("access_token", "token_type", "expires_in", "scope", "refresh_token", "id_token");

    public LaunchContext {
        requireNonNull(members, "members");
    }

    /**
     * Extracts the launch context from token responses.
     *
     * @param earlier the members of earlier responses of the same launch
     * @param latest the members of the latest response, which take precedence
     * @return the context, which contains all members except the tokens and the members that describe them
     */
    public static LaunchContext of(JsonObject earlier, JsonObject latest) {
        JsonObjectBuilder context = TokenMembers.objectBuilder();
        List.of(earlier, latest)
                .forEach(members -> members.forEach((name, value) -> {
                    if (!NON_CONTEXT_MEMBERS.contains(name)) {
                        context.add(name, value);
                    }
                }));
        return new LaunchContext(context.build());
    }

    /**
     * Returns the patient, as selected in the EHR or by the user.
     *
     * @return the id of a Patient resource
     */
    public Optional<String> patient() {
        return string("patient");
    }

    /**
     * Returns the encounter, as selected in the EHR or by the user.
     *
     * @return the id of an Encounter resource
     */
    public Optional<String> encounter() {
        return string("encounter");
    }

    /**
     * Returns additional resources in the launch context.
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
     * Returns whether the application must display a patient banner.
     *
     * @return {@code need_patient_banner}; empty if the server does not send it
     */
    public Optional<Boolean> needPatientBanner() {
        JsonValue value = members.getOrDefault("need_patient_banner", JsonValue.NULL);
        return value == JsonValue.TRUE || value == JsonValue.FALSE
                ? Optional.of(value == JsonValue.TRUE)
                : Optional.empty();
    }

    /**
     * Returns the task for which the application was launched.
     *
     * @return {@code intent}, such as {@code reconcile-medications}
     */
    public Optional<String> intent() {
        return string("intent");
    }

    /**
     * Returns the URL of the EHR's style document, with its colors and sizes.
     *
     * @return {@code smart_style_url} as it was received
     */
    public Optional<String> smartStyleUrl() {
        return string("smart_style_url");
    }

    /**
     * Returns the organization within the EHR.
     *
     * @return {@code tenant}
     */
    public Optional<String> tenant() {
        return string("tenant");
    }

    private Optional<String> string(String name) {
        return new TokenMembers(members).string(name);
    }

    /** Returns only the names of the members, because their values identify the patient. */
    @Override
    public String toString() {
        return PrintableText.of("LaunchContext[members=" + members.keySet() + "]");
    }
}
