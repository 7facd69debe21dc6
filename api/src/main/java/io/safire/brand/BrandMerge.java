package io.safire.brand;

import io.safire.Finding;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Puts one bundle over another. What of the other gives way is replaced wherever the rest of it refers to it. */
final class BrandMerge {

    private final Map<String, String> replaced = new HashMap<>();
    private final List<Brand> brands;
    private final List<BrandEndpoint> endpoints;

    private BrandMerge(BrandBundle preferred) {
        brands = new ArrayList<>(preferred.brands());
        endpoints = new ArrayList<>(preferred.endpoints());
    }

    static BrandBundle of(BrandBundle preferred, BrandBundle other) {
        BrandMerge merge = new BrandMerge(preferred);
        List<Brand> rest = merge.brandsInAddition(other);
        List<BrandEndpoint> others = merge.endpointsInAddition(other);
        rest.forEach(brand -> merge.brands.add(brand.withReferences(id -> merge.replaced.getOrDefault(id, id))));
        Set<String> dropped = merge.endpointsOfReplacedBrandsOnly(other, rest);
        others.stream().filter(endpoint -> !dropped.contains(endpoint.id())).forEach(merge.endpoints::add);
        List<Finding> findings = new ArrayList<>(preferred.findings());
        findings.addAll(other.findings());
        return new BrandBundle(
                preferred.source(),
                preferred.timestamp(),
                preferred.primaryIdentifier(),
                merge.brands,
                merge.endpoints,
                findings);
    }

    static String address(BrandEndpoint endpoint) {
        return address(endpoint.url());
    }

    /** An address as it is compared: no difference by case of scheme and host, nor by a slash at the end. */
    static String address(URI url) {
        String place = (url.getScheme() + "://" + url.getRawAuthority()).toLowerCase(Locale.ROOT);
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        String path = String.valueOf(url.getRawPath());
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return place + path.substring(0, end) + query;
    }

    private List<Brand> brandsInAddition(BrandBundle other) {
        Map<BrandIdentifier, String> known = new HashMap<>();
        Set<String> ids = new HashSet<>();
        for (Brand brand : brands) {
            ids.add(brand.id());
            brand.identifiers().forEach(identifier -> known.putIfAbsent(identifier, brand.id()));
        }
        List<Brand> rest = new ArrayList<>();
        for (Brand brand : other.brands()) {
            String same = brand.identifiers().stream()
                    .filter(known::containsKey)
                    .map(known::get)
                    .findFirst()
                    .orElse(ids.contains(brand.id()) ? brand.id() : "");
            if (same.isEmpty()) {
                rest.add(brand);
            } else {
                replaced.put(brand.id(), same);
            }
        }
        return rest;
    }

    private List<BrandEndpoint> endpointsInAddition(BrandBundle other) {
        Map<String, String> known = new HashMap<>();
        Set<String> ids = new HashSet<>();
        for (BrandEndpoint endpoint : endpoints) {
            ids.add(endpoint.id());
            known.putIfAbsent(address(endpoint), endpoint.id());
        }
        List<BrandEndpoint> rest = new ArrayList<>();
        for (BrandEndpoint endpoint : other.endpoints()) {
            String same = known.getOrDefault(address(endpoint), ids.contains(endpoint.id()) ? endpoint.id() : "");
            if (same.isEmpty()) {
                rest.add(endpoint);
            } else {
                replaced.put(endpoint.id(), same);
            }
        }
        return rest;
    }

    private static Set<String> references(Brand brand) {
        Set<String> ids = new LinkedHashSet<>(brand.endpoints());
        brand.portals().forEach(portal -> ids.addAll(portal.endpoints()));
        return ids;
    }

    /** What only brands refer to that gave way: with them, it is out of date. */
    private Set<String> endpointsOfReplacedBrandsOnly(BrandBundle other, List<Brand> rest) {
        Set<String> dropped = new HashSet<>();
        other.brands().stream()
                .filter(brand -> replaced.containsKey(brand.id()))
                .forEach(brand -> dropped.addAll(references(brand)));
        rest.forEach(brand -> dropped.removeAll(references(brand)));
        return dropped;
    }
}
