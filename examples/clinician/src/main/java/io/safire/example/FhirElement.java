package io.safire.example;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An element of a FHIR resource, which may be missing or have an unexpected type. FHIR requires few elements, so readers must not
 * rely on their presence.
 */
record FhirElement(JsonValue value) {

    FhirElement {
        value = value == null ? JsonValue.NULL : value;
    }

    FhirElement member(String name) {
        return new FhirElement(value instanceof JsonObject object ? object.get(name) : null);
    }

    List<FhirElement> items() {
        return value instanceof JsonArray array
                ? array.stream().map(FhirElement::new).toList()
                : List.of();
    }

    Set<String> names() {
        return value instanceof JsonObject object ? object.keySet() : Set.of();
    }

    /**
     * Returns a string, or a number as the JSON document contains it. The result is empty if the value is missing,
     * blank or of another type.
     */
    Optional<String> text() {
        if (value instanceof JsonString string) {
            return Optional.of(string.getString()).filter(text -> !text.isBlank());
        }
        return value instanceof JsonNumber number ? Optional.of(number.toString()) : Optional.empty();
    }

    boolean hasText(String text) {
        return text().filter(text::equals).isPresent();
    }
}
