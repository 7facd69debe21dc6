package io.safire.tck.area.discovery;

import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.diagnosis.Finding;
import io.safire.discovery.AssociatedEndpoint;
import io.safire.discovery.SmartMetadata;
import io.safire.error.DiscoveryException;
import io.safire.launch.Launch;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The SMART configuration document: members, predicates, conformance findings, caching. */
@SharedApplication("protocol")
@Tag("discovery")
@ArquillianTest
public class DiscoveryTest {

    private static final List<String> SERVER_NAMES = List.of(
            "full",
            "broken",
            "plain",
            "pkceless",
            "tokenless",
            "cached",
            "stale",
            "etag",
            "error",
            "strict",
            "withdrawn",
            "moved",
            "renamed",
            "calm",
            "associated",
            "slash",
            "shared");

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(DiscoveryTest.class)
                .server("fixed", "public")
                .set("fixed", "authorization-endpoint", "https://as.example/authorize?x=1")
                .set("fixed", "token-endpoint", "https://as.example/token")
                .set("fixed", "authorization-audience", "https://fhir.example/r4/")
                .set("fixed", "base-url", "https://fhir.example/r4");
        for (String name : SERVER_NAMES) {
            archive.server("meta-" + name, "public");
        }
        return archive.duplicateRegistration("meta-shared-second", "meta-shared")
                .duplicateRegistration("meta-shared-slow", "meta-shared")
                .set("meta-shared-slow", "read-timeout", "PT59M")
                .setUrl("meta-slash", "base-url", "meta-slash", "/fhir/")
                .set("meta-strict", "metadata-stale-if-error", "PT0S")
                .set("meta-moved", "metadata-refresh-interval", "PT0.001S")
                .set("meta-renamed", "metadata-refresh-interval", "PT0.001S")
                .withoutMinimumMetadataLifetime(
                        "meta-stale", "meta-etag", "meta-error", "meta-strict", "meta-withdrawn")
                .server("meta-deep", "public")
                .setUrl("meta-deep", "base-url", "meta-deep", "/published/tenant/r4/")
                .server("meta-backend", "confidential-asymmetric")
                .set("meta-backend", "private-key", TestKeys.pem(TestKeys.RSA))
                .set("meta-backend", "kid", "rsa-1")
                .build();
    }

    @Test
    @Assertion(id = "smart-2.2.0/29")
    void exposesAllMembersIncludingUnknownOnes() {
        SandboxServer ehr = resetServer("meta-full");
        SmartMetadata metadata = clients.client("meta-full").metadata();
        assertThat(metadata.issuer()).contains(ehr.issuer().toString());
        assertThat(metadata.authorizationEndpoint()).contains(ehr.authorizationEndpoint());
        assertThat(metadata.tokenEndpoint()).contains(ehr.tokenEndpoint());
        assertThat(metadata.jwksUri()).isPresent();
        assertThat(metadata.introspectionEndpoint()).isPresent();
        assertThat(metadata.managementEndpoint()).isPresent();
        assertThat(metadata.userAccessBrandBundle()).isPresent();
        assertThat(metadata.userAccessBrandIdentifier()).isPresent();
        assertThat(metadata.associatedEndpoints()).hasSize(1);
        assertThat(metadata.grantTypesSupported()).contains("authorization_code");
        assertThat(metadata.responseTypesSupported()).containsExactly("code");
        assertThat(metadata.scopesSupported()).contains("launch/patient");
        assertThat(metadata.codeChallengeMethodsSupported()).containsExactly("S256");
        assertThat(metadata.members()).containsKey("x_sandbox");
        assertThat(metadata.supportsEhrLaunch()).isTrue();
        assertThat(metadata.supportsStandaloneLaunch()).isTrue();
        assertThat(metadata.supportsPublicAuth()).isTrue();
        assertThat(metadata.supportsSymmetricAuth()).isTrue();
        assertThat(metadata.supportsAsymmetricAuth()).isTrue();
        assertThat(metadata.supportsBackendServices()).isTrue();
        assertThat(metadata.supportsPostBasedAuthorization()).isTrue();
        assertThat(metadata.supportsOpenIdConnect()).isTrue();
        assertThat(metadata.supportsDynamicRegistration()).isTrue();
        assertThat(metadata.registrationEndpoint()).contains(ehr.registrationEndpoint());
    }

    @Test
    void reportsEveryConformanceViolation() {
        SandboxServer ehr = resetServer("meta-broken");
        ehr.patchMetadata(SandboxJson.createObjectBuilder()
                .addNull("grant_types_supported")
                .addNull("jwks_uri")
                .addNull("authorization_endpoint")
                .add(
                        "capabilities",
                        SandboxJson.createArrayBuilder().add("launch-ehr").add("sso-openid-connect"))
                .add(
                        "code_challenge_methods_supported",
                        SandboxJson.createArrayBuilder().add("plain"))
                .build());
        SmartMetadata metadata = clients.client("meta-broken").metadata();
        assertThat(metadata.conformance().stream().map(Finding::message))
                .contains(
                        "SMART metadata non-compliance: required field 'grant_types_supported' is missing",
                        "SMART metadata non-compliance: 'S256' is missing from code_challenge_methods_supported"
                                + " (SMART App Launch 2.2.0 requires S256)",
                        "SMART metadata non-compliance: 'plain' is present in code_challenge_methods_supported"
                                + " (SMART App Launch 2.2.0 prohibits plain)");
        assertThat(metadata.conformance().stream()
                        .map(finding -> finding.member().orElse("")))
                .contains("jwks_uri", "authorization_endpoint");
        assertThat(metadata.hasEhrLaunchCapability()).isTrue();
        assertThat(metadata.supportsEhrLaunch()).isFalse();
        assertThat(metadata.supportsOpenIdConnect()).isFalse();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/13", "smart-2.2.0/45"})
    void rejectsServerThatSupportsPlainPkceOnly() {
        JsonObjectBuilder plain = SandboxJson.createObjectBuilder()
                .add(
                        "code_challenge_methods_supported",
                        SandboxJson.createArrayBuilder().add("plain"));
        resetServer("meta-plain").patchMetadata(plain.build());
        assertThatThrownBy(() -> clients.client("meta-plain").authorize(Launch.standalone()))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("code_challenge_methods_supported")
                .hasMessageContaining("plain")
                .satisfies(saying("code_challenge_methods_supported contains plain, but not S256"));
        resetServer("meta-pkceless")
                .patchMetadata(SandboxJson.createObjectBuilder()
                        .addNull("code_challenge_methods_supported")
                        .build());
        assertThat(clients.client("meta-pkceless")
                        .authorize(Launch.standalone())
                        .parameters())
                .containsEntry("code_challenge_method", "S256");
    }

    @Test
    @Assertion(id = "smart-2.2.0/226")
    void reportsMissingTokenEndpoint() {
        resetServer("meta-tokenless")
                .patchMetadata(SandboxJson.createObjectBuilder()
                        .addNull("token_endpoint")
                        .build());
        assertThatThrownBy(() -> clients.client("meta-tokenless").refresh(RefreshRequest.of("some-token")))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("token_endpoint")
                .hasMessageContaining("safire.meta-tokenless.token-endpoint")
                .satisfies(saying("response missing required field 'token_endpoint'"));
    }

    @Test
    void skipsDiscoveryIfBothEndpointsAreConfigured() {
        assertThat(clients.client("fixed").authorize(Launch.standalone()).uri().toString())
                .startsWith("https://as.example/authorize?x=1&response_type=code")
                .contains("aud=https%3A%2F%2Ffhir.example%2Fr4%2F");
    }

    @Test
    void cachesFreshMetadata() {
        SandboxServer ehr = resetServer("meta-cached");
        SmartClient client = clients.client("meta-cached");
        client.metadata();
        client.metadata();
        client.authorize(Launch.standalone());
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).hasSize(1);
    }

    @Test
    void sharesMetadataOfServersWithEqualBaseUrlAndConnections() {
        SandboxServer ehr = resetServer("meta-shared");
        SmartMetadata first = clients.client("meta-shared").metadata();
        assertThat(clients.client("meta-shared-second").metadata()).isEqualTo(first);
        clients.client("meta-shared-second").authorize(Launch.standalone());
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).hasSize(1);
        clients.client("meta-shared-slow").metadata();
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).hasSize(2);
    }

    @Test
    void reloadsStaleMetadata() {
        SandboxServer ehr = resetServer("meta-stale");
        ehr.script(Endpoint.SMART_CONFIGURATION, ScriptedResponse.normal().header("Cache-Control", "no-store"));
        SmartClient client = clients.client("meta-stale");
        client.metadata();
        client.metadata();
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).hasSize(2);
    }

    @Test
    void revalidatesStaleMetadataByEtag() {
        SandboxServer ehr = resetServer("meta-etag");
        ehr.script(Endpoint.SMART_CONFIGURATION, ScriptedResponse.normal().header("Cache-Control", "max-age=0"));
        SmartClient client = clients.client("meta-etag");
        SmartMetadata first = client.metadata();
        assertThat(client.metadata()).isEqualTo(first);
        List<RecordedRequest> requests = ehr.requests(Endpoint.SMART_CONFIGURATION);
        assertThat(requests).hasSize(2);
        assertThat(requests.get(1).header("if-none-match")).isNotEmpty();
        assertThat(requests.get(1).header("accept")).contains("application/json");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/29", "smart-2.2.0/226", "smart-2.2.0/227"})
    void discoversTokenEndpointBelowFhirBase() {
        SandboxServer ehr = resetServer("meta-backend");
        String endpoint = ehr.issuer() + "/v2/token";
        ehr.patchMetadata(SandboxJson.createObjectBuilder()
                .add("token_endpoint", endpoint)
                .build());
        ehr.script(
                Endpoint.OTHER,
                ScriptedResponse.status(200)
                        .body(
                                "application/json",
                                "{\"access_token\":\"at-1\",\"token_type\":\"bearer\",\"expires_in\":300,"
                                        + "\"scope\":\"system/*.rs\"}"));
        SmartClient client = clients.client("meta-backend");
        Throwable outcome = catchThrowable(() -> client.requestToken(Scopes.of("system/*.rs")));
        RecordedRequest discovery = ehr.requests(Endpoint.SMART_CONFIGURATION).get(0);
        assertThat(discovery.method()).isEqualTo("GET");
        assertThat(discovery.uri()).isEqualTo("/fhir/.well-known/smart-configuration");
        assertThat(discovery.header("accept")).contains("application/json");
        assertThat(discovery.header("authorization")).isEmpty();
        assertThat(ehr.requests(Endpoint.OTHER)).hasSize(1);
        RecordedRequest sent = ehr.requests(Endpoint.OTHER).get(0);
        assertThat(sent.uri()).isEqualTo("/auth/v2/token");
        assertThat(sent.assertionClaims()).containsEntry("aud", SandboxJson.createValue(endpoint));
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
        assertThat(outcome).isNull();
    }

    @Test
    @Assertion(id = "smart-2.2.0/227")
    void readsConfigurationOfBaseUrlWithTrailingSlash() {
        SandboxServer ehr = resetServer("meta-slash");
        Throwable outcome = catchThrowable(() -> clients.client("meta-slash").metadata());
        assertThat(ehr.requests(Endpoint.FHIR)).isEmpty();
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION))
                .extracting(RecordedRequest::uri)
                .containsExactly("/fhir/.well-known/smart-configuration");
        assertThat(outcome).isNull();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/29", "smart-2.2.0/227"})
    void readsConfigurationOfDeepBaseUrl() {
        SandboxServer ehr = resetServer("meta-deep");
        JsonObject configuration = SandboxJson.createObjectBuilder()
                .add("authorization_endpoint", ehr.authorizationEndpoint().toString())
                .add("token_endpoint", ehr.tokenEndpoint().toString())
                .build();
        ehr.publish("tenant/r4/.well-known/smart-configuration", configuration, "no-store");
        SmartClient client = clients.client("meta-deep");
        Throwable failure = catchThrowable(client::metadata);
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
        assertThat(ehr.requests(Endpoint.PUBLISHED)).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.uri()).isEqualTo("/published/tenant/r4/.well-known/smart-configuration");
        });
        assertThat(failure).isNull();
    }

    @Test
    void usesStaleMetadataWhenReloadFails() {
        SandboxServer ehr = resetServer("meta-error");
        ehr.script(
                Endpoint.SMART_CONFIGURATION,
                ScriptedResponse.normal().header("Cache-Control", "max-age=0"),
                ScriptedResponse.status(500),
                ScriptedResponse.status(500));
        SmartClient client = clients.client("meta-error");
        SmartMetadata first = client.metadata();
        assertThat(client.metadata()).isEqualTo(first);
        assertThat(client.authorize(Launch.standalone()).endpoint()).isEqualTo(ehr.authorizationEndpoint());
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).hasSize(2);
    }

    @Test
    void rejectsStaleMetadataIfDisabledOrAfter404() {
        Map<String, Integer> statuses = Map.of("meta-strict", 500, "meta-withdrawn", 404);
        assertEach(statuses.keySet(), name -> {
            int status = statuses.get(name);
            SandboxServer ehr = resetServer(name);
            ehr.script(
                    Endpoint.SMART_CONFIGURATION,
                    ScriptedResponse.normal().header("Cache-Control", "max-age=0"),
                    ScriptedResponse.status(status));
            SmartClient client = clients.client(name);
            client.metadata();
            assertThatThrownBy(client::metadata)
                    .isInstanceOfSatisfying(DiscoveryException.class, thrown -> assertThat(thrown.status())
                            .hasValue(status));
        });
    }

    @Test
    void reloadsMetadataAfterEndpoint404WithoutRetry() {
        SandboxServer ehr = resetServer("meta-moved");
        ehr.patchMetadata(SandboxJson.createObjectBuilder()
                .add("token_endpoint", ehr.issuer() + "/former-token")
                .add("introspection_endpoint", ehr.issuer() + "/former-introspect")
                .build());
        SmartClient client = clients.client("meta-moved");
        assertThatThrownBy(() -> client.refresh(RefreshRequest.of("some-token")))
                .hasMessageContaining("404")
                .satisfies(saying("HTTP 404"));
        assertThat(ehr.requests(Endpoint.OTHER)).hasSize(1);
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).hasSize(1);
        assertThatThrownBy(() -> client.tokens().introspect("some-token"))
                .hasMessageContaining("404")
                .hasMessageContaining("safire.meta-moved.introspection-endpoint")
                .satisfies(saying("HTTP 404"));
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).hasSize(2);
        ehr.patchMetadata(JsonValue.EMPTY_JSON_OBJECT);
        assertThat(client.tokens().introspect("some-token").isActive()).isFalse();
        assertThatThrownBy(() -> client.refresh(RefreshRequest.of("some-token")))
                .hasMessageContaining("invalid_grant");
        List<RecordedRequest> reads = ehr.requests(Endpoint.SMART_CONFIGURATION);
        assertThat(reads).hasSize(3);
        assertThat(reads.get(2).header("if-none-match")).isEmpty();
        assertThat(ehr.requests(Endpoint.OTHER)).hasSize(2);
    }

    @Test
    void reloadsMetadataAfterInvalidClientOnly() {
        SandboxServer ehr = resetServer("meta-renamed");
        SmartClient client = clients.client("meta-renamed");
        assertThatThrownBy(() -> client.refresh(RefreshRequest.of("some-token")))
                .hasMessageContaining("invalid_grant");
        client.metadata();
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).hasSize(1);
        ehr.script(
                Endpoint.TOKEN,
                ScriptedResponse.status(401).body("application/json", "{\"error\":\"invalid_client\"}"));
        assertThatThrownBy(() -> client.refresh(RefreshRequest.of("some-token")))
                .hasMessageContaining("invalid_client");
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(2);
        client.metadata();
        client.metadata();
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).hasSize(2);
    }

    @Test
    void reloadsMetadataAtMostOncePerMinute() {
        SandboxServer ehr = resetServer("meta-calm");
        SmartClient client = clients.client("meta-calm");
        for (int count = 0; count < 3; count++) {
            ehr.script(
                    Endpoint.TOKEN,
                    ScriptedResponse.status(401).body("application/json", "{\"error\":\"invalid_client\"}"));
            assertThatThrownBy(() -> client.refresh(RefreshRequest.of("some-token")))
                    .as("call " + count)
                    .hasMessageContaining("invalid_client");
        }
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).hasSize(1);
    }

    @Test
    void reportsAssociatedEndpointWithoutHttps() {
        SandboxServer ehr = resetServer("meta-associated");
        ehr.patchMetadata(SandboxJson.createObjectBuilder()
                .add(
                        "associated_endpoints",
                        SandboxJson.createArrayBuilder()
                                .add(SandboxJson.createObjectBuilder()
                                        .add("url", "https://imaging.example/r4")
                                        .add(
                                                "capabilities",
                                                SandboxJson.createArrayBuilder().add("permission-v2")))
                                .add(SandboxJson.createObjectBuilder().add("url", "http://plain.example/r4"))
                                .add("no object"))
                .build());
        SmartMetadata metadata = clients.client("meta-associated").metadata();
        assertThat(metadata.associatedEndpoints())
                .extracting(AssociatedEndpoint::url)
                .containsExactly(URI.create("https://imaging.example/r4"), URI.create("http://plain.example/r4"));
        assertThat(metadata.associatedEndpoints().get(0).capabilities()).containsExactly("permission-v2");
        assertThat(metadata.conformance())
                .filteredOn(finding -> finding.member().orElse("").equals("associated_endpoints"))
                .singleElement()
                .asString()
                .contains("http://plain.example/r4");
    }
}
