package io.safire.brand;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

record BrandPortalRecord(
        Optional<String> name,
        Optional<String> description,
        Optional<URI> url,
        Optional<BrandLogo> logo,
        List<String> endpoints)
        implements BrandPortal {

    BrandPortalRecord {
        endpoints = List.copyOf(endpoints);
    }

    static BrandPortal withReferences(BrandPortal portal, UnaryOperator<String> change) {
        return new BrandPortalRecord(
                portal.name(),
                portal.description(),
                portal.url(),
                portal.logo(),
                portal.endpoints().stream().map(change).toList());
    }

    @Override
    public String toString() {
        return "BrandPortal[name=" + name.orElse(null) + ", description=" + description.orElse(null) + ", url="
                + url.orElse(null) + ", logo=" + logo.orElse(null) + ", endpoints=" + endpoints + "]";
    }
}
