package io.safire.tck.area.discovery;

import static io.safire.tck.support.SafireMessage.coded;
import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.authorize;
import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TckContext.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.CloseableSmartClient;
import io.safire.SmartClient;
import io.safire.SmartClientSettings;
import io.safire.SmartClients;
import io.safire.diagnosis.DiagnosisOptions;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import io.safire.discovery.AssociatedEndpoint;
import io.safire.discovery.SmartMetadata;
import io.safire.discovery.Support;
import io.safire.error.DiscoveryException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.Launch;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.TckArchive;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The endpoints in SMART configurations of real servers: relative, malformed and missing URLs. */
@SharedApplication("protocol")
@Tag("discovery")
@ArquillianTest
public class EndpointDiscoveryTest {

    private static final String OAUTH_URIS = "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris";

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(EndpointDiscoveryTest.class);
        for (String name : List.of(
                "relative",
                "deep",
                "tokenless",
                "malformed",
                "methods",
                "uncached",
                "statement",
                "large",
                "plain",
                "stated",
                "empty",
                "hidden")) {
            archive.server("found-" + name, "public");
        }
        return archive.setUrl("found-deep", "base-url", "found-deep", "/fhir/r4/tenant")
                .withoutMinimumMetadataLifetime("found-malformed", "found-stated")
                .set("found-statement", "capability-statement-fallback", "true")
                .setIssuer("found-statement")
                .set("found-large", "capability-statement-fallback", "true")
                .set("found-plain", "capability-statement-fallback", "true")
                .set("found-empty", "capability-statement-fallback", "true")
                .duplicateRegistration("found-first", "found-hidden")
                .duplicateRegistration("found-backend", "found-hidden")
                .set("found-backend", "redirect-uri", "")
                .build();
    }

    @Test
    @Assertion(id = "smart-2.2.0/379")
    void resolvesRelativeEndpointsAgainstFhirBase() {
        SandboxServer ehr = resetServer("found-relative");
        ehr.setQuirks(Quirk.RELATIVE_ENDPOINTS);
        SmartClient client = clients.client("found-relative");
        SmartMetadata metadata = client.metadata();
        String origin = "http://localhost:" + ehr.fhirBase().getPort();
        assertThat(urls(metadata))
                .containsExactly(
                        URI.create(origin + "/auth/authorize"),
                        URI.create(origin + "/auth/token"),
                        URI.create(origin + "/auth/introspect"),
                        URI.create(origin + "/auth/revoke"),
                        URI.create(origin + "/auth/register"),
                        URI.create(origin + "/auth/jwks"),
                        URI.create(origin + "/ehr"),
                        URI.create(origin + "/brands"),
                        URI.create(origin + "/imaging"));
        assertThat(metadata.conformance())
                .filteredOn(finding -> finding.id().equals("SAFIRE-0015"))
                .hasSize(10)
                .extracting(Finding::message)
                .contains("SMART metadata non-compliance: 'token_endpoint' is a relative URL and was resolved to "
                        + origin + "/auth/token");
        assertThat(launch(client, ehr).accessToken().value()).isNotBlank();
    }

    @Test
    @Assertion(id = "smart-2.2.0/379")
    void resolvesRelativeEndpointsAgainstDeeperBase() {
        SandboxServer ehr = resetServer("found-deep");
        String document = """
                {"authorization_endpoint":"auth/authorize","token_endpoint":"./token","introspection_endpoint":"../i",
                "revocation_endpoint":"../../../../r","registration_endpoint":"/reg","jwks_uri":"?keys",
                "management_endpoint":"https://portal.example/m","user_access_brand_bundle":"//brands.example/b",
                "associated_endpoints":[{"url":"imaging"}]}
                """;
        ehr.script(Endpoint.FHIR, ScriptedResponse.status(200).body("application/json", document));
        String origin = "http://localhost:" + ehr.fhirBase().getPort();
        assertThat(urls(clients.client("found-deep").metadata()))
                .containsExactly(
                        URI.create(origin + "/fhir/r4/auth/authorize"),
                        URI.create(origin + "/fhir/r4/token"),
                        URI.create(origin + "/fhir/i"),
                        URI.create(origin + "/r"),
                        URI.create(origin + "/reg"),
                        URI.create(origin + "/fhir/r4/tenant?keys"),
                        URI.create("https://portal.example/m"),
                        URI.create("http://brands.example/b"),
                        URI.create(origin + "/fhir/r4/imaging"));
    }

    private static List<URI> urls(SmartMetadata metadata) {
        List<Optional<URI>> urls = List.of(
                metadata.authorizationEndpoint(),
                metadata.tokenEndpoint(),
                metadata.introspectionEndpoint(),
                metadata.revocationEndpoint(),
                metadata.registrationEndpoint(),
                metadata.jwksUri(),
                metadata.managementEndpoint(),
                metadata.userAccessBrandBundle(),
                metadata.associatedEndpoints().stream()
                        .map(AssociatedEndpoint::url)
                        .findFirst());
        return urls.stream().flatMap(Optional::stream).toList();
    }

    @Test
    void rejectsLaunchWithoutTokenEndpoint() {
        resetServer("found-tokenless")
                .patchMetadata(SandboxJson.createObjectBuilder()
                        .addNull("token_endpoint")
                        .build());
        assertThatThrownBy(() -> clients.client("found-tokenless").authorize(Launch.standalone()))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("token_endpoint")
                .hasMessageContaining("safire.found-tokenless.token-endpoint")
                .satisfies(saying("response missing required field 'token_endpoint'"));
    }

    @Test
    @Assertion(id = {"smart-2.2.0/13", "smart-2.2.0/45"})
    void showsCodeChallengeMethodsOfServer() {
        resetServer("found-methods")
                .patchMetadata(SandboxJson.createObjectBuilder()
                        .add(
                                "code_challenge_methods_supported",
                                SandboxJson.createArrayBuilder().add("s256").add("S-256"))
                        .build());
        assertThatThrownBy(() -> clients.client("found-methods").authorize(Launch.standalone()))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("code_challenge_methods_supported")
                .hasMessageContaining("s256, S-256")
                .satisfies(saying("code_challenge_methods_supported contains s256, S-256, but not S256"));
    }

    @Test
    void namesDefectOfEndpointUrl() {
        Map<JsonValue, String> defects = new LinkedHashMap<>();
        defects.put(SandboxJson.createValue("https://as.example/{tenant}/token"), "must be a well-formed URL");
        defects.put(SandboxJson.createValue("https://as.example/a b"), "must be a well-formed URL");
        defects.put(SandboxJson.createValue("https://as_1.example/token"), "must have a host name that Java accepts");
        defects.put(JsonValue.TRUE, "must be a string, but was true");
        SmartClient client = clients.client("found-malformed");
        defects.forEach((url, reason) -> {
            SandboxServer ehr = resetServer("found-malformed");
            ehr.patchMetadata(
                    SandboxJson.createObjectBuilder().add("token_endpoint", url).build());
            ehr.script(Endpoint.SMART_CONFIGURATION, ScriptedResponse.normal().header("Cache-Control", "no-store"));
            assertThatThrownBy(() -> client.authorize(Launch.standalone()))
                    .as(url.toString())
                    .isInstanceOf(DiscoveryException.class)
                    .hasMessageContaining("token_endpoint")
                    .hasMessageContaining("safire.found-malformed.token-endpoint")
                    .satisfies(saying("token_endpoint " + reason))
                    .hasMessageNotContaining("missing")
                    .hasMessageNotContaining("must be https");
        });
        resetServer("found-malformed");
        assertThat(client.authorize(Launch.standalone()).endpoint()).hasPath("/auth/authorize");
    }

    @Test
    void distinguishesExcludedFromUnstatedBackendServices() {
        Map<JsonArray, Support> cases = new LinkedHashMap<>();
        cases.put(SandboxJson.createArrayBuilder().add("authorization_code").build(), Support.NOT_SUPPORTED);
        cases.put(SandboxJson.createArrayBuilder().add("client_credentials").build(), Support.SUPPORTED);
        cases.forEach((grants, expected) -> {
            resetServer("found-stated")
                    .patchMetadata(SandboxJson.createObjectBuilder()
                            .add("grant_types_supported", grants)
                            .build());
            assertThat(freshMetadata("found-stated").backendServicesSupport())
                    .as(grants.toString())
                    .isEqualTo(expected);
        });
        resetServer("found-stated")
                .patchMetadata(SandboxJson.createObjectBuilder()
                        .addNull("grant_types_supported")
                        .build());
        SmartMetadata silent = freshMetadata("found-stated");
        assertThat(silent.backendServicesSupport()).isEqualTo(Support.NOT_STATED);
        assertThat(silent.supportsBackendServices()).isFalse();
    }

    private SmartMetadata freshMetadata(String name) {
        server(name)
                .script(Endpoint.SMART_CONFIGURATION, ScriptedResponse.normal().header("Cache-Control", "no-store"));
        return clients.client(name).metadata();
    }

    @Test
    void cachesMetadataForOneMinuteInSpiteOfNoStore() {
        for (String header : List.of("no-store", "no-cache", "max-age=0")) {
            SandboxServer ehr = resetServer("found-uncached");
            ehr.script(Endpoint.SMART_CONFIGURATION, ScriptedResponse.normal().header("Cache-Control", header));
            SmartClientSettings settings =
                    SmartClientSettings.builder(ehr.fhirBase().toString()).build();
            try (CloseableSmartClient client = clients.create(settings)) {
                client.metadata();
                client.metadata();
            }
            assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).as(header).hasSize(1);
        }
    }

    /** Before SMART App Launch 2.0, servers published their endpoints in the CapabilityStatement. */
    @Test
    @Assertion(id = {"smart-2.2.0/13", "smart-2.2.0/44"})
    void readsEndpointsFromCapabilityStatementIfAllowed() {
        SandboxServer ehr = resetServer("found-statement");
        ScriptedResponse missing = ScriptedResponse.status(404);
        ehr.script(Endpoint.SMART_CONFIGURATION, missing, missing);
        ehr.script(Endpoint.FHIR, ScriptedResponse.status(200).body("application/fhir+json", statement(ehr)));
        SmartClient client = clients.client("found-statement");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        assertThat(request.endpoint()).isEqualTo(ehr.authorizationEndpoint());
        assertThat(request.parameters()).containsEntry("code_challenge_method", "S256");
        assertThat(client.exchange(request, authorize(ehr, request))
                        .accessToken()
                        .value())
                .isNotBlank();
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).hasSize(1);
        assertThat(client.metadata().members()).containsOnlyKeys("authorization_endpoint", "token_endpoint");
    }

    /** Public servers list each search parameter of each resource type in CapabilityStatements of 1 to 5 MB. */
    @Test
    void readsLargeCapabilityStatement() {
        SandboxServer ehr = resetServer("found-large");
        ehr.script(Endpoint.SMART_CONFIGURATION, ScriptedResponse.status(404));
        String resources = "\"resource\":[" + "{},".repeat(30_000) + "{}],";
        ehr.script(
                Endpoint.FHIR,
                ScriptedResponse.status(200)
                        .body("application/fhir+json", statement(ehr).replace("\"mode\":", resources + "\"mode\":"))
                        .padding(5 << 20));
        assertThat(clients.client("found-large").authorize(Launch.standalone()).endpoint())
                .isEqualTo(ehr.authorizationEndpoint());
    }

    /** The checks of a diagnosis belong to the implementation. */
    @Test
    @Tag("messages")
    void diagnosisReportsViolationOfCapabilityStatement() {
        SandboxServer ehr = resetServer("found-plain");
        ScriptedResponse missing = ScriptedResponse.status(404);
        ehr.script(Endpoint.SMART_CONFIGURATION, missing, missing);
        ScriptedResponse response = ScriptedResponse.status(200).body("text/plain", statement(ehr));
        ehr.script(Endpoint.FHIR, response, response);
        SmartClient client = clients.client("found-plain");
        assertThat(client.diagnose(DiagnosisOptions.defaults().withOnly(Set.of("SD-D01", "SD-D02")))
                        .findings())
                .filteredOn(finding -> finding.member().orElse("").equals("Content-Type"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.INFO);
                    assertThat(finding.observed()).contains("/metadata", "text/plain");
                });
    }

    @Test
    void ignoresCapabilityStatementByDefault() {
        SandboxServer ehr = resetServer("found-hidden");
        ehr.script(Endpoint.SMART_CONFIGURATION, ScriptedResponse.status(404));
        ehr.script(Endpoint.FHIR, ScriptedResponse.status(200).body("application/fhir+json", statement(ehr)));
        assertThatThrownBy(() -> clients.client("found-hidden").authorize(Launch.standalone()))
                .isInstanceOfSatisfying(DiscoveryException.class, thrown -> assertThat(thrown.status())
                        .hasValue(404));
        assertThat(ehr.requests(Endpoint.FHIR)).isEmpty();
    }

    @Test
    void selectsServerOfLaunchByRedirectUriAndName() {
        String base = resetServer("found-hidden").fhirBase().toString();
        assertThat(clients.client("found-backend").name()).isLessThan("found-first");
        assertThat(clients.forLaunch(base).name()).isEqualTo("found-first");
    }

    /** The CapabilityStatement of the sandbox has no extension {@code oauth-uris}. */
    @Test
    void reportsCapabilityStatementWithoutEndpoints() {
        SandboxServer ehr = resetServer("found-empty");
        ehr.script(Endpoint.SMART_CONFIGURATION, ScriptedResponse.status(404));
        assertThatThrownBy(() -> clients.client("found-empty").authorize(Launch.standalone()))
                .isInstanceOfSatisfying(DiscoveryException.class, thrown -> {
                    assertThat(thrown.status()).hasValue(404);
                    assertThat(thrown.findings())
                            .anySatisfy(coded("SAFIRE-0323"))
                            .anySatisfy(coded("SAFIRE-0317"));
                });
    }

    private static String statement(SandboxServer ehr) {
        return """
                {"resourceType":"CapabilityStatement","rest":[{"mode":"server","security":{"extension":[
                {"url":"%s","extension":[{"url":"authorize","valueUri":"%s"},{"url":"token","valueUri":"%s"}]}]}}]}
                """.formatted(OAUTH_URIS, ehr.authorizationEndpoint(), ehr.tokenEndpoint());
    }
}
