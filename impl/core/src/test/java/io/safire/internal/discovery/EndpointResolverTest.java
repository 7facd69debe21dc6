package io.safire.internal.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.diagnosis.Finding;
import io.safire.discovery.SmartMetadata;
import io.safire.error.DiscoveryException;
import io.safire.internal.SettableClock;
import io.safire.internal.TestServers;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.event.RequestObservers;
import io.safire.internal.http.InboundResponse;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class EndpointResolverTest {

    private static final URI BASE_URL = URI.create("https://fhir.example/r4");

    @Test
    void acceptsEndpointWithQuery() {
        assertThat(endpoints("https://as.example/authorize?tenant=1").authorizationEndpoint())
                .hasToString("https://as.example/authorize?tenant=1");
    }

    /** RFC 6749, sections 3.1 and 3.2: parameters after a fragment never reach the server. */
    @Test
    void rejectsEndpointWithFragment() {
        EndpointResolver endpoints = endpoints("https://as.example/authorize#top");
        assertThatThrownBy(endpoints::authorizationEndpoint)
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("authorization_endpoint")
                .hasMessageContaining("fragment")
                .hasMessageContaining("safire.epic.authorization-endpoint");
        assertThatThrownBy(() -> tokenEndpoint(endpoints)).hasMessageContaining("token_endpoint");
    }

    @Test
    void requiresTokenEndpointBeforeUserSignsIn() {
        Map<String, String> defects = new LinkedHashMap<>();
        defects.put("null", "response missing required field 'token_endpoint'");
        defects.put("\" \"", "response missing required field 'token_endpoint'");
        defects.put("[\"https://as.example/token\"]", "token_endpoint must be a string, but was array");
        defects.put("\"https://user:hidden@as.example/{a}/token\"", "but was https://***@as.example/{a}/token");
        defects.put("\"https://as.example/a b?k=hidden\"", "token_endpoint must be a well-formed URL");
        defects.put("\"https://as_1.example/token\"", "token_endpoint must have a host name that Java accepts");
        defects.put("\"http://as.example/token\"", "token_endpoint must be https");
        defects.put("\"https://as.example/token#top\"", "token_endpoint has a fragment");
        defects.put("\"https://as.example/" + "t".repeat(2048) + "\"", "must be a URL of at most 2,048 characters");
        defects.forEach((value, reason) -> {
            String document =
                    "{\"authorization_endpoint\":\"https://as.example/authorize\",\"token_endpoint\":" + value + "}";
            assertThatThrownBy(() -> endpoints(Map.of(), document).authorizationEndpoint())
                    .as(value)
                    .isInstanceOf(DiscoveryException.class)
                    .hasMessageContaining(reason)
                    .hasMessageContaining("safire.epic.token-endpoint")
                    .hasMessageNotContaining("hidden");
            assertThat(endpoints(Map.of("token-endpoint", "https://as.example/t"), document)
                            .authorizationEndpoint())
                    .hasToString("https://as.example/authorize");
        });
    }

    @Test
    void showsCodeChallengeMethodsWithoutS256() {
        String document = "{\"authorization_endpoint\":\"https://as.example/authorize\",\"token_endpoint\":"
                + "\"https://as.example/token\",\"code_challenge_methods_supported\":[%s]}";
        for (String methods : List.of("\"s256\"", "\"plain\"", "\"S-256\",\"plain\"")) {
            assertThatThrownBy(() ->
                            endpoints(Map.of(), document.formatted(methods)).authorizationEndpoint())
                    .isInstanceOf(DiscoveryException.class)
                    .hasMessageContaining("code_challenge_methods_supported contains "
                            + methods.replace("\"", "").replace(",", ", ") + ", but not S256");
        }
        for (String methods : List.of("", "\"plain\",\"S256\"")) {
            assertThat(endpoints(Map.of(), document.formatted(methods)).authorizationEndpoint())
                    .hasToString("https://as.example/authorize");
        }
    }

    @Test
    void ignoresEndpointsOfMoreThan2048Characters() {
        String maxUrl = "https://as.example/" + "t".repeat(2_048 - "https://as.example/".length());
        assertThat(tokenEndpoint(endpoints(maxUrl))).hasToString(maxUrl);
        assertThatThrownBy(() -> tokenEndpoint(endpoints(maxUrl + "t")))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("token_endpoint");
        JsonObject members =
                Json.createObjectBuilder().add("token_endpoint", maxUrl + "t").build();
        assertThat(new SmartMetadata(BASE_URL, members).conformance())
                .extracting(Finding::message)
                .contains("SMART metadata non-compliance: 'token_endpoint' has more than 2,048 characters");
    }

    @Test
    void omitsPasswordOfInsecureEndpointFromMessage() {
        assertThatThrownBy(
                        endpoints("https://user:hidden-word@as.example/authorize?k=hidden-word")::authorizationEndpoint)
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("as.example/authorize")
                .hasMessageNotContaining("hidden-word");
    }

    @Test
    void acceptsEndpointsOnAnotherHostThanBaseUrl() {
        EndpointResolver endpoints = endpoints(Map.of(), document("https://as.example", "https://as.example"));
        assertThat(endpoints.authorizationEndpoint()).hasToString("https://as.example/authorize");
        assertThat(tokenEndpoint(endpoints)).hasToString("https://as.example/token");
        assertThat(revocationEndpoint(endpoints)).hasToString("https://as.example/revoke");
    }

    @Test
    void rejectsEndpointsOutsideAuthorizationOrigin() {
        EndpointResolver endpoints = endpoints(Map.of(), document("https://as.example", "https://as.example:8443"));
        for (ThrowingCallable call : all(endpoints)) {
            assertThatThrownBy(call)
                    .isInstanceOf(DiscoveryException.class)
                    .hasMessageContaining("is on as.example:8443, and this authorization server is on as.example.")
                    .hasMessageContaining("safire.epic.endpoint-hosts");
        }
        assertThatThrownBy(endpoints::authorizationEndpoint).hasMessageContaining("token_endpoint");
    }

    @Test
    void acceptsEndpointsOnListedHosts() {
        Map<String, String> listed = Map.of("endpoint-hosts", "AS.example:8443");
        EndpointResolver endpoints = endpoints(listed, document("https://as.example", "https://as.example:8443"));
        for (ThrowingCallable call : all(endpoints)) {
            assertThatCode(call).doesNotThrowAnyException();
        }
    }

    @Test
    void comparesWithTokenEndpointIfOnlyOneIsNamed() {
        String document = document("https://as.example", "https://as.example").replaceFirst("authorization_", "no_");
        EndpointResolver endpoints =
                endpoints(Map.of(), document.replace("https://as.example/revoke", "https://x.example/r"));
        assertThat(tokenEndpoint(endpoints)).hasToString("https://as.example/token");
        assertThat(introspectionEndpoint(endpoints)).hasToString("https://as.example/introspect");
        assertThatThrownBy(() -> revocationEndpoint(endpoints)).hasMessageContaining("revocation_endpoint");
    }

    /** Client assertions have the configured token endpoint as their audience, so no other server may receive them. */
    @Test
    void comparesWithConfiguredTokenEndpoint() {
        Map<String, String> pinned = Map.of("token-endpoint", "https://as.example/token");
        EndpointResolver endpoints = endpoints(pinned, document("https://evil.example", "https://evil.example"));
        assertThatThrownBy(() -> revocationEndpoint(endpoints)).hasMessageContaining("is on evil.example");
        assertThatThrownBy(() -> introspectionEndpoint(endpoints)).hasMessageContaining("is on evil.example");
        assertThat(revocationEndpoint(endpoints(pinned, document("https://evil.example", "https://as.example"))))
                .hasToString("https://as.example/revoke");
    }

    @Test
    void rejectsInternalHostsUnlessListed() {
        for (String host : List.of(
                "10.0.0.5",
                "[fd00::1]",
                "vault",
                "localhost",
                "127.1",
                "a.localhost",
                "db.hospital.Local",
                "metadata.google.internal.")) {
            String origin = "https://" + host;
            assertThatThrownBy(() -> tokenEndpoint(endpoints(Map.of(), document(origin, origin))))
                    .as(host)
                    .isInstanceOf(DiscoveryException.class);
        }
        for (String host : List.of("10.0.0.5", "[fd00::1]", "vault")) {
            String origin = "https://" + host;
            EndpointResolver listed = endpoints(Map.of("endpoint-hosts", host), document(origin, origin));
            assertThat(tokenEndpoint(listed)).hasToString(origin + "/token");
        }
    }

    @Test
    void acceptsInternalEndpointsOfInternalServer() {
        String origin = "https://sso.hospital.local";
        EndpointResolver endpoints =
                endpoints(Map.of("base-url", "https://fhir.hospital.local/r4"), document(origin, origin));
        assertThat(tokenEndpoint(endpoints)).hasToString(origin + "/token");
    }

    private static URI introspectionEndpoint(EndpointResolver endpoints) {
        return endpoints.requestTarget(ServerEndpoint.INTROSPECTION, false).endpoint();
    }

    private static URI revocationEndpoint(EndpointResolver endpoints) {
        return endpoints.requestTarget(ServerEndpoint.REVOCATION, false).endpoint();
    }

    private static List<ThrowingCallable> all(EndpointResolver endpoints) {
        return List.of(
                () -> tokenEndpoint(endpoints),
                () -> introspectionEndpoint(endpoints),
                () -> revocationEndpoint(endpoints),
                endpoints::registrationEndpoint);
    }

    private static String document(String authorization, String others) {
        return """
                {"authorization_endpoint":"%s/authorize","token_endpoint":"%s/token","introspection_endpoint":"%s/introspect",
                "revocation_endpoint":"%s/revoke","registration_endpoint":"%s/register"}
                """.formatted(authorization, others, others, others, others);
    }

    private static EndpointResolver endpoints(String endpoint) {
        return endpoints(
                Map.of(), "{\"authorization_endpoint\":\"" + endpoint + "\",\"token_endpoint\":\"" + endpoint + "\"}");
    }

    private static EndpointResolver endpoints(Map<String, String> more, String document) {
        ServerSettings settings = TestServers.epic(more);
        SmartMetadataCache source = new SmartMetadataCache(
                settings,
                request -> new InboundResponse(BASE_URL, 200, Map.of(), document.getBytes(UTF_8)),
                new SettableClock(),
                new DiscoveryState(new SettableClock()),
                RequestObservers.NONE);
        return new EndpointResolver(settings, source, new MixUpDefense(List::of));
    }

    private static URI tokenEndpoint(EndpointResolver endpoints) {
        return endpoints.tokenEndpoint(endpoints.metadata(), Optional.empty());
    }
}
