package io.safire.token;

import io.safire.diagnosis.ApiMessage;
import io.safire.diagnosis.Finding;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A member of the launch context, which servers send in several forms.
 *
 * @param value the value as received; {@link JsonValue#NULL} if the member is missing
 */
record ContextMember(String name, JsonValue value) {

    /** A deviation of a member from the form that SMART App Launch defines. */
    record Defect(String name, ApiMessage message, String expected) {

        Finding finding(String response) {
            return message.finding(response, name, expected).withMember(name);
        }
    }

    /** A relative reference to a resource, perhaps to one of its versions. */
    private static final Pattern REFERENCE =
            Pattern.compile("/?([A-Z][A-Za-z]{1,60})/([A-Za-z0-9.-]{1,64})(?:/_history/\\S*)?");

    /** An absolute reference, which may name a resource of another FHIR server. */
    private static final Pattern ABSOLUTE = Pattern.compile("\\s*[A-Za-z][A-Za-z0-9+.-]*://\\S*\\s*");

    private static final Pattern ANY_REFERENCE = Pattern.compile("[^\\s/:]+[/:]\\S+");

    static ContextMember of(JsonObject members, String name) {
        return new ContextMember(name, members.getOrDefault(name, JsonValue.NULL));
    }

    /** Servers send the value as a string or as an integer. */
    Optional<String> text() {
        if (value instanceof JsonNumber number
                && number.isIntegral()
                && number.bigDecimalValue().signum() >= 0) {
            return Optional.of(number.bigIntegerValue().toString());
        }
        return value instanceof JsonString string && !string.getString().isBlank()
                ? Optional.of(string.getString())
                : Optional.empty();
    }

    Optional<String> string() {
        return value instanceof JsonString ? text() : Optional.empty();
    }

    /** Some servers send a reference, or an object with a reference, instead of the id. */
    Optional<String> id(String type) {
        if (value instanceof JsonObject object) {
            return of(object, "reference").string().flatMap(reference -> id(reference, type));
        }
        return text().flatMap(text -> id(text, type));
    }

    private static Optional<String> id(String text, String type) {
        Matcher reference = REFERENCE.matcher(text.strip());
        if (!reference.matches()) {
            return ABSOLUTE.matcher(text).matches() ? Optional.empty() : Optional.of(text);
        }
        return reference.group(1).equals(type) ? Optional.of(reference.group(2)) : Optional.empty();
    }

    /** Some servers send the flag as a string. */
    Optional<Boolean> flag() {
        if (value == JsonValue.TRUE || value == JsonValue.FALSE) {
            return Optional.of(value == JsonValue.TRUE);
        }
        return string().filter(text -> text.equals("true") || text.equals("false"))
                .map(Boolean::valueOf);
    }

    /** Some servers send resources as strings, or a single resource instead of an array. */
    List<FhirContext> resources() {
        return items().flatMap(item -> resource(item).stream()).toList();
    }

    private static Optional<FhirContext> resource(JsonValue item) {
        if (item instanceof JsonObject object) {
            return Optional.of(new FhirContext(object));
        }
        return item instanceof JsonString text
                        && ANY_REFERENCE.matcher(text.getString().strip()).matches()
                ? Optional.of(new FhirContext(TokenMembers.objectBuilder()
                        .add("reference", text.getString().strip())
                        .build()))
                : Optional.empty();
    }

    private Stream<JsonValue> items() {
        if (value instanceof JsonArray array) {
            return array.stream();
        }
        return value == JsonValue.NULL ? Stream.empty() : Stream.of(value);
    }

    Optional<Defect> idDefect(String type) {
        boolean isId = string().filter(text -> id(type).filter(text::equals).isPresent())
                .isPresent();
        return defect(isId, id(type).isPresent(), "the id of a resource of the type " + type);
    }

    Optional<Defect> textDefect(boolean isNumberRead) {
        return defect(string().isPresent(), isNumberRead && text().isPresent(), "a string that is not blank");
    }

    Optional<Defect> flagDefect() {
        return defect(!(value instanceof JsonString) && flag().isPresent(), flag().isPresent(), "true or false");
    }

    Optional<Defect> resourcesDefect() {
        boolean isConforming =
                value instanceof JsonArray array && array.stream().allMatch(JsonObject.class::isInstance);
        boolean isRead = items().allMatch(item -> resource(item).isPresent());
        return defect(isConforming, isRead, "an array of objects");
    }

    private Optional<Defect> defect(boolean isConforming, boolean isRead, String expected) {
        if (value == JsonValue.NULL || isConforming) {
            return Optional.empty();
        }
        return Optional.of(new Defect(name, isRead ? ApiMessage.CONTEXT_FORM : ApiMessage.CONTEXT_IGNORED, expected));
    }

    /** The value identifies the patient, so only the name is shown. */
    @Override
    public String toString() {
        return "ContextMember[name=" + name + "]";
    }
}
