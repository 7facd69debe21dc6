package io.safire.brand;

import static java.util.Objects.requireNonNull;

import io.safire.diagnosis.Finding;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

record BrandBundleRecord(
        URI source,
        Optional<Instant> timestamp,
        Optional<BrandIdentifier> primaryIdentifier,
        List<Brand> brands,
        List<BrandEndpoint> endpoints,
        List<Finding> findings)
        implements BrandBundle {

    /**
     * The maximum number of ancestors that are searched. SMART App Launch 2.2.0 permits one ancestor. The limit ends
     * the search if the parents form a cycle.
     */
    private static final int MAX_LEVELS = 16;

    BrandBundleRecord {
        requireNonNull(source, "source");
        brands = List.copyOf(brands);
        endpoints = List.copyOf(endpoints);
        findings = List.copyOf(findings);
    }

    @Override
    public Optional<Brand> primary() {
        List<Brand> candidates = primaryIdentifier
                .map(identifier -> brands.stream()
                        .filter(brand -> brand.identifiers().stream().anyMatch(own -> matches(identifier, own)))
                        .toList())
                .orElse(brands);
        return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
    }

    @Override
    public List<Brand> find(String text) {
        BrandSearch search = new BrandSearch(text);
        return brands.stream().filter(Brand::active).filter(search::matches).toList();
    }

    @Override
    public Optional<Brand> parentOf(Brand brand) {
        return brand.parent().flatMap(id -> brands.stream()
                .filter(other -> other.id().equals(id) && !other.equals(brand))
                .findFirst());
    }

    @Override
    public List<BrandEndpoint> endpointsOf(Brand brand) {
        return nearest(brand, this::ownEndpointsOf);
    }

    @Override
    public List<BrandPortal> portalsOf(Brand brand) {
        return nearest(brand, Brand::portals);
    }

    @Override
    public Optional<BrandEndpoint> endpointAt(URI url) {
        String address = BrandMerge.normalizedUrl(url);
        return endpoints.stream()
                .filter(endpoint -> BrandMerge.normalizedUrl(endpoint).equals(address))
                .findFirst();
    }

    @Override
    public BrandBundle mergeWith(BrandBundle... others) {
        return BrandMerge.of(this, List.of(others));
    }

    @Override
    public BrandBundle withPrimaryIdentifier(BrandIdentifier identifier) {
        return new BrandBundleRecord(source, timestamp, Optional.of(identifier), brands, endpoints, findings);
    }

    @Override
    public String toString() {
        return "BrandBundle[source=" + source + ", brands=" + brands.size() + ", endpoints=" + endpoints.size() + "]";
    }

    /** Returns the elements of a brand or, if it has no elements, of its nearest ancestor that has elements. */
    private <T> List<T> nearest(Brand brand, Function<Brand, List<T>> elements) {
        List<T> found = elements.apply(brand);
        Optional<Brand> ancestor = found.isEmpty() ? parentOf(brand) : Optional.empty();
        for (int level = 0; ancestor.isPresent() && found.isEmpty() && level < MAX_LEVELS; level++) {
            found = elements.apply(ancestor.get());
            ancestor = parentOf(ancestor.get());
        }
        return found;
    }

    private List<BrandEndpoint> ownEndpointsOf(Brand brand) {
        Set<String> ids = new LinkedHashSet<>(brand.endpoints());
        brand.portals().forEach(portal -> ids.addAll(portal.endpoints()));
        return endpoints.stream()
                .filter(endpoint -> ids.contains(endpoint.id()))
                .filter(endpoint -> endpoint.status().orElse("active").equals("active"))
                .toList();
    }

    /** A wanted identifier without a system matches any system. */
    private static boolean matches(BrandIdentifier wanted, BrandIdentifier own) {
        return wanted.value().equals(own.value())
                && (wanted.system().isEmpty() || wanted.system().equals(own.system()));
    }
}
