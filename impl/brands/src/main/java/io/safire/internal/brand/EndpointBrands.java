package io.safire.internal.brand;

import io.safire.brand.Brand;
import io.safire.brand.BrandEndpoint;
import io.safire.internal.brand.BrandLinker.ManagingOrganization;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Brands of a bundle that contains only endpoints. The endpoints of one managing organization become one brand. */
final class EndpointBrands {

    private final EntryIndex index;
    private final BundleFindings findings;

    EndpointBrands(EntryIndex index, BundleFindings findings) {
        this.index = index;
        this.findings = findings;
    }

    private record Group(String name, List<String> endpoints) {}

    List<Brand> of(List<BrandEndpoint> endpoints, List<ManagingOrganization> links) {
        if (!endpoints.isEmpty()) {
            findings.addUnlinked(
                    "Bundle.entry",
                    "The bundle",
                    "contains no organization, so the names of its endpoints are the names of its brands");
        }
        return groups(endpoints, links).values().stream()
                .filter(group -> !group.name().isEmpty())
                .map(this::brand)
                .toList();
    }

    private static Map<String, Group> groups(List<BrandEndpoint> endpoints, List<ManagingOrganization> links) {
        Map<String, ManagingOrganization> organizations = new HashMap<>();
        links.forEach(link -> organizations.putIfAbsent(link.endpoint(), link));
        Map<String, Group> groups = new LinkedHashMap<>();
        for (BrandEndpoint endpoint : endpoints) {
            ManagingOrganization organization =
                    organizations.getOrDefault(endpoint.id(), new ManagingOrganization(endpoint.id(), "", ""));
            String key = organization.reference().isEmpty() ? endpoint.id() : organization.reference();
            String name = organization.name().isEmpty() ? endpoint.name().orElse("") : organization.name();
            Group group = groups.getOrDefault(key, new Group("", new ArrayList<>(1)));
            group.endpoints().add(endpoint.id());
            groups.put(key, group.name().isEmpty() ? new Group(name, group.endpoints()) : group);
        }
        return groups;
    }

    private Brand brand(Group group) {
        String id = index.addDerived(group.endpoints().get(0));
        return Brand.of(
                id,
                group.name(),
                List.of(),
                true,
                List.of(),
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                group.endpoints(),
                null,
                List.of());
    }
}
