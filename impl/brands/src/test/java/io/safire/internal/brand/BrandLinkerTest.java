package io.safire.internal.brand;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.safire.brand.Brand;
import io.safire.brand.BrandBundle;
import io.safire.brand.BrandEndpoint;
import io.safire.brand.BrandPortal;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import io.safire.internal.config.UrlPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests of bundles whose organizations and endpoints are linked in the ways that vendors link them. */
class BrandLinkerTest {

    private static final URI SOURCE = URI.create("https://brands.example/bundle");
    private static final String R4 = "\"address\":\"https://fhir.example/r4\"";

    @Test
    void linksByManagingOrganizationInEachForm() {
        for (String reference : List.of(
                "1",
                "Organization/1",
                "organization/1",
                "Organization/1/_history/3",
                "https://x.example/Organization/1",
                "https://x.example/organization/1")) {
            BrandBundle bundle = read(
                    entry("https://x.example/Organization/1", "Organization", "1", "\"name\":\"A\""),
                    entry("https://x.example/Endpoint/1", "Endpoint", "1", R4 + "," + managedBy(reference)));
            assertLinked(bundle, "A", reference);
        }
        assertLinked(
                read(
                        entry("urn:uuid:aa", "Organization", "1", "\"name\":\"A\""),
                        entry("urn:uuid:bb", "Endpoint", "1", R4 + "," + managedBy("urn:uuid:aa"))),
                "A",
                "urn:uuid");
        assertLinked(
                read(
                        entry("", "Organization", "1", "\"name\":\"A\""),
                        entry("", "Endpoint", "1", R4 + ",\"managingOrganization\":\"Organization/1\"")),
                "A",
                "string instead of Reference");
    }

    @Test
    void linksOnceIfBothDirectionsAreGiven() {
        BrandBundle bundle = read(
                entry("", "Organization", "1", "\"name\":\"A\"," + endpoints("Endpoint/1")),
                entry("", "Endpoint", "1", R4 + "," + managedBy("Organization/1")),
                entry("", "Endpoint", "2", "\"address\":\"https://fhir.example/r5\"," + managedBy("Organization/1")));
        assertThat(bundle.brands().get(0).endpoints()).containsExactly(SOURCE + "#Endpoint/1", SOURCE + "#Endpoint/2");
        assertThat(bundle.findings()).isEmpty();
    }

    @Test
    void linksContainedResources() {
        String endpoint = "{\"resourceType\":\"Endpoint\",\"id\":\"e\"," + R4 + "}";
        String organization = "{\"resourceType\":\"Organization\",\"id\":\"o\",\"name\":\"A\"}";
        for (String reference : List.of(endpoints("#e") + ",", endpoints("e") + ",", "")) {
            assertLinked(
                    read(entry("", "Organization", "1", "\"name\":\"A\"," + reference + contained(endpoint))),
                    "A",
                    "endpoint in organization " + reference);
        }
        for (String reference : List.of(managedBy("#o") + ",", managedBy("Organization/o") + ",", "")) {
            assertLinked(
                    read(entry("", "Endpoint", "1", R4 + "," + reference + contained(organization))),
                    "A",
                    "organization in endpoint " + reference);
        }
        BrandBundle twice = read(
                entry("", "Organization", "1", "\"name\":\"A\"," + endpoints("#e") + "," + contained(endpoint)),
                entry("", "Organization", "2", "\"name\":\"B\"," + endpoints("#e") + "," + contained(endpoint)));
        assertThat(twice.endpoints()).hasSize(2);
        assertThat(twice.brands())
                .allSatisfy(brand -> assertThat(twice.endpointsOf(brand)).hasSize(1));
        assertThat(twice.endpointsOf(twice.brands().get(0)))
                .isNotEqualTo(twice.endpointsOf(twice.brands().get(1)));
    }

    @Test
    void linksTypesInLowerCase() {
        BrandBundle bundle = read(
                entry("", "organization", "1", "\"name\":\"A\"," + endpoints("endpoint/1")),
                entry("", "endpoint", "1", R4));
        assertThat(bundle.endpointsOf(bundle.brands().get(0))).hasSize(1);
        assertThat(bundle.findings())
                .map(Finding::message)
                .satisfiesExactly(
                        message -> assertThat(message).contains("organization is not written as Organization"),
                        message -> assertThat(message).contains("contains the reference endpoint/1"));
    }

