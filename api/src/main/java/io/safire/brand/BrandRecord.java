package io.safire.brand;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

record BrandRecord(
        String id,
        String name,
        List<String> aliases,
        boolean active,
        List<BrandIdentifier> identifiers,
        List<String> categories,
        List<BrandAddress> addresses,
        Optional<URI> website,
        List<BrandLogo> logos,
        List<BrandPortal> portals,
        List<String> endpoints,
        Optional<String> parent,
        List<URI> bundles)
        implements Brand {

    BrandRecord {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        aliases = List.copyOf(aliases);
        identifiers = List.copyOf(identifiers);
        categories = List.copyOf(categories);
        addresses = List.copyOf(addresses);
        logos = List.copyOf(logos);
        portals = List.copyOf(portals);
        endpoints = List.copyOf(endpoints);
        bundles = List.copyOf(bundles);
    }

    @Override
    public Brand withReferences(UnaryOperator<String> change) {
        List<BrandPortal> newPortals = portals.stream()
                .map(portal -> BrandPortalRecord.withReferences(portal, change))
                .toList();
        return new BrandRecord(
                id,
                name,
                aliases,
                active,
                identifiers,
                categories,
                addresses,
                website,
                logos,
                newPortals,
                endpoints.stream().map(change).toList(),
                parent.map(change),
                bundles);
    }

    /** Logos can be long, so only the name and the identifiers are shown. */
    @Override
    public String toString() {
        return ("Brand[name=" + name + ", identifiers=" + identifiers + "]").replaceAll("\\p{C}", "?");
    }
}
