package io.safire.brand;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An organization as its patients know it.
 *
 * @param id what other brands refer to it by
 * @param name the name that users know
 * @param aliases other and former names
 * @param active false if the publisher says that it is no more
 * @param identifiers what it is known by in other bundles
 * @param categories such as {@code clinical} or {@code insurance}
 * @param addresses where it can be visited
 * @param website its public web site
 * @param logos its pictures
 * @param portals where users see their data
 * @param endpoints the {@link BrandEndpoint#id()} of its FHIR servers
 * @param parent the {@link #id()} of the brand that gives its users access
 * @param bundles bundles in which more may be said of it; addresses from outside
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/brands.html#brand-profile-organization">SMART App Launch 2.2.0,
 *     brand profile</a>
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

    /** Checks and copies. */
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
     * The same brand with other references.
     *
     * @param change gives the new identifier for each of an endpoint or a parent
     * @return the brand
     */
    public Brand withReferences(UnaryOperator<String> change) {
        List<BrandPortal> redirected =
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
                redirected,
                endpoints.stream().map(change).toList(),
                parent.map(change),
                bundles);
    }

    /** Name and identifiers; pictures can be long. */
    @Override
    public String toString() {
        return ("Brand[name=" + name + ", identifiers=" + identifiers + "]").replaceAll("\\p{C}", "?");
    }
}