    @Test
    void linksPortalsWithSeveralEndpoints() {
        String portal = "\"extension\":[{\"url\":\"http://hl7.org/fhir/StructureDefinition/organization-portal\","
                + "\"extension\":["
                + List.of("1", "endpoint/2", "#3").stream()
                        .map(reference ->
                                "{\"url\":\"portalEndpoint\",\"valueReference\":{\"reference\":\"" + reference + "\"}}")
                        .collect(Collectors.joining(","))
                + "]}]";
        BrandBundle bundle = read(
                entry("", "Organization", "1", "\"name\":\"A\"," + portal),
                entry("", "Endpoint", "1", R4),
                entry("", "Endpoint", "2", "\"address\":\"https://fhir.example/r5\""));
        BrandPortal linked = bundle.brands().get(0).portals().get(0);
        assertThat(linked.endpoints()).containsExactly(SOURCE + "#Endpoint/1", SOURCE + "#Endpoint/2", "#3");
        assertThat(bundle.endpointsOf(bundle.brands().get(0))).hasSize(2);
        assertThat(bundle.findings()).map(Finding::message).anySatisfy(message -> assertThat(message)
                .contains("refers to #3, which is not in the bundle"));
    }

    @Test
    void distinguishesEqualIdsOfOrganizationsAndEndpoints() {
        for (String url : List.of("", "urn:uuid:1", "https://x.example", "1")) {
            BrandBundle bundle = read(
                    entry(url, "Organization", "1", "\"name\":\"A\"," + endpoints("1")),
                    entry(url, "Organization", "2", "\"name\":\"B\",\"partOf\":{\"reference\":\"1\"}"),
                    entry(url, "Endpoint", "1", R4));
            assertThat(bundle.brands()).as(url).extracting(Brand::name).containsExactly("A", "B");
            assertThat(bundle.parentOf(bundle.brands().get(1)))
                    .as(url)
                    .contains(bundle.brands().get(0));
            assertThat(bundle.endpointsOf(bundle.brands().get(1))).as(url).hasSize(1);
            assertThat(bundle.findings()).as(url).isNotEmpty();
        }
    }

    @Test
    void namesBrandsOfEndpointsIfThereIsNoOrganization() {
        BrandBundle bundle = read(
                entry("", "Endpoint", "1", R4 + ",\"name\":\"Hospital A\""),
                entry("", "Endpoint", "2", "\"address\":\"https://b.example/r4\"," + managedBy("Organization/9", "B")),
                entry("", "Endpoint", "3", "\"address\":\"https://b.example/r5\"," + managedBy("Organization/9", "B")),
                entry("", "Endpoint", "4", "\"address\":\"https://nameless.example\""));
        assertThat(bundle.brands()).extracting(Brand::name).containsExactly("Hospital A", "B");
        assertThat(bundle.endpointsOf(bundle.find("b").get(0)))
                .extracting(BrandEndpoint::url)
                .containsExactly(URI.create("https://b.example/r4"), URI.create("https://b.example/r5"));
        assertThat(bundle.findings())
                .allSatisfy(finding -> assertThat(finding.severity()).isEqualTo(Severity.INFO))
                .map(Finding::message)
                .satisfiesExactly(
                        message -> assertThat(message).contains("contains no organization"),
                        message -> assertThat(message).contains("#Endpoint/4 belongs to no brand"));
    }

    @Test
    void reportsLinksThatCannotBeResolved() {
        BrandBundle bundle = read(
                entry(
                        "",
                        "Organization",
                        "1",
                        "\"name\":\"A\"," + endpoints("Endpoint/7") + ",\"partOf\":{\"display\":\"P\"}"),
                entry("", "Organization", "2", "\"name\":\"B\",\"endpoint\":[{\"display\":\"x\"}]"),
                entry("", "Organization", "3", "\"name\":\"C\",\"partOf\":{\"reference\":\"Organization/8\"}"),
                entry("", "Endpoint", "1", R4 + "," + managedBy("Organization/9")),
                entry("", "Endpoint", "2", "\"name\":\"no address\""));
        assertThat(bundle.findings())
                .map(finding -> finding.member().orElse(""))
                .containsExactly(
                        "Organization.partOf",
                        "Organization.endpoint",
                        "Endpoint.address",
                        "Endpoint.managingOrganization",
                        "Organization.endpoint",
                        "Organization.partOf",
                        "Organization.endpoint",
                        "Organization.endpoint",
                        "Endpoint");
        assertThat(bundle.findings().get(4).message())
                .isEqualTo("SMART brand bundle non-compliance: " + SOURCE
                        + "#Organization/1 refers to Endpoint/7, which is not in the bundle");
    }

