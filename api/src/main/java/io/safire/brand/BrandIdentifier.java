package io.safire.brand;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * An identifier by which all bundles identify the same brand.
 *
 * @param system the system of the identifier, such as {@code urn:ietf:rfc:3986} for the URL of the organization's web
 *     site
 * @param value the value of the identifier
 * @since 1.0
 */
public record BrandIdentifier(Optional<String> system, String value) {

    public BrandIdentifier {
        requireNonNull(system, "system");
        requireNonNull(value, "value");
    }

    /** Returns the identifier as a FHIR token, {@code system|value}. */
    @Override
    public String toString() {
        return system.map(kind -> kind + "|").orElse("") + value;
    }
}
