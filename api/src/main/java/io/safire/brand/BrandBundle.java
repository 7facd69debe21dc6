package io.safire.brand;

import static java.util.Objects.requireNonNull;

import io.safire.diagnosis.Finding;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The brands and FHIR servers that a server or a vendor publishes. All content comes from the publisher and is not
 * trusted. A bundle can have hundreds of thousands of brands, and each method reads all of them. Call the methods with
 * a brand parameter only for the brands that are displayed.
 *
 * @param source the URL of the bundle
 * @param timestamp the time at which the publisher last changed the bundle
 * @param primaryIdentifier the identifier of the server's own brand, from its SMART configuration
 * @param brands the brands, in the order of the bundle
 * @param endpoints the FHIR servers, in the order of the bundle
 * @param findings the invalid entries, which are omitted
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/brands.html">SMART App Launch 2.2.0, user-access brands
 *     and endpoints</a>
 * @since 1.0
 */
public record BrandBundle(
        URI source,
        Optional<Instant> timestamp,
        Optional<BrandIdentifier> primaryIdentifier,
        List<Brand> brands,
        List<BrandEndpoint> endpoints,
        List<Finding> findings) {

    public BrandBundle {
        requireNonNull(source, "source");
        requireNonNull(timestamp, "timestamp");
        requireNonNull(primaryIdentifier, "primaryIdentifier");
        brands = List.copyOf(brands);
        endpoints = List.copyOf(endpoints);
        findings = List.copyOf(findings);
    }

    /**
     * Returns the brand of the server whose SMART configuration links to this bundle.
     *
     * @return the brand that {@link #primaryIdentifier()} identifies or, if it is empty, the only brand of the bundle;
     *     empty if there is no such brand or more than one
     */
    public Optional<Brand> primary() {
        List<Brand> candidates = primaryIdentifier
                .map(identifier -> brands.stream()
                        .filter(brand -> brand.identifiers().stream().anyMatch(own -> matches(identifier, own)))
                        .toList())
                .orElse(brands);
        return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
    }

    /**
     * Finds active brands by a search text. Each word of the text must be the beginning of a word in the name, an alias
     * or an address. The country of an address is not searched.
     *
     * @param text the text that the user typed; case and accents are ignored
     * @return the matching brands; all active brands for a blank text
     */
    public List<Brand> find(String text) {
        BrandSearch search = new BrandSearch(text);
        return brands.stream().filter(Brand::active).filter(search::matches).toList();
    }

    /**
     * Returns the parent of a brand, which gives the users of that brand access.
     *
     * @param brand a brand of this bundle
     * @return the parent; empty if the brand has no parent or the bundle does not contain the parent
     */
    public Optional<Brand> parentOf(Brand brand) {
        return brand.parent().flatMap(id -> brands.stream()
                .filter(other -> other.id().equals(id) && !other.equals(brand))
                .findFirst());
    }

    /**
     * Returns the FHIR servers of a brand and its portals. If the brand lists no server, returns those of its parent.
     *
     * @param brand a brand of this bundle
     * @return the servers whose status is {@code active} or missing
     */
    public List<BrandEndpoint> endpointsOf(Brand brand) {
        List<BrandEndpoint> own = ownEndpointsOf(brand);
        return own.isEmpty() ? parentOf(brand).map(this::ownEndpointsOf).orElse(List.of()) : own;
    }

    /**
     * Returns the portals of a brand. If the brand lists no portal, returns those of its parent.
     *
     * @param brand a brand of this bundle
     * @return the portals
     */
    public List<BrandPortal> portalsOf(Brand brand) {
        return brand.portals().isEmpty() ? parentOf(brand).map(Brand::portals).orElse(List.of()) : brand.portals();
    }

    /**
     * Finds a FHIR server by its URL.
     *
     * @param url the FHIR base URL; the comparison ignores the case of scheme and host, and trailing slashes
     * @return the server
     */
    public Optional<BrandEndpoint> endpointAt(URI url) {
        String address = BrandMerge.normalizedUrl(url);
        return endpoints.stream()
                .filter(endpoint -> BrandMerge.normalizedUrl(endpoint).equals(address))
                .findFirst();
    }

    /**
     * Merges other bundles into this one, which takes precedence. If two brands have an identifier in common, only the
     * brand of the first bundle is retained, together with its FHIR servers. If two FHIR servers have the same URL,
     * only the first is retained. Merging several bundles in one call is faster than merging each in its own call.
     *
     * <p>SMART App Launch 2.2.0 requires that the bundle of a server takes precedence over the bundle of its vendor:
     * {@code client.brands().mergeWith(clients.brands(vendor))}.
     *
     * @param others the bundles to merge, in descending precedence
     * @return the merged bundle, with the source and the primary brand of this one
     */
    public BrandBundle mergeWith(BrandBundle... others) {
        return BrandMerge.of(this, List.of(others));
    }

    /** Returns the source and the numbers of brands and FHIR servers. */
    @Override
    public String toString() {
        return "BrandBundle[source=" + source + ", brands=" + brands.size() + ", endpoints=" + endpoints.size() + "]";
    }

    private List<BrandEndpoint> ownEndpointsOf(Brand brand) {
        Set<String> ids = new LinkedHashSet<>(brand.endpoints());
        brand.portals().forEach(portal -> ids.addAll(portal.endpoints()));
        return endpoints.stream()
                .filter(endpoint -> ids.contains(endpoint.id()))
                .filter(endpoint -> endpoint.status().orElse("active").equals("active"))
                .toList();
    }

    /** Compares identifiers; a wanted identifier without a system matches any system. */
    private static boolean matches(BrandIdentifier wanted, BrandIdentifier own) {
        return wanted.value().equals(own.value())
                && (wanted.system().isEmpty() || wanted.system().equals(own.system()));
    }
}