    @Test
    void linksByIdentifierOfOneResource() {
        for (String identifier : List.of("{\"system\":\"urn:npi\",\"value\":\"1\"}", "{\"value\":\"1\"}")) {
            assertLinked(
                    read(
                            entry("", "Organization", "7", "\"name\":\"A\"," + identifiedBy("urn:npi", "1")),
                            entry(
                                    "",
                                    "Endpoint",
                                    "8",
                                    R4 + ",\"managingOrganization\":{\"identifier\":" + identifier + "}")),
                    "A",
                    "managingOrganization " + identifier);
            assertLinked(
                    read(
                            entry(
                                    "",
                                    "Organization",
                                    "7",
                                    "\"name\":\"A\",\"endpoint\":[{\"reference\":\"\",\"identifier\":" + identifier
                                            + "}]"),
                            entry("", "Endpoint", "8", R4 + "," + identifiedBy("urn:npi", "1"))),
                    "A",
                    "endpoint " + identifier);
        }
        BrandBundle bundle = read(
                entry("", "Organization", "1", "\"name\":\"A\"," + identifiedBy("s", "x") + "," + endpoints("1")),
                entry(
                        "",
                        "Organization",
                        "2",
                        "\"name\":\"B\",\"partOf\":{\"identifier\":{\"system\":\"s\",\"value\":\"x\"}}"),
                entry("", "Endpoint", "1", R4));
        assertThat(bundle.parentOf(bundle.brands().get(1)))
                .contains(bundle.brands().get(0));
    }

    @Test
    void reportsIdentifierOfNoneOrSeveralResources() {
        BrandBundle bundle = read(
                entry("", "Organization", "1", "\"name\":\"A\"," + identifiedBy("s", "x")),
                entry("", "Organization", "2", "\"name\":\"B\"," + identifiedBy("s", "x")),
                entry("", "Organization", "3", "\"name\":\"C\"," + identifiedBy("other", "y")),
                entry("", "Endpoint", "1", R4 + "," + managedByIdentifier("s", "x")),
                entry("", "Endpoint", "2", R4 + "," + managedByIdentifier("s", "y")),
                entry("", "Endpoint", "3", R4 + ",\"managingOrganization\":{\"identifier\":{\"system\":\"s\"}}"));
        assertThat(bundle.brands())
                .allSatisfy(brand -> assertThat(bundle.endpointsOf(brand)).isEmpty());
        assertThat(bundle.findings())
                .filteredOn(finding -> finding.member().orElse("").equals("Endpoint.managingOrganization"))
                .map(Finding::message)
                .satisfiesExactly(
                        message -> assertThat(message).contains("#Endpoint/3 has a link without a reference"),
                        message -> assertThat(message)
                                .contains(
                                        "#Endpoint/1 refers to Organization?identifier=s|x, and several resources have"
                                                + " this identifier"),
                        message -> assertThat(message)
                                .contains(
                                        "#Endpoint/2 refers to Organization?identifier=s|y, which is not in the bundle"));
    }

    @Test
    void reportsReasonWhyEndpointIsOmitted() {
        BrandBundle bundle = read(
                entry("", "Endpoint", "1", "\"address\":\"http://fhir.example\""),
                entry("", "Endpoint", "2", "\"address\":\"https://fhir_1.example\""),
                entry("", "Endpoint", "3", "\"address\":\"https://fhir.example/{tenant}\""),
                entry("", "Endpoint", "4", "\"address\":\"fhir.example\""));
        assertThat(bundle.findings())
                .map(Finding::message)
                .satisfiesExactly(
                        message -> assertThat(message).contains("because its address is not https"),
                        message -> assertThat(message).contains("because its address has a host name that Java"),
                        message -> assertThat(message).contains("because its address is malformed"),
                        message -> assertThat(message).contains("because its address is not an absolute URL"));
    }

