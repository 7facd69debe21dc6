package io.safire.brand;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A FHIR server in a brand bundle. The library sends no request to it unless the server is configured. The details for
 * using the server are in its SMART configuration.
 *
 * @param id the identifier by which brands refer to the server
 * @param url the FHIR base URL, https
 * @param name a name for developers; users know the name of the brand
 * @param fhirVersions the FHIR versions, such as {@code 4.0.1}
 * @param status the status, such as {@code active}
 * @param connectionType the connection type, usually {@code hl7-fhir-rest}
 * @param contact the contact point through which developers request access
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/brands.html#endpoint-profile">SMART App Launch 2.2.0,
 *     endpoint profile</a>
 * @since 1.0
 */
public record BrandEndpoint(
        String id,
        URI url,
        Optional<String> name,
        List<String> fhirVersions,
        Optional<String> status,
        Optional<String> connectionType,
        Optional<URI> contact) {

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
