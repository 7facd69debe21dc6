package io.safire.internal.brand;

import io.safire.brand.BrandEndpoint;
import java.net.URI;

/**
 * Reader of an {@code Endpoint} resource.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/brands.html#endpoint-profile">SMART App Launch 2.2.0, endpoint
 *     profile</a>
 */
final class BrandEndpointReader {

    private static final String FHIR_VERSION = "http://hl7.org/fhir/StructureDefinition/endpoint-fhir-version";

    private BrandEndpointReader() {}

    static BrandEndpoint read(String id, URI url, FhirObject endpoint) {
        return BrandEndpoint.of(
                id,
                url,
                endpoint.text("name").orElse(null),
                endpoint.extensions(FHIR_VERSION)
                        .flatMap(version -> version.text("valueCode").stream())
                        .toList(),
                endpoint.text("status").orElse(null),
                endpoint.objects("connectionType")
                        .flatMap(type -> type.text("code").stream())
                        .findFirst()
                        .orElse(null),
                endpoint.objects("contact")
                        .filter(contact ->
                                contact.text("system").filter("url"::equals).isPresent())
                        .flatMap(contact -> contact.link("value").stream())
                        .findFirst()
                        .orElse(null));
    }
}
