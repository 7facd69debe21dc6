package io.safire.brand;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A FHIR server that a bundle lists. That it is listed allows nothing: no request goes there before it is configured, and
 * its SMART configuration says what it takes to use it.
 *
 * @param id what brands refer to it by
 * @param url the FHIR base URL, https
 * @param name a name for developers; users know the name of the brand
 * @param fhirVersions such as {@code 4.0.1}
 * @param status {@code active} and the like
 * @param connectionType {@code hl7-fhir-rest} as a rule
 * @param contact where developers ask for access
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/brands.html#endpoint-profile">SMART App Launch 2.2.0,
 *     endpoint profile</a>
 */
public record BrandEndpoint(
        String id,
        URI url,
        Optional<String> name,
        List<String> fhirVersions,
        Optional<String> status,
        Optional<String> connectionType,
        Optional<URI> contact) {

    /** Checks and copies. */
    public BrandEndpoint {
        requireNonNull(id, "id");
        requireNonNull(url, "url");
        requireNonNull(name, "name");
        fhirVersions = List.copyOf(fhirVersions);
        requireNonNull(status, "status");
        requireNonNull(connectionType, "connectionType");
        requireNonNull(contact, "contact");
    }
}
