package io.safire.tck.area.brands;

import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.resetServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.brand.Brand;
import io.safire.brand.BrandBundle;
import io.safire.brand.BrandEndpoint;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import io.safire.error.DiscoveryException;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.TckArchive;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Brand bundles that link organizations and endpoints in the ways that vendors use, and bundles with several pages. */
@SharedApplication("protocol")
@Tag("brands")
@ArquillianTest
public class BrandLinksTest {

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(BrandLinksTest.class);
        for (String name : List.of(
                "linked",
                "broken",
                "endpoints",
                "pages",
                "loop",
                "foreign",
                "failing",
                "draft",
                "identified",
                "several",
                "unusable",
                "malformed")) {
            archive.server("brands-" + name, "public");
        }
        return archive.build();
    }

    @Test
    void linksOrganizationsAndEndpointsInEachForm() {
        BrandBundle brands = read(
                "brands-linked",
                organization("o1", "Bare", ",\"endpoint\":[{\"reference\":\"e1\"}]"),
                organization("o2", "Lower Case", ",\"endpoint\":[{\"reference\":\"endpoint/e2\"}]"),
                organization(
                        "o3", "Absolute", ",\"endpoint\":[{\"reference\":\"https://vendor.example/r4/Endpoint/e3\"}]"),
                organization("o4", "Version", ",\"endpoint\":[{\"reference\":\"Endpoint/e4/_history/2\"}]"),
                organization("o5", "Managing", ""),
                "\"fullUrl\":\"urn:uuid:0c5a\",\"resource\":{\"resourceType\":\"organization\",\"name\":\"Uuid\"}",
                organization(
                        "o7",
                        "Contains",
                        ",\"contained\":[{\"resourceType\":\"Endpoint\",\"id\":\"c\","
                                + "\"address\":\"https://fhir.example/e7\"}],\"endpoint\":[{\"reference\":\"#c\"}]"),
                organization("o8", "Grandchild", ",\"partOf\":{\"reference\":\"o9\"}"),
                organization("o9", "Child", ",\"partOf\":{\"reference\":\"Organization/o1\"}"),
                endpoint("e1", ""),
                endpoint("e2", "").replace("Endpoint", "endpoint"),
                endpoint("e3", ""),
                endpoint("e4", ""),
                endpoint("e5", ",\"managingOrganization\":{\"reference\":\"organization/o5\"}"),
                endpoint("e6", ",\"managingOrganization\":{\"reference\":\"urn:uuid:0c5a\"}"),
                endpoint(
                        "e8",
                        ",\"contained\":[{\"resourceType\":\"Organization\",\"id\":\"c\",\"name\":\"Contained\"}],"
                                + "\"managingOrganization\":{\"reference\":\"#c\"}"));
        assertThat(brands.brands())
                .extracting(brand -> brand.name() + " " + urls(brands, brand))
                .containsExactly(
                        "Bare [https://fhir.example/e1]",
                        "Lower Case [https://fhir.example/e2]",
                        "Absolute [https://fhir.example/e3]",
                        "Version [https://fhir.example/e4]",
                        "Managing [https://fhir.example/e5]",
                        "Uuid [https://fhir.example/e6]",
                        "Contains [https://fhir.example/e7]",
                        "Grandchild [https://fhir.example/e1]",
                        "Child [https://fhir.example/e1]",
                        "Contained [https://fhir.example/e8]");
        assertThat(brands.findings())
                .extracting(finding -> finding.member().orElse(""))
                .containsExactlyInAnyOrder("resourceType", "Endpoint.managingOrganization");
    }

    @Test
    void reportsEachLinkThatCannotBeResolved() {
        BrandBundle brands = read(
                "brands-broken",
                organization("o1", "A", ",\"endpoint\":[{\"reference\":\"Endpoint/missing\"}]"),
                organization("o2", "B", ",\"endpoint\":[{\"reference\":\"Organization/o1\"}]"),
                organization("o3", "C", ",\"partOf\":{\"reference\":\"Organization/o3\"}"),
                endpoint("e1", ",\"managingOrganization\":{\"reference\":\"#o1\"}"));
        assertThat(brands.brands())
                .allSatisfy(brand -> assertThat(urls(brands, brand)).isEmpty());
        assertThat(brands.findings())
                .extracting(Finding::message)
                .satisfiesExactly(
                        message -> assertThat(message)
                                .contains("Endpoint/e1", "#o1")
                                .satisfies(saying("#Endpoint/e1 refers to #o1, which is not in the bundle")),
                        message -> assertThat(message)
                                .contains("Organization/o1", "Endpoint/missing")
                                .satisfies(saying("#Organization/o1 refers to Endpoint/missing")),
                        message -> assertThat(message)
                                .contains("Organization/o2", "Organization/o1")
                                .satisfies(saying("#Organization/o2 refers to Organization/o1")),
                        message -> assertThat(message)
                                .contains("Organization/o3")
                                .satisfies(saying("#Organization/o3 is an ancestor of itself")),
                        message -> assertThat(message)
                                .contains("Organization/o3")
                                .satisfies(saying("#Organization/o3 has no FHIR server")),
                        message -> assertThat(message)
                                .contains("Endpoint/e1")
                                .satisfies(saying("#Endpoint/e1 belongs to no brand")));
    }

    @Test
    void linksByIdentifierOfOneResourceOnly() {
        BrandBundle brands = read(
                "brands-identified",
                organization("o1", "A", identifier("npi", "1") + ",\"endpoint\":[{" + reference("npi", "2") + "}]"),
                organization("o2", "B", identifier("npi", "3")),
                organization("o3", "C", identifier("npi", "4")),
                organization("o4", "D", identifier("npi", "4")),
                endpoint("e1", identifier("npi", "2")),
                endpoint("e2", ",\"managingOrganization\":{\"identifier\":{\"value\":\"3\"}}"),
                endpoint("e3", ",\"managingOrganization\":{" + reference("npi", "4") + "}"));
        assertThat(brands.brands())
                .extracting(brand -> brand.name() + " " + urls(brands, brand))
                .containsExactly("A [https://fhir.example/e1]", "B [https://fhir.example/e2]", "C []", "D []");
        assertThat(brands.findings()).extracting(Finding::message).satisfiesOnlyOnce(message -> assertThat(message)
                .contains("Endpoint/e3", "npi|4")
                .satisfies(saying(
                        "#Endpoint/e3 refers to Organization?identifier=npi|4",
                        "several resources have this identifier")));
    }

    @Test
    void namesReasonWhyAddressIsUnusable() {
        BrandBundle brands = read(
                "brands-unusable",
                endpoint("e1", "").replace("https://fhir.example/e1", "https://fhir_1.example"),
                endpoint("e2", "").replace("https://fhir.example/e2", "https://fhir.example/{tenant}"),
                endpoint("e3", "").replace("https://fhir.example/e3", "http://fhir.example"));
        assertThat(brands.endpoints()).isEmpty();
        assertThat(brands.findings())
                .extracting(Finding::message)
                .satisfiesExactly(
                        message -> assertThat(message)
                                .contains("Endpoint/e1")
                                .satisfies(saying("a host name that Java does not accept")),
                        message -> assertThat(message)
                                .contains("Endpoint/e2")
                                .satisfies(saying("its address is malformed")),
                        message -> assertThat(message)
                                .contains("Endpoint/e3")
                                .satisfies(saying("its address is not https")));
        resetServer("brands-malformed")
                .patchMetadata(SandboxJson.createObjectBuilder()
                        .add("user_access_brand_bundle", "https://brands.example/{tenant}")
                        .build());
        assertThatThrownBy(() -> clients.client("brands-malformed").brands())
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("user_access_brand_bundle")
                .satisfies(saying("user_access_brand_bundle must be a well-formed URL"));
    }

    @Test
    void findsHospitalsInListOfEndpoints() {
        BrandBundle brands = read(
                "brands-endpoints",
                endpoint("e1", ",\"name\":\"Lakeside Hospital\""),
                endpoint(
                        "e2",
                        ",\"managingOrganization\":{\"reference\":\"Organization/7\",\"display\":\"Hill Clinic\"}"));
        assertThat(urls(brands, brands.find("lakeside").get(0))).containsExactly("https://fhir.example/e1");
        assertThat(urls(brands, brands.find("hill").get(0))).containsExactly("https://fhir.example/e2");
        assertThat(brands.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.INFO);
            assertThat(finding).satisfies(saying("contains no organization"));
        });
    }

    @Test
    void readsAllPagesOfBundle() {
        SandboxServer ehr = resetServer("brands-pages");
        ehr.script(
                Endpoint.BRANDS,
                page("?page=2", organization("o1", "A", ",\"endpoint\":[{\"reference\":\"Endpoint/e1\"}]")),
                page(ehr.brandsUrl() + "?page=3", organization("o2", "B", "")),
                page("", endpoint("e1", ",\"managingOrganization\":{\"reference\":\"Organization/o2\"}")));
        BrandBundle brands = clients.client("brands-pages").brands();
        assertThat(brands.brands())
                .extracting(brand -> brand.name() + " " + urls(brands, brand))
                .containsExactly("A [https://fhir.example/e1]", "B [https://fhir.example/e1]");
        assertThat(brands.findings()).isEmpty();
        List<RecordedRequest> requests = ehr.requests(Endpoint.BRANDS);
        assertThat(requests).hasSize(3).allSatisfy(request -> assertThat(request.header("authorization"))
                .isEmpty());
        assertThat(requests)
                .extracting(RecordedRequest::uri)
                .satisfiesExactly(
                        uri -> assertThat(uri).doesNotContain("?"),
                        uri -> assertThat(uri).endsWith("?page=2"),
                        uri -> assertThat(uri).endsWith("?page=3"));
    }

    @Test
    void followsFirstUsableLinkToNextPage() {
        SandboxServer ehr = resetServer("brands-several");
        String further = "http://brands.example/2\"},{\"relation\":\"next\",\"url\":\"?page=2"
                + "\"},{\"relation\":\"next\",\"url\":\"?page=3";
        ehr.script(Endpoint.BRANDS, page(further, organization("o1", "A", "")), page("", organization("o2", "B", "")));
        BrandBundle brands = clients.client("brands-several").brands();
        assertThat(brands.brands()).extracting(Brand::name).containsExactly("A", "B");
        assertThat(missingPages(brands))
                .satisfiesExactly(
                        saying("SAFIRE-1209", "must be https"),
                        saying("SAFIRE-1209", "several different links to a next page"));
        assertThat(ehr.requests(Endpoint.BRANDS).get(1).uri()).endsWith("?page=2");
    }

    @Test
    void stopsAtPageThatWasReadBefore() {
        SandboxServer ehr = resetServer("brands-loop");
        ehr.script(
                Endpoint.BRANDS,
                page("?page=2", organization("o1", "A", "")),
                page(ehr.brandsUrl().toString(), organization("o2", "B", "")));
        BrandBundle brands = clients.client("brands-loop").brands();
        assertThat(brands.brands()).hasSize(2);
        assertThat(missingPages(brands)).singleElement().satisfies(saying("(pages read: 2)", "an earlier page"));
        assertThat(ehr.requests(Endpoint.BRANDS)).hasSize(2);
    }

    @Test
    void readsNoPageOfOtherOriginOrWithoutHttps() {
        SandboxServer ehr = resetServer("brands-foreign");
        for (String next : List.of(
                "https://other.example/brands?page=2", "http://brands.example/2", "https://10.0.0.5/2", "file:///2")) {
            ehr.script(Endpoint.BRANDS, page(next, organization("o1", "A", "")));
            BrandBundle brands = clients.client("brands-foreign").brands();
            assertThat(brands.brands()).as(next).hasSize(1);
            assertThat(missingPages(brands)).as(next).singleElement().satisfies(finding -> {
                assertThat(finding.configurationKey()).contains("safire.brands-foreign.endpoint-hosts");
                assertThat(finding)
                        .satisfies(saying("(pages read: 1)", "the next page", "safire.brands-foreign.endpoint-hosts"));
            });
        }
        assertThat(ehr.requests(Endpoint.BRANDS)).hasSize(4);
    }

    @Test
    void reportsPageThatCannotBeRead() {
        SandboxServer ehr = resetServer("brands-failing");
        ehr.script(Endpoint.BRANDS, page("?page=2", organization("o1", "A", "")), ScriptedResponse.status(404));
        BrandBundle brands = clients.client("brands-failing").brands();
        assertThat(brands.brands()).extracting(Brand::name).containsExactly("A");
        assertThat(missingPages(brands)).singleElement().satisfies(finding -> assertThat(finding.message())
                .contains("404")
                .satisfies(saying("(pages read: 1)", "HTTP 404")));
    }

    @Test
    void readsBundleThatHasItsNameInDraft() {
        SandboxServer ehr = resetServer("brands-draft");
        ehr.patchMetadata(SandboxJson.createObjectBuilder()
                .addNull("user_access_brand_bundle")
                .addNull("user_access_brand_identifier")
                .add("patientAccessBrandBundle", ehr.brandsUrl().toString())
                .add("patientAccessBrandIdentifier", "urn:ietf:rfc:3986|https://safire.example")
                .build());
        SmartClient client = clients.client("brands-draft");
        assertThat(client.brands().primary()).map(Brand::name).contains("Safire Health");
        assertThat(client.metadata().conformance())
                .extracting(Finding::message)
                .contains(
                        "SMART metadata non-compliance: 'patientAccessBrandBundle' is the name in a draft; in SMART App"
                                + " Launch 2.2.0, the name is 'user_access_brand_bundle'",
                        "SMART metadata non-compliance: 'patientAccessBrandIdentifier' is the name in a draft; in SMART"
                                + " App Launch 2.2.0, the name is 'user_access_brand_identifier'");
    }

    private BrandBundle read(String server, String... entries) {
        resetServer(server).script(Endpoint.BRANDS, page("", entries));
        return clients.client(server).brands();
    }

    private static List<String> urls(BrandBundle brands, Brand brand) {
        return brands.endpointsOf(brand).stream()
                .map(BrandEndpoint::url)
                .map(URI::toString)
                .toList();
    }

    private static List<Finding> missingPages(BrandBundle brands) {
        return brands.findings().stream()
                .filter(finding -> finding.member().orElse("").equals("Bundle.link"))
                .toList();
    }

    private static ScriptedResponse page(String next, String... entries) {
        String link = next.isEmpty() ? "" : "{\"relation\":\"next\",\"url\":\"" + next + "\"}";
        return ScriptedResponse.status(200)
                .header("Cache-Control", "max-age=0")
                .body(
                        "application/fhir+json",
                        "{\"resourceType\":\"Bundle\",\"link\":[" + link + "],\"entry\":[{"
                                + String.join("},{", entries) + "}]}");
    }

    private static String identifier(String system, String value) {
        return ",\"identifier\":[{\"system\":\"" + system + "\",\"value\":\"" + value + "\"}]";
    }

    /** Returns the member of a Reference that has an identifier instead of a reference. */
    private static String reference(String system, String value) {
        return "\"identifier\":{\"system\":\"" + system + "\",\"value\":\"" + value + "\"}";
    }

    private static String organization(String id, String name, String members) {
        return "\"resource\":{\"resourceType\":\"Organization\",\"id\":\"" + id + "\",\"name\":\"" + name + "\""
                + members + "}";
    }

    private static String endpoint(String id, String members) {
        return "\"resource\":{\"resourceType\":\"Endpoint\",\"id\":\"" + id + "\",\"address\":\"https://fhir.example/"
                + id + "\"" + members + "}";
    }
}
