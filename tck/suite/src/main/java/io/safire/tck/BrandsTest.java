package io.safire.tck;

import static io.safire.tck.support.Bench.fresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.brand.Brand;
import io.safire.brand.BrandBundle;
import io.safire.brand.BrandEndpoint;
import io.safire.brand.BrandPortal;
import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.error.ValidationException;
import io.safire.launch.Launch;
import io.safire.sandbox.control.Answer;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.support.TckArchive;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** User-access brands: parsing, caching, precedence of sources, and limits of a bundle. */
@Area("protocol")
@ArquillianTest
public class BrandsTest {

    private static final String STRANGER = "https://fhir.stranger.example/r4";

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(BrandsTest.class);
        for (String name : List.of("own", "cached", "changing", "big", "small", "strange", "http", "none", "moved")) {
            archive.server("brands-" + name, "public");
        }
        return archive.set("brands-small", "brand-bundle-limit", "1").build();
    }

    @Test
    void patientFindsAHospitalAndItsFhirServer() {
        SandboxServer ehr = fresh("brands-own");
        BrandBundle bundle = clients.client("brands-own").brands();
        assertThat(bundle.timestamp()).contains(Instant.parse("2026-10-01T08:00:00Z"));
        assertThat(bundle.find("santis")).extracting(Brand::name).containsExactly("Safire Health");
        Brand clinic = bundle.find("lakeside anam").get(0);
        assertThat(bundle.parentOf(clinic)).isEqualTo(bundle.primary());
        assertThat(bundle.portalsOf(clinic))
                .extracting(BrandPortal::name)
                .containsExactly(bundle.primary()
                        .flatMap(primary -> primary.portals().get(0).name()));
        assertThat(bundle.endpointsOf(clinic)).singleElement().satisfies(endpoint -> {
            assertThat(endpoint.url()).isEqualTo(ehr.fhirBase());
            assertThat(endpoint.fhirVersions()).containsExactly("4.0.1");
        });
        Brand system = bundle.primary().orElseThrow();
        assertThat(system.name()).isEqualTo("Safire Health");
        assertThat(system.website()).contains(URI.create("https://www.safire.example"));
        assertThat(system.categories()).containsExactly("clinical");
        assertThat(system.addresses().get(0).city()).contains("Madison");
        assertThat(system.logos().get(0).url()).isEqualTo(URI.create("https://safire.example/logo.svg"));
        assertThat(system.logos().get(0).license()).contains(URI.create("https://safire.example/license"));
    }

    @Test
    @Assertion(id = {"smart-2.2.0/413", "smart-2.2.0/414", "smart-2.2.0/425", "smart-2.2.0/426"})
    void bundleIsKeptAndThenAskedForByItsEtag() {
        SandboxServer ehr = fresh("brands-cached");
        ehr.next(Endpoint.BRANDS, Answer.normal().header("Cache-Control", "max-age=0"));
        SmartClient client = clients.client("brands-cached");
        BrandBundle first = client.brands();
        assertThat(client.brands()).isEqualTo(first);
        assertThat(client.brands()).isEqualTo(first);
        List<RecordedRequest> requests = ehr.requests(Endpoint.BRANDS);
        assertThat(requests).hasSize(2).allSatisfy(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.header("authorization")).isEmpty();
        });
        assertThat(requests.get(0).header("if-none-match")).isEmpty();
        assertThat(requests.get(1).header("if-none-match")).startsWith("W/\"");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/413", "smart-2.2.0/426"})
    void changedBundleIsReadAgain() {
        SandboxServer ehr = fresh("brands-changing");
        ehr.next(Endpoint.BRANDS, Answer.normal().header("Cache-Control", "max-age=0"));
        SmartClient client = clients.client("brands-changing");
        assertThat(client.brands().find("hospital")).isEmpty();
        ehr.hospitals(2);
        assertThat(client.brands().find("hospital")).hasSize(2);
        assertThat(ehr.requests(Endpoint.BRANDS).get(1).header("if-none-match")).isNotEmpty();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/415", "smart-2.2.0/416"})
    void whatAServerSaysOfItselfComesOverWhatItsVendorSays() {
        SandboxServer ehr = fresh("brands-own");
        BrandBundle brands = clients.brands(vendor(ehr, "own-first"));
        assertThat(brands.brands())
                .extracting(Brand::name)
                .containsExactly("Safire Health", "Lakeside Children's Clinic", "Stranger Hospital");
        assertThat(brands.endpoints())
                .extracting(BrandEndpoint::url)
                .containsExactlyInAnyOrder(ehr.fhirBase(), URI.create(STRANGER));
        assertThat(brands.findings()).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/415")
    void vendorIsTakenWhereAServerSaysNothingUsableOfItself() {
        SandboxServer ehr = fresh("brands-strange");
        ehr.next(Endpoint.BRANDS, Answer.status(500));
        BrandBundle brands = clients.brands(vendor(ehr, "own-fails"));
        assertThat(brands.brands()).extracting(Brand::name).containsExactly("Old Name", "Stranger Hospital");
        assertThat(brands.findings()).singleElement().satisfies(finding -> assertThat(finding.message())
                .contains("brands-strange", "HTTP 500"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/420")
    void bundlesAreMergedByTheIdentifiersOfTheirOrganizations() {
        SandboxServer ehr = fresh("brands-own");
        SandboxServer other = fresh("brands-of-another-vendor");
        other.brands(bundle(organization("x", "Safire of old", "https://safire.example", "Endpoint/x"))
                .build());
        BrandBundle own = clients.client("brands-own").brands();
        BrandBundle merged = own.over(clients.brands(other.brands()));
        assertThat(merged.brands()).isEqualTo(own.brands());
        assertThat(clients.brands(other.brands()).over(own).brands())
                .extracting(Brand::name)
                .containsExactly("Safire of old", "Lakeside Children's Clinic");
        assertThat(own.over(clients.brands(vendor(ehr, "merge"))).find("stranger"))
                .hasSize(1);
    }

    @Test
    @Assertion(id = "smart-2.2.0/435")
    void endpointInABundleIsNoConfiguredServer() {
        SandboxServer ehr = fresh("brands-own");
        BrandBundle brands = clients.brands(vendor(ehr, "no-authorization"));
        BrandEndpoint stranger =
                brands.endpointsOf(brands.find("stranger").get(0)).get(0);
        assertThat(stranger.url()).isEqualTo(URI.create(STRANGER));
        assertThat(clients.names()).noneMatch(name -> name.contains("stranger"));
        assertThatThrownBy(() -> clients.byIssuer(stranger.url().toString()))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining(STRANGER);
        assertThatThrownBy(() -> clients.client("brands-own").authorize(Launch.ehr(STRANGER, "abc")))
                .isInstanceOf(ValidationException.class);
        BrandEndpoint known = brands.endpointAt(ehr.fhirBase()).orElseThrow();
        SmartClient client = clients.byIssuer(known.url().toString());
        assertThat(client.metadata().authorizationEndpoint()).contains(ehr.authorizationEndpoint());
    }

    @Test
    void longBundleIsReadUpToTheConfiguredLength() {
        fresh("brands-big").hospitals(3_000);
        assertThat(clients.client("brands-big").brands().find("hospital")).hasSize(3_000);
        fresh("brands-small").hospitals(3_000);
        assertThatThrownBy(() -> clients.client("brands-small").brands())
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("longer than 1 MiB")
                .hasMessageContaining("safire.brands-small.brand-bundle-limit");
        fresh("brands-small");
        assertThat(clients.client("brands-small").brands().brands()).hasSize(2);
    }

    @Test
    void whatIsNoBundleIsATypedError() {
        SandboxServer other = fresh("brands-unusable");
        other.next(
                Endpoint.BRANDS,
                Answer.status(404),
                Answer.status(200).body("text/html", "<html>sign in</html>"),
                Answer.status(200).body("application/json", "{\"resourceType\":\"Patient\"}"),
                Answer.status(200).body("application/json", "{\"resourceType\":\"Bundle\",\"entry\":[{"));
        for (String words : List.of("HTTP 404", "HTML", "not a FHIR Bundle", "truncated")) {
            assertThatThrownBy(() -> clients.brands(other.brands()))
                    .isInstanceOf(DiscoveryException.class)
                    .hasMessageContaining(words)
                    .hasMessageContaining(other.brands().toString());
        }
        assertThat(clients.brands(other.brands()).brands()).hasSize(2);
    }

    @Test
    void plainHttpIsRefusedBeforeAnythingIsSent() {
        fresh("brands-http")
                .patchMetadata(Json.createObjectBuilder()
                        .add("user_access_brand_bundle", "http://brands.example/bundle?key=hidden-word")
                        .build());
        assertThatThrownBy(() -> clients.client("brands-http").brands())
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("user_access_brand_bundle must be https, was http://brands.example/bundle.")
                .hasMessageNotContaining("hidden-word");
        assertThatThrownBy(() -> clients.brands(URI.create("http://brands.example/bundle")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("https");
    }

    @Test
    void redirectIsFollowedToHttpsOnly() {
        SandboxServer ehr = fresh("brands-moved");
        ehr.next(
                Endpoint.BRANDS,
                Answer.redirect(URI.create("http://brands.example/bundle")),
                Answer.redirect(URI.create(ehr.brands() + "?moved")));
        SmartClient client = clients.client("brands-moved");
        assertThatThrownBy(client::brands)
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("Blocked redirect to non-HTTPS URL: http://brands.example/bundle");
        assertThat(client.brands().brands()).hasSize(2);
        assertThat(ehr.requests(Endpoint.BRANDS)).hasSize(3);
    }

    @Test
    void serverWithoutBrandsIsATypedError() {
        fresh("brands-none")
                .patchMetadata(Json.createObjectBuilder()
                        .addNull("user_access_brand_bundle")
                        .build());
        assertThatThrownBy(() -> clients.client("brands-none").brands())
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("user_access_brand_bundle");
    }

    /** Serves a vendor bundle that lists the server under an old name, and an endpoint that is not configured. */
    private static URI vendor(SandboxServer ehr, String query) {
        SandboxServer vendor = fresh("brands-vendor-" + query);
        vendor.brands(bundle(
                        endpoint("same", ehr.fhirBase().toString()),
                        endpoint("old", "https://old.example/fhir"),
                        endpoint("stranger", STRANGER),
                        organization("1", "Old Name", "https://safire.example", "Endpoint/old"),
                        organization("2", "Stranger Hospital", "https://stranger.example", "Endpoint/stranger"))
                .build());
        return vendor.brands();
    }

    private static JsonObjectBuilder bundle(JsonObject... resources) {
        JsonArrayBuilder entries = Json.createArrayBuilder();
        for (JsonObject resource : resources) {
            entries.add(Json.createObjectBuilder().add("resource", resource));
        }
        return Json.createObjectBuilder()
                .add("resourceType", "Bundle")
                .add("type", "collection")
                .add("entry", entries);
    }

    private static JsonObject endpoint(String id, String address) {
        return Json.createObjectBuilder()
                .add("resourceType", "Endpoint")
                .add("id", id)
                .add("status", "active")
                .add("address", address)
                .build();
    }

    private static JsonObject organization(String id, String name, String identifier, String endpoint) {
        return Json.createObjectBuilder()
                .add("resourceType", "Organization")
                .add("id", id)
                .add("name", name)
                .add(
                        "identifier",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder()
                                        .add("system", "urn:ietf:rfc:3986")
                                        .add("value", identifier)))
                .add(
                        "endpoint",
                        Json.createArrayBuilder().add(Json.createObjectBuilder().add("reference", endpoint)))
                .build();
    }
}
