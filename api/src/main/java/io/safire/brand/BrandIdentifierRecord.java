package io.safire.brand;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

record BrandIdentifierRecord(Optional<String> system, String value) implements BrandIdentifier {

    BrandIdentifierRecord {
        requireNonNull(value, "value");
    }

    /** Returns the FHIR token {@code system|value}. */
    @Override
    public String toString() {
        return system.map(kind -> kind + "|").orElse("") + value;
    }
}
