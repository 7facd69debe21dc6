package io.safire.token;

import static java.util.Objects.requireNonNull;

import io.safire.text.PrintableText;
import jakarta.json.JsonObject;
import java.util.Optional;

/**
 * An additional resource in the launch context. The accessors return an empty result for a member that is missing,
 * blank or of the wrong type.
 *
 * @param members the object as received
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#fhircontext">SMART App
 *     Launch 2.2.0, fhirContext</a>
 * @since 1.0
 */
public record FhirContext(JsonObject members) {

    public FhirContext {
        requireNonNull(members, "members");
    }

    /**
     * Returns the relative reference of the resource.
     *
     * @return {@code reference}, such as {@code ImagingStudy/123}
     */
    public Optional<String> reference() {
        return string("reference");
    }

    /**
     * Returns the canonical URL of the resource.
     *
     * @return {@code canonical}, such as the URL of a Questionnaire
     */
    public Optional<String> canonical() {
        return string("canonical");
    }

    /**
     * Returns the FHIR Identifier of the resource.
     *
     * @return {@code identifier}
     */
    public Optional<JsonObject> identifier() {
        return members.get("identifier") instanceof JsonObject object ? Optional.of(object) : Optional.empty();
    }

    /**
     * Returns the FHIR resource type.
     *
     * @return {@code type}, such as {@code ImagingStudy}
     */
    public Optional<String> type() {
        return string("type");
    }

    /**
     * Returns the role of the resource in the launch context.
     *
     * @return {@code role}, which is a URI or {@code launch}; {@code launch} if the member is missing or blank
     */
    public String role() {
        return string("role").orElse("launch");
    }

    private Optional<String> string(String name) {
        return new TokenMembers(members).string(name);
    }

    /** Returns only the names of the members, because their values identify resources of the patient. */
    @Override
    public String toString() {
        return PrintableText.of("FhirContext[members=" + members.keySet() + "]");
    }
}
