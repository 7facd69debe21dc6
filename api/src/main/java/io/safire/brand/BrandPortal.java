package io.safire.brand;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A patient portal of a brand.
 *
 * <p>The library creates instances of this type from a bundle. In tests, create an instance with {@link #of}.
 *
 * @since 1.0
 */
public interface BrandPortal {

    /** {@return the name that users know; empty if the bundle does not contain it} */
    Optional<String> name();

    /**
     * {@return the description of the intended users, in Markdown; the text comes from the publisher, so never display
     * it as HTML}
     */
    Optional<String> description();

    /** {@return the web site; empty if the bundle does not contain it} */
    Optional<URI> url();

    /** {@return the logo; empty if the bundle does not contain it} */
    Optional<BrandLogo> logo();

    /**
     * {@return the identifiers of the portal's FHIR servers, each equal to the {@link BrandEndpoint#id()} of a server}
     */
    List<String> endpoints();

    /**
     * Creates a portal.
     *
     * @param name the name that users know; null if unknown
     * @param description the description of the intended users, in Markdown; the text comes from the publisher, so
     *     never display it as HTML; null if unknown
     * @param url the web site; null if unknown
     * @param logo the logo; null if unknown
     * @param endpoints the {@link BrandEndpoint#id()} of each of the portal's FHIR servers
     * @return the portal
     */
    static BrandPortal of(
            @Nullable String name,
            @Nullable String description,
            @Nullable URI url,
            @Nullable BrandLogo logo,
            List<String> endpoints) {
        return new BrandPortalRecord(
                Optional.ofNullable(name),
                Optional.ofNullable(description),
                Optional.ofNullable(url),
                Optional.ofNullable(logo),
                endpoints);
    }
}
