package io.safire.brand;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A patient portal of a brand.
 *
 * @param name the name that users know
 * @param description the intended users, in Markdown; the text comes from the publisher, so never display it as HTML
 * @param url the web site
 * @param logo the logo
 * @param endpoints the {@link BrandEndpoint#id()} of its FHIR servers
 * @since 1.0
 */
public record BrandPortal(
        Optional<String> name,
        Optional<String> description,
        Optional<URI> url,
        Optional<BrandLogo> logo,
        List<String> endpoints) {

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
