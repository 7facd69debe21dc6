package io.safire.tck.area.brands;

import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TestCases.assertEach;
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
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.TckArchive;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** User-access brands: parsing, caching, precedence of sources, and limits of a bundle. */
@SharedApplication("protocol")
@Tag("brands")
@ArquillianTest
public class BrandsTest {

    private static final String UNCONFIGURED_URL = "https://fhir.stranger.example/r4";

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
    void findsHospitalAndItsFhirEndpoint() {
        SandboxServer ehr = resetServer("brands-own");
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
    void revalidatesCachedBundleByEtag() {
        SandboxServer ehr = resetServer("brands-cached");
        assertRevalidates(ehr, () -> clients.client("brands-cached").brands());
    }

    @Test
    @Assertion(id = {"smart-2.2.0/413", "smart-2.2.0/414", "smart-2.2.0/425", "smart-2.2.0/426"})
    void revalidatesCachedVendorBundleByEtag() {
        SandboxServer vendor = resetServer("brands-of-caching-vendor");
        assertRevalidates(vendor, () -> clients.brands(vendor.brandsUrl()));
    }

    @Test
    @Assertion(id = "smart-2.2.0/414")
    void sendsNoEtagOfBundleWithoutEtag() {
        SandboxServer vendor = resetServer("brands-of-vendor-without-etag");
        vendor.script(Endpoint.BRANDS, bundleResponse("A"), bundleResponse("B"));
        assertThat(clients.brands(vendor.brandsUrl()).brands())
                .extracting(Brand::name)
                .containsExactly("A");
        assertThat(clients.brands(vendor.brandsUrl()).brands())
                .extracting(Brand::name)
                .containsExactly("B");
        assertThat(vendor.requests(Endpoint.BRANDS)).hasSize(2).allSatisfy(request -> assertThat(
                        request.header("if-none-match"))
                .isEmpty());
    }

    /** The server responds with 304 to the second and fourth request, so these responses contain no brands. */
    private static void assertRevalidates(SandboxServer server, Supplier<BrandBundle> read) {
        String etag = "W/\"v1/+=:~'\"";
        String changedEtag = "\"v2\"";
        server.script(
                Endpoint.BRANDS,
                bundleResponse("First").header("ETag", etag),
                ScriptedResponse.status(304).header("ETag", etag).header("Cache-Control", "max-age=0"),
                bundleResponse("Changed").header("ETag", changedEtag),
                ScriptedResponse.status(304).header("Cache-Control", "max-age=3600"));
        for (String name : List.of("First", "First", "Changed", "Changed", "Changed")) {
            assertThat(read.get().brands()).extracting(Brand::name).as(name).containsExactly(name);
        }
        List<RecordedRequest> requests = server.requests(Endpoint.BRANDS);
        assertThat(requests)
                .extracting(request -> request.header("if-none-match"))
                .containsExactly("", etag, etag, changedEtag);
        assertThat(requests).allSatisfy(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.header("authorization")).isEmpty();
        });
    }

    private static ScriptedResponse bundleResponse(String name) {
        return ScriptedResponse.status(200)
                .header("Cache-Control", "max-age=0")
                .body(
                        "application/fhir+json",
                        bundle(organization("1", name, "https://" + name.toLowerCase(Locale.ROOT) + ".example"))
                                .build()
                                .toString());
    }

    @Test
    @Assertion(id = {"smart-2.2.0/413", "smart-2.2.0/426"})
    void loadsChangedBundle() {
        SandboxServer ehr = resetServer("brands-changing");
        ehr.script(Endpoint.BRANDS, ScriptedResponse.normal().header("Cache-Control", "max-age=0"));
        SmartClient client = clients.client("brands-changing");
        assertThat(client.brands().find("hospital")).isEmpty();
        ehr.addHospitals(2);
        assertThat(client.brands().find("hospital")).hasSize(2);
        assertThat(ehr.requests(Endpoint.BRANDS).get(1).header("if-none-match")).isNotEmpty();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/415", "smart-2.2.0/416"})
    void prefersBrandsOfServerOverVendorBundle() {
        SandboxServer ehr = resetServer("brands-own");
        BrandBundle brands = clients.brands(vendorBundle(ehr, "own-first"));
        assertThat(brands.brands())
                .extracting(Brand::name)
                .containsExactly("Safire Health", "Lakeside Children's Clinic", "Stranger Hospital");
        assertThat(brands.endpoints())
                .extracting(BrandEndpoint::url)
                .containsExactlyInAnyOrder(ehr.fhirBase(), URI.create(UNCONFIGURED_URL));
        assertThat(brands.findings()).isEmpty();
        BrandEndpoint own = brands.endpointAt(ehr.fhirBase()).orElseThrow();
        assertThat(own.name()).contains("FHIR R4 of brands-own");
        assertThat(own.fhirVersions()).containsExactly("4.0.1");
        assertThat(own.contact()).contains(URI.create("https://developers.safire.example"));
        assertThat(brands.endpointsOf(brands.find("stranger").get(0)))
                .contains(own)
                .hasSize(2);
        assertThat(brands.endpointsOf(brands.find("safire").get(0))).containsExactly(own);
        assertThat(brands.find("safire").get(0).website()).contains(URI.create("https://www.safire.example"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/415")
    void fallsBackToVendorBundleWhenServerBrandsFail() {
        SandboxServer ehr = resetServer("brands-strange");
        ehr.script(Endpoint.BRANDS, ScriptedResponse.status(500));
        BrandBundle brands = clients.brands(vendorBundle(ehr, "own-fails"));
        assertThat(brands.brands()).extracting(Brand::name).containsExactly("Old Name", "Stranger Hospital");
        assertThat(brands.findings()).singleElement().satisfies(finding -> assertThat(finding.message())
                .contains("brands-strange", "500")
                .satisfies(saying("HTTP 500")));
    }

    @Test
    @Assertion(id = "smart-2.2.0/420")
    void mergesBundlesByOrganizationIdentifier() {
        SandboxServer ehr = resetServer("brands-own");
        SandboxServer other = resetServer("brands-of-another-vendor");
        other.replaceBrands(bundle(organization("x", "Safire of old", "https://safire.example", "Endpoint/x"))
                .build());
        BrandBundle own = clients.client("brands-own").brands();
        BrandBundle merged = own.mergeWith(clients.brands(other.brandsUrl()));
        assertThat(merged.brands()).isEqualTo(own.brands());
        assertThat(clients.brands(other.brandsUrl()).mergeWith(own).brands())
                .extracting(Brand::name)
                .containsExactly("Safire of old", "Lakeside Children's Clinic");
        assertThat(own.mergeWith(clients.brands(vendorBundle(ehr, "merge"))).find("stranger"))
                .hasSize(1);
    }

    @Test
    @Assertion(id = "smart-2.2.0/435")
    void rejectsBundleEndpointThatIsNotConfigured() {
        SandboxServer ehr = resetServer("brands-own");
        BrandBundle brands = clients.brands(vendorBundle(ehr, "no-authorization"));
        BrandEndpoint stranger = brands.endpointAt(URI.create(UNCONFIGURED_URL)).orElseThrow();
        assertThat(brands.endpointsOf(brands.find("stranger").get(0))).contains(stranger);
        assertThat(clients.names()).noneMatch(name -> name.contains("stranger"));
        assertThatThrownBy(() -> clients.forLaunch(stranger.url().toString()))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining(UNCONFIGURED_URL);
        assertThatThrownBy(() -> clients.client("brands-own").authorize(Launch.ehr(UNCONFIGURED_URL, "abc")))
                .isInstanceOf(ValidationException.class);
        BrandEndpoint known = brands.endpointAt(ehr.fhirBase()).orElseThrow();
        SmartClient client = clients.forLaunch(known.url().toString());
        assertThat(client.metadata().authorizationEndpoint()).contains(ehr.authorizationEndpoint());
    }

    @Test
    void enforcesConfiguredBundleSizeLimit() {
        resetServer("brands-big").addHospitals(3_000);
        assertThat(clients.client("brands-big").brands().find("hospital")).hasSize(3_000);
        resetServer("brands-small").addHospitals(3_000);
        assertThatThrownBy(() -> clients.client("brands-small").brands())
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("safire.brands-small.brand-bundle-limit")
                .satisfies(saying("longer than 1 MiB"));
        resetServer("brands-small");
        assertThat(clients.client("brands-small").brands().brands()).hasSize(2);
    }

    @Test
    void throwsDiscoveryExceptionForInvalidBundle() {
        SandboxServer other = resetServer("brands-unusable");
        other.script(
                Endpoint.BRANDS,
                ScriptedResponse.status(404),
                ScriptedResponse.status(200).body("text/html", "<html>sign in</html>"),
                ScriptedResponse.status(200).body("application/json", "{\"resourceType\":\"Patient\"}"),
                ScriptedResponse.status(200).body("application/json", "{\"resourceType\":\"Bundle\",\"entry\":[{"));
        assertEach(List.of("HTTP 404", "HTML", "not a FHIR Bundle", "truncated"), words -> {
            assertThatThrownBy(() -> clients.brands(other.brandsUrl()))
                    .isInstanceOf(DiscoveryException.class)
                    .hasMessageContaining(other.brandsUrl().toString())
                    .satisfies(saying(words));
        });
        assertThat(clients.brands(other.brandsUrl()).brands()).hasSize(2);
    }

    @Test
    void rejectsPlainHttpWithoutSendingRequest() {
        resetServer("brands-http")
                .patchMetadata(SandboxJson.createObjectBuilder()
                        .add("user_access_brand_bundle", "http://brands.example/bundle?key=hidden-word")
                        .build());
        assertThatThrownBy(() -> clients.client("brands-http").brands())
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("user_access_brand_bundle")
                .hasMessageContaining("http://brands.example/bundle")
                .satisfies(saying("user_access_brand_bundle must be https, but was http://brands.example/bundle."))
                .hasMessageNotContaining("hidden-word");
        assertThatThrownBy(() -> clients.brands(URI.create("http://brands.example/bundle")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("https");
    }

    @Test
    void followsRedirectToHttpsOnly() {
        SandboxServer ehr = resetServer("brands-moved");
        ehr.script(
                Endpoint.BRANDS,
                ScriptedResponse.redirect(URI.create("http://brands.example/bundle")),
                ScriptedResponse.redirect(URI.create(ehr.brandsUrl() + "?moved")));
        SmartClient client = clients.client("brands-moved");
        assertThatThrownBy(client::brands)
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("http://brands.example/bundle")
                .satisfies(saying("Blocked redirect to non-HTTPS URL: http://brands.example/bundle"));
        assertThat(client.brands().brands()).hasSize(2);
        assertThat(ehr.requests(Endpoint.BRANDS)).hasSize(3);
    }

    @Test
    void throwsDiscoveryExceptionWhenServerHasNoBrands() {
        resetServer("brands-none")
                .patchMetadata(SandboxJson.createObjectBuilder()
                        .addNull("user_access_brand_bundle")
                        .build());
        assertThatThrownBy(() -> clients.client("brands-none").brands())
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("user_access_brand_bundle");
    }

    /**
     * Serves a vendor bundle that lists the server under an old name, and also lists an endpoint that is not
     * configured.
     */
    private static URI vendorBundle(SandboxServer ehr, String query) {
        SandboxServer vendor = resetServer("brands-vendor-" + query);
        vendor.replaceBrands(bundle(
                        endpoint("same", ehr.fhirBase().toString()),
                        endpoint("old", "https://old.example/fhir"),
                        endpoint("stranger", UNCONFIGURED_URL),
                        organization("1", "Old Name", "https://safire.example", "Endpoint/old"),
                        organization(
                                "2",
                                "Stranger Hospital",
                                "https://stranger.example",
                                "Endpoint/stranger",
                                "Endpoint/same"))
                .build());
        return vendor.brandsUrl();
    }

    private static JsonObjectBuilder bundle(JsonObject... resources) {
        JsonArrayBuilder entries = SandboxJson.createArrayBuilder();
        for (JsonObject resource : resources) {
            entries.add(SandboxJson.createObjectBuilder().add("resource", resource));
        }
        return SandboxJson.createObjectBuilder()
                .add("resourceType", "Bundle")
                .add("type", "collection")
                .add("entry", entries);
    }

    private static JsonObject endpoint(String id, String address) {
        return SandboxJson.createObjectBuilder()
                .add("resourceType", "Endpoint")
                .add("id", id)
                .add("status", "active")
                .add("name", "Entry of the vendor")
                .add("address", address)
                .build();
    }

    private static JsonObject organization(String id, String name, String identifier, String... endpoints) {
        JsonArrayBuilder references = SandboxJson.createArrayBuilder();
        for (String endpoint : endpoints) {
            references.add(SandboxJson.createObjectBuilder().add("reference", endpoint));
        }
        return SandboxJson.createObjectBuilder()
                .add("resourceType", "Organization")
                .add("id", id)
                .add("name", name)
                .add(
                        "identifier",
                        SandboxJson.createArrayBuilder()
                                .add(SandboxJson.createObjectBuilder()
                                        .add("system", "urn:ietf:rfc:3986")
                                        .add("value", identifier)))
                .add("endpoint", references)
                .build();
    }
}
