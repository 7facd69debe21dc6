package io.safire.token;

import static java.util.Objects.requireNonNull;

import io.safire.diagnosis.Finding;
import io.safire.text.PrintableText;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The launch context, such as patient and encounter. The accessors also read common forms that SMART App Launch does
 * not define, such as {@code Patient/456} for the patient {@code 456}. The accessors return an empty result for a
 * missing or unreadable member. {@link #findings()} reports the members that do not have the defined form.
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
     * @return the context, which contains all members except the tokens and the members that describe the tokens
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
     * @return the id of a Patient resource; if the server sends a reference, this is the id in the reference; if it
     *     sends a number, this is the text of its digits
     */
    public Optional<String> patient() {
        return member("patient").id("Patient");
    }

    /**
     * Returns the encounter, as selected in the EHR or by the user.
     *
     * @return the id of an Encounter resource; if the server sends a reference, this is the id in the reference; if it
     *     sends a number, this is the text of its digits
     */
    public Optional<String> encounter() {
        return member("encounter").id("Encounter");
    }

    /**
     * Returns additional resources in the launch context.
     *
     * @return the resources in the array {@code fhirContext}. An element that is a string is read as the reference of a
     *     resource
     */
    public List<FhirContext> fhirContext() {
        return member("fhirContext").resources();
    }

    /**
     * Returns whether the application must display a patient banner.
     *
     * @return {@code need_patient_banner}; empty if the server does not send it
     */
    public Optional<Boolean> needPatientBanner() {
        return member("need_patient_banner").flag();
    }

    /**
     * Returns the task for which the application was launched.
     *
     * @return {@code intent}, such as {@code reconcile-medications}
     */
    public Optional<String> intent() {
        return member("intent").string();
    }

    /**
     * Returns the URL of the EHR's style document, with its colors and sizes.
     *
     * @return {@code smart_style_url} as it was received
     */
    public Optional<String> smartStyleUrl() {
        return member("smart_style_url").string();
    }

    /**
     * Returns the organization within the EHR.
     *
     * @return {@code tenant}
     */
    public Optional<String> tenant() {
        return member("tenant").text();
    }

    /**
     * Returns the findings about members that do not have the form that SMART App Launch defines. The findings contain
     * no values, because the values identify the patient.
     *
     * @return one finding for each member that does not have the defined form; otherwise, an empty list
     */
    public List<Finding> findings() {
        return findings(TokenConformance.RESPONSE);
    }

    /** Returns the findings about the members in a response. */
    List<Finding> findings(String response) {
        return Stream.of(
                        member("patient").idDefect("Patient"),
                        member("encounter").idDefect("Encounter"),
                        member("fhirContext").resourcesDefect(),
                        member("need_patient_banner").flagDefect(),
                        member("intent").textDefect(false),
                        member("smart_style_url").textDefect(false),
                        member("tenant").textDefect(true))
                .flatMap(Optional::stream)
                .map(defect -> defect.finding(response))
                .toList();
    }

    private ContextMember member(String name) {
        return ContextMember.of(members, name);
    }

    /** Returns only the names of the members, because their values identify the patient. */
    @Override
    public String toString() {
        return PrintableText.of("LaunchContext[members=" + members.keySet() + "]");
    }
}
