package io.safire.internal.brand;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.brand.Brand;
import io.safire.brand.BrandBundle;
import io.safire.brand.BrandEndpoint;
import io.safire.diagnosis.Finding;
import io.safire.internal.config.UrlPolicy;
import io.safire.internal.text.InvalidJsonException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrandBundleReaderTest {

    private static final URI SOURCE = URI.create("https://brands.example/bundle");

    @Test
    void readsMembersOfSpecification() {
        BrandBundle bundle = read("""
                {"resourceType": "Bundle", "timestamp": "2023-09-05T20:00:43.241070-07:00", "entry": [
                  {"fullUrl": "https://x.example/Organization/a", "resource": {"resourceType": "Organization", "id": "a",
                    "name": "Good Health", "alias": ["Goodie", 7], "active": true,
                    "identifier": [{"system": "urn:ietf:rfc:3986", "value": "https://good.example"}, {"system": "x"}],
                    "type": [{"coding": [{"code": "clinical"}, {"code": "laboratory"}]}],
                    "telecom": [{"system": "phone", "value": "1"}, {"system": "url", "value": "https://good.example"}],
                    "address": [{"line": ["1 Street"], "city": "Boston", "postalCode": "02111"}],
                    "extension": [
                      {"url": "http://hl7.org/fhir/StructureDefinition/organization-brand", "extension": [
                        {"url": "brandLogo", "valueUrl": "data:image/svg+xml;base64,PHN2Zz4="},
                        {"url": "brandLogoLicense", "valueUrl": "https://good.example/license"},
                        {"url": "brandLogoLicenseType", "valueCoding": {"code": "CC0-1.0"}},
                        {"url": "brandBundle", "valueUrl": "https://good.example/brands"}]},
                      {"url": "http://hl7.org/fhir/StructureDefinition/organization-portal", "extension": [
                        {"url": "portalName", "valueString": "Central"},
                        {"url": "portalLogo", "valueUrl": "https://good.example/portal.png"},
                        {"url": "portalEndpoint", "valueReference": {"reference": "Endpoint/r4"}}]}],
                    "endpoint": [{"reference": "Endpoint/r4"}], "partOf": {"reference": "Organization/b"}}},
                  {"fullUrl": "https://x.example/Endpoint/r4", "resource": {"resourceType": "Endpoint", "id": "r4",
                    "address": "https://fhir.good.example/r4", "status": "active", "name": "R4",
                    "connectionType": {"code": "hl7-fhir-rest"},
                    "contact": [{"system": "url", "value": "https://dev.good.example"}],
                    "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/endpoint-fhir-version",
                                   "valueCode": "4.0.1"}]}},
                  {"fullUrl": "https://y.example/Endpoint/r4", "resource": {"resourceType": "Endpoint", "id": "r4",
                    "address": "https://other.example/r4"}},
                  {"resource": {"resourceType": "Organization", "id": "b", "name": "Parent", "active": false}}]}
                """);
        assertThat(bundle.timestamp()).contains(Instant.parse("2023-09-06T03:00:43.241070Z"));
        assertThat(bundle.findings()).singleElement().satisfies(finding -> assertThat(finding.message())
                .isEqualTo("SMART brand bundle: https://y.example/Endpoint/r4 belongs to no brand"));
        Brand brand = bundle.brands().get(0);
        assertThat(brand.aliases()).containsExactly("Goodie");
        assertThat(brand.identifiers()).singleElement().hasToString("urn:ietf:rfc:3986|https://good.example");
        assertThat(brand.categories()).containsExactly("clinical", "laboratory");
        assertThat(brand.website()).contains(URI.create("https://good.example"));
        assertThat(brand.addresses().get(0).postalCode()).contains("02111");
        assertThat(brand.logos().get(0).url().getScheme()).isEqualTo("data");
        assertThat(brand.logos().get(0).license()).contains(URI.create("https://good.example/license"));
        assertThat(brand.logos().get(0).licenseType()).contains("CC0-1.0");
        assertThat(brand.bundles()).containsExactly(URI.create("https://good.example/brands"));
        assertThat(brand.portals().get(0).name()).contains("Central");
        assertThat(brand.portals().get(0).logo()).isPresent();
        assertThat(bundle.parentOf(brand)).map(Brand::name).contains("Parent");
        assertThat(bundle.brands().get(1).active()).isFalse();
        assertThat(bundle.endpointsOf(brand)).singleElement().satisfies(endpoint -> {
            assertThat(endpoint.url()).isEqualTo(URI.create("https://fhir.good.example/r4"));
            assertThat(endpoint.fhirVersions()).containsExactly("4.0.1");
            assertThat(endpoint.connectionType()).contains("hl7-fhir-rest");
            assertThat(endpoint.contact()).contains(URI.create("https://dev.good.example"));
        });
    }

    @Test
    void readsAddressesAndContactsOfR5() {
        BrandBundle bundle = read("""
                {"resourceType": "Bundle", "meta": {"lastUpdated": "2026-01-01T00:00:00Z"}, "entry": [
                  {"resource": {"resourceType": "Organization", "id": "a", "name": "A",
                    "contact": [{"address": [{"state": "MA", "country": "US"}],
                                 "telecom": [{"system": "url", "value": "https://a.example"}]}],
                    "extension": [
                      {"url": "http://hl7.org/fhir/StructureDefinition/organization-portal", "extension": [
                        {"url": "portalDescription", "valueMarkdown": "For all"},
                        {"url": "portalUrl", "valueUrl": "https://my.a.example"},
                        {"url": "portalEndpoint", "valueReference": {"reference": "Endpoint/1"}},
                        {"url": "portalEndpoint", "valueReference": {"reference": "Endpoint/1"}}]}]}}]}
                """);
        assertThat(bundle.timestamp()).contains(Instant.parse("2026-01-01T00:00:00Z"));
        Brand brand = bundle.brands().get(0);
        assertThat(brand.website()).contains(URI.create("https://a.example"));
        assertThat(brand.addresses().get(0).state()).contains("MA");
        assertThat(brand.addresses().get(0).country()).contains("US");
        assertThat(brand.portals()).singleElement().satisfies(portal -> {
            assertThat(portal.description()).contains("For all");
            assertThat(portal.url()).contains(URI.create("https://my.a.example"));
            assertThat(portal.endpoints()).containsExactly("Endpoint/1");
        });
    }

    @Test
    void omitsHarmfulAndUnusableValues() {
        BrandBundle bundle = read("""
                {"resourceType": "Bundle", "timestamp": "yesterday", "entry": [null, 1, {}, {"resource": 2},
                  {"resource": {"resourceType": "Endpoint", "id": "h", "address": "http://fhir.example"}},
                  {"resource": {"resourceType": "Endpoint", "id": "j", "address": "javascript:alert(1)"}},
                  {"resource": {"resourceType": "Endpoint", "id": "u", "address": "https://a@fhir.example"}},
                  {"resource": {"resourceType": "Patient", "id": "p"}},
                  {"resource": {"resourceType": "Organization", "id": "n", "name": ["a"]}},
                  {"resource": {"resourceType": "Organization", "id": "o", "name": "O", "alias": "one", "type": 3,
                    "telecom": [{"system": "url", "value": "javascript:alert(1)"}],
                    "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/organization-brand", "extension":
                      [{"url": "brandLogo", "valueUrl": "http://a.example/logo.svg"},
                       {"url": "brandLogo", "valueUrl": "data:text/html,<b>"},
                       {"url": "brandLogo", "valueUrl": "not a url"}]}]}}]}
                """);
        assertThat(bundle.endpoints()).isEmpty();
        assertThat(bundle.timestamp()).isEmpty();
        assertThat(bundle.findings())
                .map(finding -> finding.member().orElse(""))
                .containsExactly(
                        "Endpoint.address",
                        "Endpoint.address",
                        "Endpoint.address",
                        "Organization.name",
                        "Bundle.entry",
                        "Organization.endpoint");
        assertThat(bundle.findings().get(4).message())
                .contains("resources that are neither organizations nor endpoints: 1");
        assertThat(bundle.brands()).singleElement().satisfies(brand -> {
            assertThat(brand.logos()).isEmpty();
            assertThat(brand.website()).isEmpty();
            assertThat(brand.aliases()).containsExactly("one");
        });
    }

    @Test
    void distinguishesOtherResourcesFromMalformedJson() {
        assertThat(reader().readPage("{\"resourceType\":\"Patient\"}".getBytes(UTF_8)))
                .isEmpty();
        assertThatThrownBy(() -> read("[]")).isInstanceOf(InvalidJsonException.class);
        assertThatThrownBy(() -> read("{\"resourceType\":\"Bundle\",\"entry\":[{\"a\":1,\"a\":2}]}"))
                .isInstanceOf(InvalidJsonException.class);
        assertThatThrownBy(() -> read("{\"resourceType\":\"Bundle\",\"entry\":[" + "[".repeat(70)))
                .isInstanceOf(InvalidJsonException.class)
                .hasMessageContaining("nesting");
        assertThatThrownBy(() -> read("{\"resourceType\":\"Bundle\",\"entry\":[{}"))
                .isInstanceOf(InvalidJsonException.class);
    }

    @Test
    void reportsBundleTypeInLowerCase() {
        assertThat(read("{\"resourceType\":\"bundle\"}").findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("bundle is not written as Bundle"));
    }

    @Test
    void limitsNumberOfFindings() {
        StringBuilder body = new StringBuilder("{\"resourceType\":\"Bundle\",\"entry\":[{}");
        for (int number = 0; number < 500; number++) {
            body.append(",{\"resource\":{\"resourceType\":\"Endpoint\",\"id\":\"")
                    .append(number)
                    .append("\"}}");
        }
        List<Finding> findings = read(body.append("]}").toString()).findings();
        assertThat(findings).hasSize(100);
        assertThat(findings.get(98).message()).contains("#Endpoint/98 was omitted, because its address is missing");
        assertThat(findings.get(99).message()).contains("401 further findings are omitted");
    }

    private static BrandBundle read(String body) {
        BrandBundleReader reader = reader();
        assertThat(reader.readPage(body.getBytes(UTF_8))).isPresent();
        BrandBundle bundle = reader.toBundle();
        assertThat(bundle.source()).isEqualTo(SOURCE);
        assertThat(bundle.endpoints()).extracting(BrandEndpoint::id).doesNotHaveDuplicates();
        return bundle;
    }

    private static BrandBundleReader reader() {
        return new BrandBundleReader(1 << 20, SOURCE, new UrlPolicy(false));
    }
}
