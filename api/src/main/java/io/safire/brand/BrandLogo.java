package io.safire.brand;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;

/**
 * A picture that users know a brand or a portal by. It comes from outside: show it as a picture, and as nothing else.
 *
 * @param url where it is: https, or {@code data:} with the picture itself
 * @param license under what terms it may be shown
 * @param licenseType the name of these terms as SPDX writes it, such as {@code CC0-1.0}
 */
public record BrandLogo(URI url, Optional<URI> license, Optional<String> licenseType) {

    /** Checks that all parts are there. */
    public BrandLogo {
        requireNonNull(url, "url");
        requireNonNull(license, "license");
        requireNonNull(licenseType, "licenseType");
    }
}
