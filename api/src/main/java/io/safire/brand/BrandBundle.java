package io.safire.brand;

import io.safire.diagnosis.Finding;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The brands and FHIR servers that a server or a vendor publishes. All content comes from the publisher and is not
 * trusted. A bundle can have hundreds of thousands of brands, and each method with a parameter may read all brands.
 * Call the methods with a brand parameter only for the brands that are displayed.
 *
 * <p>The library creates instances of this type from a bundle. In tests, create an instance with {@link #of}.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/brands.html">SMART App Launch 2.2.0, user-access brands
 *     and endpoints</a>
 * @since 1.0
 */
public interface BrandBundle {

    /** {@return the URL of the bundle} */
    URI source();

    /** {@return the time at which the publisher last changed the bundle; empty if the bundle does not contain it} */
    Optional<Instant> timestamp();

    /**
     * Returns the identifier of the server's own brand.
     *
     * @return the identifier from the SMART configuration of the server; empty if unknown
     */
    Optional<BrandIdentifier> primaryIdentifier();

    /** {@return the brands, in the order of the bundle} */
    List<Brand> brands();

    /** {@return the FHIR servers, in the order of the bundle} */
    List<BrandEndpoint> endpoints();

    /**
     * {@return at most 100 findings about the bundle} The findings report omitted entries and pages, unresolved
     * references, brands without a server, and servers without a brand.
     */
    List<Finding> findings();

    /**
     * Returns the brand of the server whose SMART configuration links to this bundle. {@link #primaryIdentifier()}
     * identifies this brand. Without a primary identifier, this method returns the only brand of the bundle.
     *
     * @return the brand; empty if no brand or more than one brand matches
     */
    Optional<Brand> primary();

    /**
     * Finds active brands by a search text. Each word of the text must be the beginning of a word in the name, an alias
     * or an address. The country of an address is not searched.
     *
     * @param text the text that the user typed; case and accents are ignored
     * @return the matching brands; all active brands for a blank text
     */
    List<Brand> find(String text);

    /**
     * Returns the parent of a brand.
     *
     * @param brand a brand of this bundle
     * @return the parent; empty if the brand has no parent or the bundle does not contain the parent
     */
    Optional<Brand> parentOf(Brand brand);

    /**
     * Returns the FHIR servers of a brand and of its portals. If the brand lists no server, this method returns the
     * servers of the nearest ancestor that lists servers.
     *
     * @param brand a brand of this bundle
     * @return the servers whose status is {@code active} or missing
     */
    List<BrandEndpoint> endpointsOf(Brand brand);

    /**
     * Returns the portals of a brand. If the brand lists no portal, this method returns the portals of the nearest
     * ancestor that lists portals.
     *
     * @param brand a brand of this bundle
     * @return the portals
     */
    List<BrandPortal> portalsOf(Brand brand);

    /**
     * Finds a FHIR server by its URL.
     *
     * @param url the FHIR base URL; the comparison ignores the case of scheme and host, and trailing slashes
     * @return the FHIR server with this URL; empty if the bundle contains no such server
     */
    Optional<BrandEndpoint> endpointAt(URI url);

    /**
     * Merges other bundles into this bundle. This bundle takes precedence. If two brands have an identifier in common,
     * the result contains only the brand of the bundle with the higher precedence, with the FHIR servers of this brand. If two FHIR
     * servers have the same URL, the result contains only the server of the bundle with the higher precedence. Merging
     * several bundles in one call is faster than merging them one by one.
     *
     * <p>SMART App Launch 2.2.0 requires that the bundle of a server takes precedence over the bundle of its vendor:
     * {@code client.brands().mergeWith(clients.brands(vendor))}.
     *
     * @param others the bundles to merge, in descending precedence
     * @return the merged bundle, with the source and the primary brand of this bundle
     */
    BrandBundle mergeWith(BrandBundle... others);

    /**
     * Returns a copy of this bundle with another identifier for the server's own brand.
     *
     * @param identifier the identifier
     * @return the copy
     */
    BrandBundle withPrimaryIdentifier(BrandIdentifier identifier);

    /**
     * Creates a bundle.
     *
     * @param source the URL of the bundle
     * @param timestamp the time at which the publisher last changed the bundle; null if unknown
     * @param primaryIdentifier the identifier of the server's own brand, from the SMART configuration of the server;
     *     null if unknown
     * @param brands the brands, in the order of the bundle
     * @param endpoints the FHIR servers, in the order of the bundle
     * @param findings the findings about the bundle
     * @return the bundle
     */
    static BrandBundle of(
            URI source,
            @Nullable Instant timestamp,
            @Nullable BrandIdentifier primaryIdentifier,
            List<Brand> brands,
            List<BrandEndpoint> endpoints,
            List<Finding> findings) {
        return new BrandBundleRecord(
                source,
                Optional.ofNullable(timestamp),
                Optional.ofNullable(primaryIdentifier),
                brands,
                endpoints,
                findings);
    }
}
