package io.safire.brand;

import static java.util.Objects.requireNonNull;

import io.safire.Finding;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Brands and their FHIR servers, as a server or a vendor publishes them. Everything in it comes from outside. A bundle can
 * list hundreds of thousands of brands, and each method reads all of it: call those that take a brand for the brands that
 * are shown, not for all.
 *
 * @param source where it was read
 * @param timestamp when its publisher says that it changed last
 * @param primaryIdentifier which brand is that of the server, as its SMART configuration says
 * @param brands the brands, in the order of the bundle
 * @param endpoints the FHIR servers, in the order of the bundle
 * @param findings what is wrong with it and was left out
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/brands.html">SMART App Launch 2.2.0, user-access brands and
 *     endpoints</a>
 */
public record BrandBundle(
        URI source,
        Optional<Instant> timestamp,
        Optional<BrandIdentifier> primaryIdentifier,
        List<Brand> brands,
        List<BrandEndpoint> endpoints,
        List<Finding> findings) {

    /** Checks and copies. */
    public BrandBundle {
        requireNonNull(source, "source");
        requireNonNull(timestamp, "timestamp");
        requireNonNull(primaryIdentifier, "primaryIdentifier");
        brands = List.copyOf(brands);
        endpoints = List.copyOf(endpoints);
        findings = List.copyOf(findings);
    }

    /**
     * The brand of the server whose SMART configuration led here.
     *
     * @return the only brand that {@link #primaryIdentifier()} names; without an identifier, the only brand there is
     */
    public Optional<Brand> primary() {
        List<Brand> candidates = primaryIdentifier
                .map(identifier -> brands.stream()
                        .filter(brand -> brand.identifiers().stream().anyMatch(own -> same(identifier, own)))
                        .toList())
                .orElse(brands);
        return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
    }

    /**
     * The active brands that a user may mean: all words of a text begin a word of the name, of an alias or of an address
     * without its country.
     *
     * @param text what the user typed; case and accents make no difference
     * @return the brands; all active ones for a blank text
     */
    public List<Brand> find(String text) {
        BrandSearch search = new BrandSearch(text);
        return brands.stream().filter(Brand::active).filter(search::matches).toList();
    }

    /**
     * The brand that gives the users of another one access.
     *
     * @param brand a brand of this bundle
     * @return its parent, if the bundle has it
     */
    public Optional<Brand> parentOf(Brand brand) {
        return brand.parent().flatMap(id -> brands.stream()
                .filter(other -> other.id().equals(id) && !other.equals(brand))
                .findFirst());
    }

    /**
     * The FHIR servers of a brand, those of its portals among them; those of its parent where it has none itself.
     *
     * @param brand a brand of this bundle
     * @return the servers that the bundle has, without those whose status is not {@code active}
     */
    public List<BrandEndpoint> endpointsOf(Brand brand) {
        List<BrandEndpoint> own = ownEndpointsOf(brand);
        return own.isEmpty() ? parentOf(brand).map(this::ownEndpointsOf).orElse(List.of()) : own;
    }

    /**
     * The portals of a brand; those of its parent where it has none itself.
     *
     * @param brand a brand of this bundle
     * @return the portals
     */
    public List<BrandPortal> portalsOf(Brand brand) {
        return brand.portals().isEmpty() ? parentOf(brand).map(Brand::portals).orElse(List.of()) : brand.portals();
    }

    /**
     * The FHIR server at an address.
     *
     * @param url a FHIR base URL
     * @return the server; a slash at the end makes no difference
     */
    public Optional<BrandEndpoint> endpointAt(URI url) {
        String address = BrandMerge.address(url);
        return endpoints.stream()
                .filter(endpoint -> BrandMerge.address(endpoint).equals(address))
                .findFirst();
    }

    /**
     * This bundle and what others have in addition. Brands with an identifier in common are the same brand, of which
     * that of the first bundle is taken as a whole; so are FHIR servers at the same address. All bundles in one call cost
     * less than one call for each.
     *
     * <p>A server's own bundle comes over that of its vendor, as SMART App Launch 2.2.0 asks:
     * {@code client.brands().over(clients.brands(vendor))}.
     *
     * @param others the bundles that give way to this one, each also to those before it
     * @return the merged bundle, with the source and the primary brand of this one
     */
    public BrandBundle over(BrandBundle... others) {
        return BrandMerge.of(this, List.of(others));
    }

    /** How much there is in it. */
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

    /** An identifier without a system is one of any. */
    private static boolean same(BrandIdentifier wanted, BrandIdentifier own) {
        return wanted.value().equals(own.value())
                && (wanted.system().isEmpty() || wanted.system().equals(own.system()));
    }
}
