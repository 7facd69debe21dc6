package io.safire.brand;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * An identifier of a brand, the same in every bundle that has the brand.
 *
 * @param system what kind of identifier it is, such as {@code urn:ietf:rfc:3986} for the address of its web site
 * @param value the identifier
 */
public record BrandIdentifier(Optional<String> system, String value) {

    /** Checks that both parts are there. */
    public BrandIdentifier {
        requireNonNull(system, "system");
        requireNonNull(value, "value");
    }

    /** As a FHIR token, {@code system|value}. */
    @Override
    public String toString() {
        return system.map(kind -> kind + "|").orElse("") + value;
    }
}
