package io.safire.registration;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A lenient reader of JSON members. The result for a member that is missing, blank or of the wrong type is empty. */
record RegistrationMembers(JsonObject object) {

    boolean has(String name) {
        return object.getOrDefault(name, JsonValue.NULL) != JsonValue.NULL;
    }

    Optional<String> string(String name) {
        return object.get(name) instanceof JsonString string
                        && !string.getString().isBlank()
                ? Optional.of(string.getString())
                : Optional.empty();
    }

    List<String> strings(String name) {
        return object.get(name) instanceof JsonArray array ? strings(array) : List.of();
    }

    Optional<URI> uri(String name) {
        try {
            return string(name).map(text -> URI.create(text.strip()));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** Reads seconds since 1970, as a number or as a string of digits. The result is empty for the value 0. */
    Optional<Instant> instant(String name) {
        try {
            long seconds = object.get(name) instanceof JsonNumber number
                    ? number.longValue()
                    : Long.parseLong(string(name).orElse("0").strip());
            return seconds <= 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(seconds));
        } catch (NumberFormatException | DateTimeException malformed) {
            return Optional.empty();
        }
    }

    private static List<String> strings(JsonArray array) {
        return array.stream()
                .filter(JsonString.class::isInstance)
                .map(value -> ((JsonString) value).getString())
                .toList();
    }
}
