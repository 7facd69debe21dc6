package io.safire.launch;

import static java.util.Objects.requireNonNull;

import jakarta.json.JsonObject;
import java.util.Optional;

/**
 * A resource that belongs to the situation in which the application was started. A member that is missing, blank or of a
 * wrong type reads as empty.
 *
 * @param members the object as it came
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#fhircontext">SMART App Launch
 *     2.2.0, fhirContext</a>
 */
public record FhirContext(JsonObject members) {

    /** Checks that the members are there. */
    public FhirContext {
        requireNonNull(members, "members");
    }

    /**
     * A relative reference.
     *
     * @return such as {@code ImagingStudy/123}
     */
    public Optional<String> reference() {
        return text("reference");
    }

    /**
     * A canonical URL.
     *
     * @return such as the URL of a Questionnaire
     */
    public Optional<String> canonical() {
        return text("canonical");
    }

    /**
     * A FHIR Identifier.
     *
     * @return the object
     */
    public Optional<JsonObject> identifier() {
        return members.get("identifier") instanceof JsonObject object ? Optional.of(object) : Optional.empty();
    }

    /**
     * The resource type.
     *
     * @return such as {@code ImagingStudy}
     */
    public Optional<String> type() {
        return text("type");
    }

    /**
     * Why the resource is there.
     *
     * @return a URI or {@code launch}, which is also what a missing or blank role means
     */
    public String role() {
        return text("role").orElse("launch");
    }

    private Optional<String> text(String name) {
        return Json.text(members, name);
    }

    /** Names the members; their values identify resources of the patient. */
    @Override
    public String toString() {
        return ("FhirContext[members=" + members.keySet() + "]").replaceAll("\\P{Print}", "?");
    }
}
