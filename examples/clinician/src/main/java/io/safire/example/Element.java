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
 * A part of what a FHIR server sent. It may leave out nearly everything: nothing has to be there, or of the form that is
 * expected.
 */
record Element(JsonValue value) {

    Element {
        value = value == null ? JsonValue.NULL : value;
    }

    Element at(String name) {
        return new Element(value instanceof JsonObject object ? object.get(name) : null);
    }

    List<Element> each() {
        return value instanceof JsonArray array
                ? array.stream().map(Element::new).toList()
                : List.of();
    }

    Set<String> names() {
        return value instanceof JsonObject object ? object.keySet() : Set.of();
    }

    /** A text or a number as it came; blank is missing. */
    Optional<String> text() {
        if (value instanceof JsonString string) {
            return Optional.of(string.getString()).filter(text -> !text.isBlank());
        }
        return value instanceof JsonNumber number ? Optional.of(number.toString()) : Optional.empty();
    }

    boolean is(String text) {
        return text().filter(text::equals).isPresent();
    }
}
