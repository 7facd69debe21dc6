package io.safire.brand;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;

record BrandLogoRecord(URI url, Optional<URI> license, Optional<String> licenseType) implements BrandLogo {

    BrandLogoRecord {
        requireNonNull(url, "url");
    }

    @Override
    public String toString() {
        return "BrandLogo[url=" + url + ", license=" + license.orElse(null) + ", licenseType="
                + licenseType.orElse(null) + "]";
    }
}
