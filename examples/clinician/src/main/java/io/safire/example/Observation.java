package io.safire.example;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The displayed content of an observation. */
record Observation(FhirElement resource) {

    /** Returns the observations in a bundle. A search result can also have other entries, such as an OperationOutcome. */
    static List<Observation> in(FhirElement bundle) {
        return bundle.member("entry").items().stream()
                .map(entry -> entry.member("resource"))
                .filter(resource -> resource.member("resourceType").hasText("Observation"))
                .map(Observation::new)
                .toList();
    }

    Optional<String> name() {
        return concept(resource.member("code"));
    }

    /**
     * Returns the value as text. A value of an unsupported type or a value that was entered in error is marked, not
     * hidden.
     */
    Optional<String> value() {
        if (resource.member("status").hasText("entered-in-error")) {
            return Optional.of("entered in error");
        }
        return quantity()
                .or(() -> resource.member("valueString").text())
                .or(() -> concept(resource.member("valueCodeableConcept")))
                .or(this::unsupportedValue);
    }

    Optional<String> date() {
        return resource.member("effectiveDateTime")
                .text()
                .or(() -> resource.member("effectiveInstant").text())
                .or(() -> resource.member("effectivePeriod").member("start").text());
    }

    private Optional<String> quantity() {
        FhirElement quantity = resource.member("valueQuantity");
        Optional<String> unit = quantity.member("unit")
                .text()
                .or(() -> quantity.member("code").text())
                .map(UnitFormat::format)
                .filter(text -> !text.isEmpty());
        return quantity.member("value").text().map(number -> Stream.of(
                        quantity.member("comparator").text(), Optional.of(number), unit)
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" ")));
    }

    private Optional<String> unsupportedValue() {
        boolean hasOtherValue =
                resource.names().stream().anyMatch(name -> name.startsWith("value") || name.equals("component"));
        return hasOtherValue ? Optional.of("see the EHR") : Optional.empty();
    }

    private static Optional<String> concept(FhirElement concept) {
        return concept.member("text").text().or(() -> concept.member("coding").items().stream()
                .flatMap(coding -> coding
                        .member("display")
                        .text()
                        .or(() -> coding.member("code").text())
                        .stream())
                .findFirst());
    }
}
