package io.safire.brand;

import io.safire.diagnosis.Finding;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The merge of brand bundles, in linear time. If a brand or server is replaced, all references to it refer to the
 * replacement afterwards.
 */
final class BrandMerge {

    private final Map<String, String> brandsByIdentifier = new HashMap<>();
    private final Map<String, String> endpointsByAddress = new HashMap<>();
    private final Set<String> brandIds = new HashSet<>();
    private final Set<String> endpointIds = new HashSet<>();
    private final List<Brand> brands = new ArrayList<>();
    private final List<BrandEndpoint> endpoints = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    private BrandMerge() {}

    static BrandBundle of(BrandBundle preferred, List<BrandBundle> others) {
        BrandMerge merge = new BrandMerge();
        preferred.brands().forEach(merge::add);
        preferred.endpoints().forEach(merge::add);
        merge.findings.addAll(preferred.findings());
        others.forEach(merge::addOther);
        return new BrandBundleRecord(
                preferred.source(),
                preferred.timestamp(),
                preferred.primaryIdentifier(),
                merge.brands,
                merge.endpoints,
                merge.findings);
    }

    static String normalizedUrl(BrandEndpoint endpoint) {
        return normalizedUrl(endpoint.url());
    }

    /** Returns the URL with scheme and host in lower case, and without trailing slashes. */
    static String normalizedUrl(URI url) {
        String origin = (url.getScheme() + "://" + url.getRawAuthority()).toLowerCase(Locale.ROOT);
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        String path = String.valueOf(url.getRawPath());
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return origin + path.substring(0, end) + query;
    }

    private void add(Brand brand) {
        brands.add(brand);
        brandIds.add(brand.id());
        brand.identifiers().forEach(identifier -> brandsByIdentifier.putIfAbsent(key(identifier), brand.id()));
    }

    private void add(BrandEndpoint endpoint) {
        endpoints.add(endpoint);
        endpointIds.add(endpoint.id());
        endpointsByAddress.putIfAbsent(normalizedUrl(endpoint), endpoint.id());
    }

    private void addOther(BrandBundle other) {
        Map<String, String> replaced = new HashMap<>();
        List<Brand> otherBrands = newBrands(other, replaced);
        List<BrandEndpoint> otherEndpoints = newEndpoints(other, replaced);
        Set<String> outdated = outdatedEndpoints(other, replaced, otherBrands);
        otherBrands.forEach(brand -> add(brand.withReferences(id -> replaced.getOrDefault(id, id))));
        otherEndpoints.stream()
                .filter(endpoint -> !outdated.contains(endpoint.id()))
                .forEach(this::add);
        findings.addAll(other.findings());
    }

    private List<Brand> newBrands(BrandBundle other, Map<String, String> replaced) {
        List<Brand> added = new ArrayList<>();
        for (Brand brand : other.brands()) {
            String same = brand.identifiers().stream()
                    .map(BrandMerge::key)
                    .filter(brandsByIdentifier::containsKey)
                    .map(brandsByIdentifier::get)
                    .findFirst()
                    .orElse(brandIds.contains(brand.id()) ? brand.id() : "");
            if (same.isEmpty()) {
                added.add(brand);
            } else {
                replaced.put(brand.id(), same);
            }
        }
        return added;
    }

    private List<BrandEndpoint> newEndpoints(BrandBundle other, Map<String, String> replaced) {
        List<BrandEndpoint> added = new ArrayList<>();
        for (BrandEndpoint endpoint : other.endpoints()) {
            String same = endpointsByAddress.getOrDefault(
                    normalizedUrl(endpoint), endpointIds.contains(endpoint.id()) ? endpoint.id() : "");
            if (same.isEmpty()) {
                added.add(endpoint);
            } else {
                replaced.put(endpoint.id(), same);
            }
        }
        return added;
    }

    /**
     * The key is a string, because strings are comparable. A hash map with comparable keys stays fast even if many keys
     * have the same hash code.
     */
    private static String key(BrandIdentifier identifier) {
        String system =
                identifier.system().map(text -> text.length() + " " + text).orElse("");
        return system + " " + identifier.value();
    }

    private static Set<String> references(Brand brand) {
        Set<String> ids = new LinkedHashSet<>(brand.endpoints());
        brand.portals().forEach(portal -> ids.addAll(portal.endpoints()));
        return ids;
    }

    /** Returns the endpoints to which only replaced brands refer. */
    private static Set<String> outdatedEndpoints(
            BrandBundle other, Map<String, String> replaced, List<Brand> remainingBrands) {
        Set<String> outdated = new HashSet<>();
        other.brands().stream()
                .filter(brand -> replaced.containsKey(brand.id()))
                .forEach(brand -> outdated.addAll(references(brand)));
        remainingBrands.forEach(brand -> references(brand).forEach(outdated::remove));
        return outdated;
    }
}
