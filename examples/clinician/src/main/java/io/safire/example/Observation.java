package io.safire.example;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The displayed content of an observation. */
record Observation(Element resource) {

    /** Returns the observations in a bundle. A search result can also have other entries, such as an OperationOutcome. */
    static List<Observation> in(Element bundle) {
        return bundle.at("entry").each().stream()
                .map(entry -> entry.at("resource"))
                .filter(resource -> resource.at("resourceType").is("Observation"))
                .map(Observation::new)
                .toList();
    }

    Optional<String> name() {
        return concept(resource.at("code"));
    }

    /** Returns the value. It marks values of unsupported types and values that were entered in error, instead of hiding them. */
    Optional<String> value() {
        if (resource.at("status").is("entered-in-error")) {
            return Optional.of("entered in error");
        }
        return quantity()
                .or(() -> resource.at("valueString").text())
                .or(() -> concept(resource.at("valueCodeableConcept")))
                .or(this::elsewhere);
    }

    Optional<String> date() {
        return resource.at("effectiveDateTime")
                .text()
                .or(() -> resource.at("effectiveInstant").text())
                .or(() -> resource.at("effectivePeriod").at("start").text());
    }

    private Optional<String> quantity() {
        Element quantity = resource.at("valueQuantity");
        Optional<String> unit = quantity.at("unit")
                .text()
                .or(() -> quantity.at("code").text())
                .map(Units::shown)
                .filter(text -> !text.isEmpty());
        return quantity.at("value").text().map(number -> Stream.of(
                        quantity.at("comparator").text(), Optional.of(number), unit)
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" ")));
    }

    private Optional<String> elsewhere() {
        boolean there =
                resource.names().stream().anyMatch(name -> name.startsWith("value") || name.equals("component"));
        return there ? Optional.of("see the EHR") : Optional.empty();
    }

    private static Optional<String> concept(Element concept) {
        return concept.at("text").text().or(() -> concept.at("coding").each().stream()
                .flatMap(coding ->
                        coding.at("display").text().or(() -> coding.at("code").text()).stream())
                .findFirst());
    }
}
