package io.safire.example;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The displayed content of a patient. */
record Patient(Element resource) {

    /** Returns the first entry in {@code Patient.name} that is not empty. */
    Optional<String> name() {
        return resource.at("name").each().stream()
                .flatMap(name -> written(name).stream())
                .findFirst();
    }

    Optional<String> birthDate() {
        return resource.at("birthDate").text();
    }

    private static Optional<String> written(Element name) {
        String parts = Stream.concat(name.at("given").each().stream(), Stream.of(name.at("family")))
                .flatMap(part -> part.text().stream())
                .collect(Collectors.joining(" "));
        return parts.isEmpty() ? name.at("text").text() : Optional.of(parts);
    }
}
