package io.safire.brand;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An organization under the name by which patients know it.
 *
 * @param id the identifier by which other brands of the same bundle refer to this brand
 * @param name the name that users know
 * @param aliases other names and former names
 * @param active false if the publisher states that the organization no longer exists
 * @param identifiers the identifiers that the brand has in all bundles
 * @param categories the categories, such as {@code clinical} or {@code insurance}
 * @param addresses the locations of the organization
 * @param website the public web site
 * @param logos the logos
 * @param portals the patient portals
 * @param endpoints the {@link BrandEndpoint#id()} of its FHIR servers
 * @param parent the {@link #id()} of the parent brand, which gives the users of this brand access
 * @param bundles the URLs of other bundles that describe the brand in more detail; they are not trusted
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/brands.html#brand-profile-organization">SMART App Launch
 *     2.2.0, brand profile</a>
 * @since 1.0
 */
public record Brand(
        String id,
        String name,
        List<String> aliases,
        boolean active,
        List<BrandIdentifier> identifiers,
        List<String> categories,
        List<BrandAddress> addresses,
        Optional<URI> website,
        List<BrandLogo> logos,
        List<BrandPortal> portals,
        List<String> endpoints,
        Optional<String> parent,
        List<URI> bundles) {

    public Brand {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        aliases = List.copyOf(aliases);
        identifiers = List.copyOf(identifiers);
        categories = List.copyOf(categories);
        addresses = List.copyOf(addresses);
        requireNonNull(website, "website");
        logos = List.copyOf(logos);
        portals = List.copyOf(portals);
        endpoints = List.copyOf(endpoints);
        requireNonNull(parent, "parent");
        bundles = List.copyOf(bundles);
    }

    /**
     * Returns a copy of this brand with other references to endpoints and to the parent.
     *
     * @param change the function that returns the new identifier for each endpoint and for the parent
     * @return the copy
     */
    public Brand withReferences(UnaryOperator<String> change) {
        List<BrandPortal> newPortals =
                portals.stream().map(portal -> portal.withReferences(change)).toList();
        return new Brand(
                id,
                name,
                aliases,
                active,
                identifiers,
                categories,
                addresses,
                website,
                logos,
                newPortals,
                endpoints.stream().map(change).toList(),
                parent.map(change),
                bundles);
    }

    /** Returns only the name and the identifiers, because logos can be long. */
    @Override
    public String toString() {
        return ("Brand[name=" + name + ", identifiers=" + identifiers + "]").replaceAll("\\p{C}", "?");
    }
}
