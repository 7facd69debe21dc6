package io.safire.internal.brand;

import io.safire.brand.BrandIdentifier;
import java.util.Optional;

/**
 * A reference that names an identifier of a resource, in the form of a conditional reference such as
 * {@code Organization?identifier=system|value}.
 *
 * @see <a href="https://hl7.org/fhir/R4/references.html#logical">FHIR R4, logical references</a>
 */
final class LogicalReference {

    private static final String QUERY = "?identifier=";

    private LogicalReference() {}

    /** Returns the reference; empty if the identifier of a FHIR Reference has no value. */
    static Optional<String> of(String type, FhirObject reference) {
        return reference.identifiers().stream().findFirst().map(identifier -> of(type, identifier));
    }

    /** A reference without a system matches identifiers of all systems. */
    static String of(String type, BrandIdentifier identifier) {
        return type
                + QUERY
                + identifier
                        .system()
                        .filter(system -> !system.isEmpty())
                        .map(system -> system + "|")
                        .orElse("")
                + identifier.value();
    }

    static boolean isOf(String type, String reference) {
        return reference.startsWith(QUERY, type.length()) && reference.startsWith(type);
    }
}
