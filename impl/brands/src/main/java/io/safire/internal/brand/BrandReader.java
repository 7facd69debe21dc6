package io.safire.internal.brand;

import io.safire.brand.Brand;
import io.safire.brand.BrandAddress;
import io.safire.brand.BrandIdentifier;
import io.safire.brand.BrandLogo;
import io.safire.brand.BrandPortal;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reader of an {@code Organization} resource as a brand. References remain unresolved.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/brands.html#brand-profile-organization">SMART App Launch 2.2.0,
 *     brand profile</a>
 */
final class BrandReader {

    private static final String BRAND = "http://hl7.org/fhir/StructureDefinition/organization-brand";
    static final String PORTAL = "http://hl7.org/fhir/StructureDefinition/organization-portal";

    private BrandReader() {}

    static Brand read(String id, String name, FhirObject organization) {
        return Brand.of(
                id,
                name,
                organization.texts("alias"),
                organization.members().get("active") != JsonValue.FALSE,
                organization.identifiers(),
                categories(organization),
                addresses(organization),
                website(organization).orElse(null),
                organization
                        .extensions(BRAND)
                        .flatMap(brand -> logos(brand, "brandLogo").stream())
                        .toList(),
                organization.extensions(PORTAL).map(BrandReader::portal).toList(),
                organization.references("endpoint", "Endpoint").distinct().toList(),
                organization.references("partOf", "Organization").findFirst().orElse(null),
                organization
                        .extensions(BRAND)
                        .flatMap(brand -> brand.extensions("brandBundle"))
                        .flatMap(bundle -> bundle.link("valueUrl").stream())
                        .toList());
    }

    static Optional<BrandIdentifier> identifier(FhirObject identifier) {
        return identifier
                .text("value")
                .map(value -> BrandIdentifier.of(identifier.text("system").orElse(null), value));
    }

    private static List<String> categories(FhirObject organization) {
        return organization
                .objects("type")
                .flatMap(type -> type.objects("coding"))
                .flatMap(coding -> coding.text("code").stream())
                .distinct()
                .toList();
    }

    /** In FHIR R4, the addresses are in the organization; in FHIR R5, they are in the contacts of the organization. */
    private static List<BrandAddress> addresses(FhirObject organization) {
        return Stream.concat(
                        organization.objects("address"),
                        organization.objects("contact").flatMap(contact -> contact.objects("address")))
                .map(address -> BrandAddress.of(
                        address.texts("line"),
                        address.text("city").orElse(null),
                        address.text("state").orElse(null),
                        address.text("postalCode").orElse(null),
                        address.text("country").orElse(null)))
                .toList();
    }

    private static Optional<URI> website(FhirObject organization) {
        return Stream.concat(
                        organization.objects("telecom"),
                        organization.objects("contact").flatMap(contact -> contact.objects("telecom")))
                .filter(telecom -> telecom.text("system").filter("url"::equals).isPresent())
                .flatMap(telecom -> telecom.link("value").stream())
                .findFirst();
    }

    private static BrandPortal portal(FhirObject portal) {
        return BrandPortal.of(
                portal.extensions("portalName")
                        .flatMap(name -> name.text("valueString").stream())
                        .findFirst()
                        .orElse(null),
                portal.extensions("portalDescription")
                        .flatMap(text -> text.text("valueMarkdown").stream())
                        .findFirst()
                        .orElse(null),
                portal.extensions("portalUrl")
                        .flatMap(url -> url.link("valueUrl").stream())
                        .findFirst()
                        .orElse(null),
                logos(portal, "portalLogo").stream().findFirst().orElse(null),
                portal.extensions("portalEndpoint")
                        .flatMap(endpoint -> endpoint.references("valueReference", "Endpoint"))
                        .distinct()
                        .toList());
    }

    /**
     * An extension can contain several logos. The license of a logo is at the same position. If there are fewer
     * licenses than logos, the last license applies to the remaining logos.
     */
    private static List<BrandLogo> logos(FhirObject extension, String name) {
        List<BrandLogo> logos = new ArrayList<>();
        List<FhirObject> licenses = extension.extensions(name + "License").toList();
        List<FhirObject> types = extension.extensions(name + "LicenseType").toList();
        List<FhirObject> images = extension.extensions(name).toList();
        for (int index = 0; index < images.size(); index++) {
            Optional<URI> license = atOrLast(licenses, index).flatMap(url -> url.link("valueUrl"));
            Optional<String> type = atOrLast(types, index)
                    .flatMap(coding -> coding.object("valueCoding"))
                    .flatMap(coding -> coding.text("code"));
            logoUrl(images.get(index))
                    .ifPresent(url -> logos.add(BrandLogo.of(url, license.orElse(null), type.orElse(null))));
        }
        return logos;
    }

    private static Optional<FhirObject> atOrLast(List<FhirObject> elements, int index) {
        if (elements.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(elements.get(Math.min(index, elements.size() - 1)));
    }

    private static Optional<URI> logoUrl(FhirObject extension) {
        Optional<URI> picture =
                extension.text("valueUrl").filter(BrandReader::isImageDataUri).flatMap(extension.strings()::parseUri);
        return picture.or(() -> extension.address("valueUrl").filter(url -> FhirObject.scheme(url)
                .equals("https")));
    }

    /** Does not decode the URI, because the URI can be long, and decoding would double the required memory. */
    private static boolean isImageDataUri(String text) {
        return text.regionMatches(true, 0, "data:image/", 0, "data:image/".length());
    }
}
