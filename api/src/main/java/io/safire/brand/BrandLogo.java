package io.safire.brand;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A logo of a brand or a portal. A logo comes from the publisher and is not trusted, so display it only as an image.
 *
 * <p>The library creates instances of this type from a bundle. In tests, create an instance with {@link #of}.
 *
 * @since 1.0
 */
public interface BrandLogo {

    /** {@return the https URL of the image, or a {@code data:} URL that contains the image} */
    URI url();

    /** {@return the URL of the license of the image; empty if the bundle does not contain it} */
    Optional<URI> license();

    /**
     * {@return the SPDX identifier of the license, such as {@code CC0-1.0}; empty if the bundle does not contain it}
     */
    Optional<String> licenseType();

    /**
     * Creates a logo.
     *
     * @param url the https URL of the image, or a {@code data:} URL that contains it
     * @param license the URL of the license of the image; null if unknown
     * @param licenseType the SPDX identifier of the license, such as {@code CC0-1.0}; null if unknown
     * @return the logo
     */
    static BrandLogo of(URI url, @Nullable URI license, @Nullable String licenseType) {
        return new BrandLogoRecord(url, Optional.ofNullable(license), Optional.ofNullable(licenseType));
    }
}
