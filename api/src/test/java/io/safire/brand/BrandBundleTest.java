package io.safire.brand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BrandBundleTest {

    private final BrandEndpoint one = endpoint("e1", "https://FHIR.one.example/r4/", "active");
    private final BrandEndpoint off = endpoint("e2", "https://fhir.two.example/r4", "off");
    private final Brand parent = brand("o1", "Zürich Health", "https://one.example", List.of("e1", "e2"), "");
    private final Brand child = brand("o2", "Lakeside Clinic", "https://two.example", List.of(), "o1");
    private final BrandBundle bundle = bundle(List.of(parent, child), one, off);

    @Test
    void findsActiveBrandsByWordPrefixes() {
        assertThat(bundle.find("zurich")).containsExactly(parent);
        assertThat(bundle.find("lake cli bern")).containsExactly(child);
        assertThat(bundle.find("lakeside zurich")).isEmpty();
        assertThat(bundle.find(" ")).containsExactly(parent, child);
        assertThat(bundle(List.of(closed(parent))).find("zurich")).isEmpty();
    }

    @Test
    void inheritsEndpointsAndPortalsFromParent() {
        assertThat(bundle.endpointsOf(parent)).containsExactly(one);
        assertThat(bundle.endpointsOf(child)).containsExactly(one);
        assertThat(bundle.portalsOf(child)).isEqualTo(parent.portals()).hasSize(1);
        Brand loop = brand("o3", "Loop", "https://loop.example", List.of(), "o3");
        assertThat(bundle(List.of(loop)).endpointsOf(loop)).isEmpty();
    }

    @Test
    void inheritsFromNearestAncestor() {
        Brand grandchild = brand("o4", "Ward", "https://ward.example", List.of(), "o2");
        assertThat(bundle(List.of(parent, child, grandchild), one, off).endpointsOf(grandchild))
                .containsExactly(one);
        assertThat(bundle(List.of(parent, child, grandchild), one, off).portalsOf(grandchild))
                .isEqualTo(parent.portals());
    }

    @Test
    void endsSearchInCycleOfParents() {
        Brand first = brand("c1", "First", "https://c1.example", List.of(), "c2");
        Brand second = brand("c2", "Second", "https://c2.example", List.of(), "c1");
        assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
            assertThat(bundle(List.of(first, second), one).endpointsOf(first)).isEmpty();
            assertThat(bundle(List.of(first, second), one).portalsOf(second)).isEmpty();
        });
    }

    @Test
    void findsEndpointByUrl() {
        assertThat(bundle.endpointAt(URI.create("https://fhir.one.example/r4"))).contains(one);
        assertThat(bundle.endpointAt(URI.create("https://fhir.one.example/r5"))).isEmpty();
    }

    @Test
    void findsPrimaryBrandByIdentifier() {
        assertThat(primary("https://two.example")).contains(child);
        assertThat(primary("https://three.example")).isEmpty();
        assertThat(bundle.primary()).isEmpty();
        assertThat(bundle(List.of(child)).primary()).contains(child);
    }

    @Test
    void replacesBrandOfOtherBundleWithItsEndpoints() {
        Brand other = brand("v1", "Old Name", "https://one.example", List.of("v-old", "v-same"), "");
        Brand unrelated = brand("v2", "Stranger", "https://stranger.example", List.of("v-same", "v-own"), "v1");
        BrandBundle vendor = bundle(
                List.of(other, unrelated),
                endpoint("v-old", "https://old.example", "active"),
                endpoint("v-same", "https://fhir.one.example/r4", "active"),
                endpoint("v-own", "https://fhir.stranger.example", "active"));
        BrandBundle merged = bundle.mergeWith(vendor);
        assertThat(merged.brands())
                .extracting(Brand::name)
                .containsExactly("Zürich Health", "Lakeside Clinic", "Stranger");
        assertThat(merged.endpoints()).extracting(BrandEndpoint::id).containsExactly("e1", "e2", "v-own");
        Brand retained = merged.brands().get(2);
        assertThat(merged.endpointsOf(retained)).extracting(BrandEndpoint::id).containsExactly("e1", "v-own");
        assertThat(merged.parentOf(retained)).contains(parent);
    }

    @Test
    void keepsAllBrandsOfDisjointBundles() {
        Brand other = brand("v1", "Other", "https://other.example", List.of("v1-r4"), "");
        BrandBundle vendor = bundle(List.of(other), endpoint("v1-r4", "https://fhir.other.example", "active"));
        assertThat(bundle.mergeWith(vendor).brands()).containsExactly(parent, child, other);
        assertThat(vendor.mergeWith(bundle).brands()).containsExactly(other, parent, child);
        assertThat(bundle.mergeWith(vendor).endpoints()).hasSize(3);
    }

    @Test
    void mergesSeveralBundlesInOrder() {
        BrandBundle second = bundle(
                List.of(brand("s1", "Old Name", "https://one.example", List.of("s-r4"), "")),
                endpoint("s-r4", "https://fhir.second.example", "active"));
        BrandBundle third = bundle(
                List.of(brand("t1", "Third", "https://third.example", List.of("t-r4", "t-own"), "s1")),
                endpoint("t-r4", "https://fhir.one.example/r4/", "active"),
                endpoint("t-own", "https://fhir.third.example", "active"));
        BrandBundle merged = bundle.mergeWith(second, third);
        assertThat(merged).isEqualTo(bundle.mergeWith(second).mergeWith(third));
        assertThat(merged.brands())
                .extracting(Brand::name)
                .containsExactly("Zürich Health", "Lakeside Clinic", "Third");
        assertThat(bundle.mergeWith()).isEqualTo(bundle);
    }

    /** All these identifiers have the same hash code. */
    @Test
    void mergesIdentifiersWithEqualHashCodesInLinearTime() {
        List<BrandIdentifier> identifiers = new ArrayList<>();
        for (int number = 0; number < 1 << 18; number++) {
            StringBuilder value = new StringBuilder();
            for (int bit = 0; bit < 18; bit++) {
                value.append((number >> bit & 1) == 0 ? "Aa" : "BB");
            }
            identifiers.add(new BrandIdentifierRecord(Optional.empty(), value.toString()));
        }
        BrandBundle other = bundle(List.of(identified("1", identifiers)));
        assertTimeoutPreemptively(Duration.ofMinutes(2), () -> assertThat(bundle(List.of(identified("2", identifiers)))
                        .mergeWith(other)
                        .brands())
                .hasSize(1));
    }

    /** Unicode normalization sorts combining marks in quadratic time. */
    @Test
    void findsBrandWithMillionCombiningMarksInName() {
        Brand marked = brand("1", "a" + "\u0301".repeat(500_000) + "\u0316".repeat(500_000) + "bc", "x", List.of(), "");
        assertTimeoutPreemptively(
                Duration.ofMinutes(2),
                () -> assertThat(bundle(List.of(marked)).find("abc")).containsExactly(marked));
    }

    private static Brand identified(String id, List<BrandIdentifier> identifiers) {
        return new BrandRecord(
                id,
                id,
                List.of(),
                true,
                identifiers,
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    private Optional<Brand> primary(String identifier) {
        Optional<BrandIdentifier> primaryIdentifier =
                Optional.of(new BrandIdentifierRecord(Optional.empty(), identifier));
        return new BrandBundleRecord(
                        bundle.source(),
                        Optional.empty(),
                        primaryIdentifier,
                        bundle.brands(),
                        bundle.endpoints(),
                        List.of())
                .primary();
    }

    private static BrandBundle bundle(List<Brand> brands, BrandEndpoint... endpoints) {
        return new BrandBundleRecord(
                URI.create("https://brands.example"),
                Optional.empty(),
                Optional.empty(),
                brands,
                List.of(endpoints),
                List.of());
    }

    private static BrandEndpoint endpoint(String id, String url, String status) {
        return new BrandEndpointRecord(
                id,
                URI.create(url),
                Optional.empty(),
                List.of("4.0.1"),
                Optional.of(status),
                Optional.of("hl7-fhir-rest"),
                Optional.empty());
    }

    /** A regular expression for trailing slashes would need quadratic time. */
    @Test
    void comparesUrlWithManySlashesInLinearTime() {
        String slashes = "https://a.example" + "/".repeat(1_000_000);
        BrandEndpoint endpoint = new BrandEndpointRecord(
                "1",
                URI.create(slashes + "x"),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        BrandBundle bundle = new BrandBundleRecord(
                URI.create("https://b.example"),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(endpoint),
                List.of());
        assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
            assertThat(bundle.endpointAt(URI.create(slashes + "x/"))).contains(endpoint);
            assertThat(bundle.endpointAt(URI.create(slashes))).isEmpty();
        });
    }

    private static Brand brand(String id, String name, String identifier, List<String> endpoints, String parent) {
        List<BrandPortal> portals = endpoints.isEmpty()
                ? List.of()
                : List.of(new BrandPortalRecord(
                        Optional.of("Portal"), Optional.empty(), Optional.empty(), Optional.empty(), endpoints));
        BrandAddress address = new BrandAddressRecord(
                List.of(), Optional.of("Bern"), Optional.empty(), Optional.of("3000"), Optional.empty());
        return new BrandRecord(
                id,
                name,
                List.of(),
                true,
                List.of(new BrandIdentifierRecord(Optional.of("urn:ietf:rfc:3986"), identifier)),
                List.of(),
                List.of(address),
                Optional.empty(),
                List.of(),
                portals,
                endpoints,
                parent.isEmpty() ? Optional.empty() : Optional.of(parent),
                List.of());
    }

    private static Brand closed(Brand brand) {
        return new BrandRecord(
                brand.id(),
                brand.name(),
                brand.aliases(),
                false,
                brand.identifiers(),
                brand.categories(),
                brand.addresses(),
                brand.website(),
                brand.logos(),
                brand.portals(),
                brand.endpoints(),
                brand.parent(),
                brand.bundles());
    }
}
