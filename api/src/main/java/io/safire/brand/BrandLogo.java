package io.safire.brand;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;

/**
 * A logo of a brand or a portal. It comes from the publisher and is not trusted, so display it only as an image.
 *
 * @param url the https URL of the image, or a {@code data:} URL that contains it
 * @param license the URL of the license of the image
 * @param licenseType the SPDX identifier of the license, such as {@code CC0-1.0}
 * @since 1.0
 */
public record BrandLogo(URI url, Optional<URI> license, Optional<String> licenseType) {

    public BrandLogo {
        requireNonNull(url, "url");
        requireNonNull(license, "license");
        requireNonNull(licenseType, "licenseType");
    }
}
