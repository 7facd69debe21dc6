package io.safire.brand;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A portal in which users of a brand see their data.
 *
 * @param name the name that users know
 * @param description for whom it is; Markdown from outside, not to be shown as HTML
 * @param url its web site
 * @param logo its picture
 * @param endpoints the {@link BrandEndpoint#id()} of its FHIR servers
 */
public record BrandPortal(
        Optional<String> name,
        Optional<String> description,
        Optional<URI> url,
        Optional<BrandLogo> logo,
        List<String> endpoints) {

    /** Checks and copies. */
    public BrandPortal {
        requireNonNull(name, "name");
        requireNonNull(description, "description");
        requireNonNull(url, "url");
        requireNonNull(logo, "logo");
        endpoints = List.copyOf(endpoints);
    }

    BrandPortal withReferences(UnaryOperator<String> change) {
        return new BrandPortal(
                name, description, url, logo, endpoints.stream().map(change).toList());
    }
}