    @Test
    void reportsBrandWhoseChildHasServer() {
        BrandBundle bundle = read(
                entry("", "Organization", "1", "\"name\":\"Parent\""),
                entry(
                        "",
                        "Organization",
                        "2",
                        "\"name\":\"Child\",\"partOf\":{\"reference\":\"Organization/1\"}," + endpoints("Endpoint/1")),
                entry("", "Organization", "3", "\"name\":\"Closed\",\"active\":false"),
                entry("", "Endpoint", "1", R4));
        assertThat(bundle.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.INFO);
            assertThat(finding.message()).contains("#Organization/1 has no FHIR server, but a brand below it has one");
        });
    }

    @Test
    void removesParentThatClosesCycle() {
        BrandBundle bundle = read(
                entry("", "Organization", "1", "\"name\":\"A\",\"partOf\":{\"reference\":\"Organization/2\"}"),
                entry(
                        "",
                        "Organization",
                        "2",
                        "\"name\":\"B\",\"partOf\":{\"reference\":\"Organization/3\"}," + endpoints("Endpoint/1")),
                entry("", "Organization", "3", "\"name\":\"C\",\"partOf\":{\"reference\":\"Organization/1\"}"),
                entry(
                        "",
                        "Organization",
                        "4",
                        "\"name\":\"D\",\"partOf\":{\"reference\":\"Organization/4\"}," + endpoints("Endpoint/1")),
                entry("", "Organization", "5", "\"name\":\"E\",\"partOf\":{\"reference\":\"Organization/3\"}"),
                entry("", "Endpoint", "1", R4));
        assertThat(bundle.brands())
                .allSatisfy(brand -> assertThat(bundle.endpointsOf(brand)).hasSize(1))
                .filteredOn(brand -> brand.parent().isEmpty())
                .extracting(Brand::name)
                .containsExactly("B", "D");
        assertThat(bundle.findings()).hasSize(2).allSatisfy(finding -> assertThat(finding.message())
                .contains("is an ancestor of itself"));
    }

    @Test
    void readsDeepHierarchyInLinearTime() {
        String[] entries = IntStream.range(0, 50_000)
                .mapToObj(number -> entry(
                        "",
                        "Organization",
                        String.valueOf(number),
                        "\"name\":\"A\"," + "\"partOf\":{\"reference\":\"Organization/" + (number + 1) % 50_000
                                + "\"}"))
                .toArray(String[]::new);
        assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
            BrandBundle bundle = read(entries);
            assertThat(bundle.findings()).hasSize(100);
            assertThat(bundle.endpointsOf(bundle.brands().get(0))).isEmpty();
        });
    }

    private static void assertLinked(BrandBundle bundle, String name, String description) {
        assertThat(bundle.brands()).as(description).singleElement().satisfies(brand -> {
            assertThat(brand.name()).isEqualTo(name);
            assertThat(bundle.endpointsOf(brand))
                    .extracting(BrandEndpoint::url)
                    .containsExactly(URI.create("https://fhir.example/r4"));
        });
        assertThat(bundle.findings()).as(description).noneMatch(finding -> finding.severity() == Severity.INFO);
    }

    private static String entry(String fullUrl, String type, String id, String members) {
        return "{" + (fullUrl.isEmpty() ? "" : "\"fullUrl\":\"" + fullUrl + "\",") + "\"resource\":{\"resourceType\":\""
                + type + "\",\"id\":\"" + id + "\"," + members + "}}";
    }

    private static String endpoints(String reference) {
        return "\"endpoint\":[{\"reference\":\"" + reference + "\"}]";
    }

    private static String managedBy(String reference) {
        return "\"managingOrganization\":{\"reference\":\"" + reference + "\"}";
    }

    private static String managedBy(String reference, String name) {
        return "\"managingOrganization\":{\"reference\":\"" + reference + "\",\"display\":\"" + name + "\"}";
    }

    private static String identifiedBy(String system, String value) {
        return "\"identifier\":[{\"system\":\"" + system + "\",\"value\":\"" + value + "\"}]";
    }

    private static String managedByIdentifier(String system, String value) {
        return "\"managingOrganization\":{\"identifier\":{\"system\":\"" + system + "\",\"value\":\"" + value + "\"}}";
    }

    private static String contained(String resource) {
        return "\"contained\":[" + resource + "]";
    }

    private static BrandBundle read(String... entries) {
        BrandBundleReader reader = new BrandBundleReader(32 << 20, SOURCE, new UrlPolicy(false));
        String body = "{\"resourceType\":\"Bundle\",\"entry\":[" + String.join(",", entries) + "]}";
        assertThat(reader.readPage(body.getBytes(UTF_8))).isPresent();
        return reader.toBundle();
    }
}
