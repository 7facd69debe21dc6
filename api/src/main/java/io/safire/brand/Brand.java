package io.safire.brand;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An organization, with the name that patients know.
 *
 * <p>The library creates instances of this type from a bundle. In tests, create an instance with {@link #of}.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/brands.html#brand-profile-organization">SMART App Launch
 *     2.2.0, brand profile</a>
 * @since 1.0
 */
public interface Brand {

    /** {@return the identifier by which other brands of the same bundle refer to this brand} */
    String id();

    /** {@return the name that users know} */
    String name();

    /** {@return other names and former names} */
    List<String> aliases();

    /**
     * Returns whether the organization exists.
     *
     * @return false if the publisher states that the organization no longer exists
     */
    boolean active();

    /** {@return the identifiers that the brand has in all bundles} */
    List<BrandIdentifier> identifiers();

    /** {@return the categories, such as {@code clinical} or {@code insurance}} */
    List<String> categories();

    /** {@return the locations of the organization} */
    List<BrandAddress> addresses();

    /** {@return the public web site; empty if the bundle does not contain it} */
    Optional<URI> website();

    /** {@return the logos} */
    List<BrandLogo> logos();

    /** {@return the patient portals} */
    List<BrandPortal> portals();

    /**
     * {@return the {@link BrandEndpoint#id()} of each of the brand's FHIR servers} If the bundle does not contain such
     * a server, {@link BrandBundle#findings()} reports the reference.
     */
    List<String> endpoints();

    /**
     * Returns the identifier of the parent brand. A brand that lists no servers or portals uses those of the parent.
     *
     * @return the {@link #id()} of the parent brand; empty if the bundle names no parent
     */
    Optional<String> parent();

    /** {@return the URLs of other bundles that describe the brand in more detail; they are not trusted} */
    List<URI> bundles();

    /**
     * Returns a copy of this brand with other identifiers of its endpoints and its parent.
     *
     * @param change the function that returns the new identifier for each endpoint and for the parent
     * @return the copy
     */
    Brand withReferences(UnaryOperator<String> change);

    /**
     * Creates a brand.
     *
     * @param id the identifier by which other brands of the same bundle refer to this brand
     * @param name the name that users know
     * @param aliases other names and former names
     * @param active false if the publisher states that the organization no longer exists
     * @param identifiers the identifiers that the brand has in all bundles
     * @param categories the categories, such as {@code clinical} or {@code insurance}
     * @param addresses the locations of the organization
     * @param website the public web site; null if unknown
     * @param logos the logos
     * @param portals the patient portals
     * @param endpoints the {@link BrandEndpoint#id()} of each of the brand's FHIR servers
     * @param parent the {@link #id()} of the parent brand; null if unknown
     * @param bundles the URLs of other bundles that describe the brand in more detail; they are not trusted
     * @return the brand
     */
    static Brand of(
            String id,
            String name,
            List<String> aliases,
            boolean active,
            List<BrandIdentifier> identifiers,
            List<String> categories,
            List<BrandAddress> addresses,
            @Nullable URI website,
            List<BrandLogo> logos,
            List<BrandPortal> portals,
            List<String> endpoints,
            @Nullable String parent,
            List<URI> bundles) {
        return new BrandRecord(
                id,
                name,
                aliases,
                active,
                identifiers,
                categories,
                addresses,
                Optional.ofNullable(website),
                logos,
                portals,
                endpoints,
                Optional.ofNullable(parent),
                bundles);
    }
}
