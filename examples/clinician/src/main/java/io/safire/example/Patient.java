package io.safire.example;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The displayed content of a patient. */
record Patient(FhirElement resource) {

    /** Returns the first entry in {@code Patient.name} that is not empty. */
    Optional<String> name() {
        return resource.member("name").items().stream()
                .flatMap(name -> format(name).stream())
                .findFirst();
    }

    Optional<String> birthDate() {
        return resource.member("birthDate").text();
    }

    private static Optional<String> format(FhirElement name) {
        String parts = Stream.concat(name.member("given").items().stream(), Stream.of(name.member("family")))
                .flatMap(part -> part.text().stream())
                .collect(Collectors.joining(" "));
        return parts.isEmpty() ? name.member("text").text() : Optional.of(parts);
    }
}
