package io.safire.internal.brand;

import io.safire.brand.Brand;
import io.safire.brand.BrandEndpoint;
import io.safire.brand.BrandPortal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Linker of the brands and endpoints of a bundle. An organization can list its endpoints, and an endpoint can name the
 * organization that manages it.
 */
final class BrandLinker {

    private final EntryIndex index;
    private final BundleFindings findings;

    BrandLinker(EntryIndex index, BundleFindings findings) {
        this.index = index;
        this.findings = findings;
    }

    /**
     * A link from an endpoint to an organization.
     *
     * @param reference the reference to the organization, or an empty string
     * @param name the name of the organization, or an empty string
     */
    record ManagingOrganization(String endpoint, String reference, String name) {}

    /** Replaces the references of the brands by ids, and reports references that cannot be resolved. */
    void link(List<Brand> brands, List<BrandEndpoint> endpoints, List<ManagingOrganization> links) {
        if (brands.isEmpty()) {
            brands.addAll(new EndpointBrands(index, findings).of(endpoints, links));
        } else {
            index.addLogicalReferences(brands, references(brands, links));
            Map<String, List<String>> managed = managedEndpoints(links);
            brands.replaceAll(brand -> link(brand, managed.getOrDefault(brand.id(), List.of())));
        }
        BrandHierarchy hierarchy = new BrandHierarchy(brands);
        hierarchy.findCycles(BrandLinker::hasServer).stream().forEach(position -> removeParent(brands, position));
        reportBrandsWithoutServer(brands, hierarchy);
        reportServersWithoutBrand(brands, endpoints);
    }

    private static Stream<String> references(List<Brand> brands, List<ManagingOrganization> links) {
        Stream<String> ofBrands = brands.stream().flatMap(brand -> Stream.of(
                        brand.endpoints().stream(),
                        brand.parent().stream(),
                        brand.portals().stream().flatMap(portal -> portal.endpoints().stream()))
                .flatMap(texts -> texts));
        return Stream.concat(ofBrands, links.stream().map(ManagingOrganization::reference));
    }

    private Map<String, List<String>> managedEndpoints(List<ManagingOrganization> links) {
        Map<String, List<String>> managed = new HashMap<>();
        for (ManagingOrganization link : links) {
            if (!link.reference().isEmpty()) {
                resolve(index.organizations(), link.endpoint(), link.reference(), "Endpoint.managingOrganization")
                        .ifPresent(id -> managed.computeIfAbsent(id, any -> new ArrayList<>(1))
                                .add(link.endpoint()));
            }
        }
        return managed;
    }

    private Brand link(Brand brand, List<String> managed) {
        List<BrandPortal> portals = brand.portals().stream()
                .map(portal -> BrandPortal.of(
                        portal.name().orElse(null),
                        portal.description().orElse(null),
                        portal.url().orElse(null),
                        portal.logo().orElse(null),
                        endpoints(brand, portal.endpoints(), "portalEndpoint", List.of())))
                .toList();
        String parent = brand.parent()
                .map(reference -> resolve(index.organizations(), brand.id(), reference, "Organization.partOf")
                        .orElse(reference))
                .orElse(null);
        return copy(brand, portals, endpoints(brand, brand.endpoints(), "Organization.endpoint", managed), parent);
    }

    private List<String> endpoints(Brand brand, List<String> references, String member, List<String> managed) {
        if (references.isEmpty() && managed.isEmpty()) {
            return List.of();
        }
        Stream<String> listed = references.stream()
                .map(reference -> resolve(index.endpoints(), brand.id(), reference, member)
                        .orElse(reference));
        return Stream.concat(listed, managed.stream()).distinct().toList();
    }

    private Optional<String> resolve(ReferenceResolver resolver, String from, String reference, String member) {
        Optional<String> id = resolver.resolve(index.containerOf(from), reference);
        if (id.isEmpty()) {
            String cause = resolver.isAmbiguous(reference)
                    ? ", and several resources have this identifier"
                    : ", which is not in the bundle";
            findings.add(member, from, "refers to " + reference + cause);
        } else if (resolver.isUncertain(index.containerOf(from), reference)) {
            findings.add(member, from, "refers to " + reference + ", which is perhaps not " + id.get());
        } else if (!resolver.isRegular(reference)) {
            findings.addOnce(
                    BundleFindings.Tolerance.REFERENCE_FORM,
                    member,
                    from,
                    "contains the reference " + reference + ", which is neither " + resolver.type()
                            + "/id nor an absolute URL");
        }
        return id;
    }

    private void removeParent(List<Brand> brands, int position) {
        Brand brand = brands.get(position);
        findings.add("Organization.partOf", brand.id(), "is an ancestor of itself, so its parent is ignored");
        brands.set(position, copy(brand, brand.portals(), brand.endpoints(), null));
    }

    private void reportBrandsWithoutServer(List<Brand> brands, BrandHierarchy hierarchy) {
        BitSet served = hierarchy.withAncestors(BrandLinker::hasServer);
        BitSet parents = new BitSet();
        served.stream().map(hierarchy::parentOf).filter(parent -> parent >= 0).forEach(parents::set);
        for (int position = 0; position < brands.size(); position++) {
            Brand brand = brands.get(position);
            if (brand.active() && !served.get(position)) {
                findings.addUnlinked(
                        "Organization.endpoint",
                        brand.id(),
                        parents.get(position)
                                ? "has no FHIR server, but a brand below it has one"
                                : "has no FHIR server");
            }
        }
    }

    private void reportServersWithoutBrand(List<Brand> brands, List<BrandEndpoint> endpoints) {
        Set<String> linked = new HashSet<>();
        brands.forEach(brand -> {
            linked.addAll(brand.endpoints());
            brand.portals().forEach(portal -> linked.addAll(portal.endpoints()));
        });
        endpoints.stream()
                .filter(endpoint -> !linked.contains(endpoint.id()))
                .forEach(endpoint -> findings.addUnlinked("Endpoint", endpoint.id(), "belongs to no brand"));
    }

    private static boolean hasServer(Brand brand) {
        return !brand.endpoints().isEmpty()
                || brand.portals().stream()
                        .anyMatch(portal -> !portal.endpoints().isEmpty());
    }

    private static Brand copy(Brand brand, List<BrandPortal> portals, List<String> endpoints, @Nullable String parent) {
        return Brand.of(
                brand.id(),
                brand.name(),
                brand.aliases(),
                brand.active(),
                brand.identifiers(),
                brand.categories(),
                brand.addresses(),
                brand.website().orElse(null),
                brand.logos(),
                portals,
                endpoints,
                parent,
                brand.bundles());
    }
}
