package io.safire.internal.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.diagnosis.Finding;
import io.safire.discovery.SmartMetadata;
import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.internal.LogCapture;
import io.safire.internal.SettableClock;
import io.safire.internal.TestServers;
import io.safire.internal.event.RequestObservers;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.http.TransportException;
import io.safire.internal.http.TransportException.FailureKind;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapabilityStatementFallbackTest {

    private static final String CONFIGURATION = "https://fhir.example/r4/.well-known/smart-configuration";
    private static final String STATEMENT = "https://fhir.example/r4/metadata";
    private static final Map<String, String> ENABLED = Map.of("capability-statement-fallback", "true");
    private static final String ALL = uris("authorize", "token", "register", "introspect", "revoke", "manage", "other");

    private final SettableClock clock = new SettableClock();
    private final List<OutboundRequest> requests = new ArrayList<>();
    private int configurationStatus = 404;
    private int statementStatus = 200;
    private String statement = ALL;
    private String contentType = "application/fhir+json";

    @Test
    void readsEndpointsOfExtensionOnly() {
        SmartMetadata metadata = cache(ENABLED).metadata();
        assertThat(metadata.members())
                .containsOnlyKeys(
                        "authorization_endpoint",
                        "token_endpoint",
                        "registration_endpoint",
                        "introspection_endpoint",
                        "revocation_endpoint",
                        "management_endpoint");
        assertThat(metadata.tokenEndpoint()).contains(URI.create("https://as.example/token"));
        assertThat(metadata.managementEndpoint()).contains(URI.create("https://as.example/manage"));
        assertThat(targets()).containsExactly(CONFIGURATION, STATEMENT);
    }

    @Test
    void requestsStatementOnlyIfAllowedAndConfigurationIsMissing() {
        assertThatThrownBy(cache(Map.of())::metadata).hasMessageContaining("HTTP 404");
        for (int status : new int[] {401, 403, 500}) {
            configurationStatus = status;
            assertThatThrownBy(cache(ENABLED)::metadata).hasMessageContaining("HTTP " + status);
        }
        assertThat(targets()).containsOnly(CONFIGURATION);
        configurationStatus = 410;
        assertThat(cache(ENABLED).metadata().tokenEndpoint()).isPresent();
    }

    @Test
    void logsWarningAndCachesStatementWithoutEtag() {
        try (LogCapture log = new LogCapture(SmartMetadataLoader.class.getName())) {
            SmartMetadataCache cache = cache(ENABLED);
            cache.metadata();
            cache.metadata();
            assertThat(requests).hasSize(2);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING SAFIRE-0316 epic: ")
                    .contains(STATEMENT, "safire.epic.capability-statement-fallback", "PKCE");
            clock.advance(Duration.ofHours(2));
            cache.metadata();
            assertThat(requests).hasSize(4).allMatch(request -> request.etag() == null);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "{}",
                "{\"rest\":{}}",
                "{\"rest\":[1,[],{\"security\":[]},{\"security\":{\"extension\":{}}}]}",
                "{\"rest\":[{\"mode\":\"client\",\"security\":{\"extension\":[{\"url\":"
                        + "\"http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris\",\"extension\":["
                        + "{\"url\":\"token\",\"valueUri\":\"https://as.example/token\"}]}]}}]}",
                "{\"rest\":[{\"security\":{\"extension\":[{\"url\":"
                        + "\"http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris\",\"extension\":["
                        + "{\"url\":\"token\",\"valueUri\":7},{\"url\":\"authorize\",\"valueUri\":\" \"},"
                        + "{\"url\":\"token\",\"valueUri\":\"https://as.example/{tenant}\"}]}]}}]}"
            })
    void reportsStatementWithoutEndpoints(String body) {
        statement = body;
        assertRejected("oauth-uris");
    }

    @Test
    void limitsNestingAndSizeOfStatement() {
        statement = "{\"rest\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
        assertRejected("oauth-uris");
        statement = ALL + " ".repeat(OauthUris.MAX_BYTES);
        assertRejected("more than 16 MiB");
    }

    /** Public servers list each search parameter of each resource type. */
    @Test
    void readsLargeStatement() {
        String parameters = "{\"name\":\"code\",\"type\":\"token\"},".repeat(150_000);
        statement = ALL.replace(
                "\"mode\":\"server\",",
                "\"mode\":\"server\",\"resource\":[" + parameters.substring(0, parameters.length() - 1) + "],");
        assertThat(statement.length()).isGreaterThan(3 << 20);
        assertThat(cache(ENABLED).metadata().tokenEndpoint()).contains(URI.create("https://as.example/token"));
        assertThat(requests.get(1).maxResponseBytes()).isEqualTo(OauthUris.MAX_BYTES);
    }

    @Test
    void logsViolationsOfStatement() {
        contentType = "text/plain";
        try (LogCapture log = new LogCapture(SmartMetadataLoader.class.getName())) {
            SmartMetadataCache cache = cache(ENABLED);
            cache.metadata();
            clock.advance(Duration.ofHours(2));
            cache.metadata();
            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("WARNING SAFIRE-0315 epic: "))
                    .singleElement()
                    .asString()
                    .contains("Safire read " + STATEMENT, "text/plain");
        }
    }

    @Test
    void reportsStatusOfStatement() {
        statementStatus = 401;
        assertRejected("HTTP 401");
    }

    @Test
    void reportsFailedConnectionForStatement() {
        statementStatus = 0;
        assertThatThrownBy(cache(ENABLED)::metadata)
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("Connection refused");
    }

    /** The rules for discovered endpoints apply. */
    @Test
    void refusesEndpointsOfOtherOrigin() {
        statement = ALL.replace("https://as.example/token", "https://evil.example/token");
        EndpointResolver endpoints =
                new EndpointResolver(TestServers.epic(ENABLED), cache(ENABLED), new MixUpDefense(List::of));
        assertThatThrownBy(endpoints::authorizationEndpoint)
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("is on evil.example, and this authorization server is on as.example.");
    }

    private void assertRejected(String reason) {
        assertThatThrownBy(cache(ENABLED)::metadata).isInstanceOfSatisfying(DiscoveryException.class, thrown -> {
            assertThat(thrown.status()).hasValue(404);
            assertThat(thrown.findings())
                    .filteredOn(finding -> finding.id().equals("SAFIRE-0317"))
                    .singleElement()
                    .extracting(Finding::message)
                    .asString()
                    .contains(STATEMENT, reason);
        });
    }

    private SmartMetadataCache cache(Map<String, String> settings) {
        return new SmartMetadataCache(
                TestServers.epic(settings), this::respond, clock, new DiscoveryState(clock), RequestObservers.NONE);
    }

    private InboundResponse respond(OutboundRequest request) {
        requests.add(request);
        if (request.target().toString().equals(CONFIGURATION)) {
            return new InboundResponse(request.target(), configurationStatus, Map.of(), new byte[0]);
        }
        if (statementStatus == 0) {
            throw new TransportException(FailureKind.NOT_CONNECTED, "Connection refused", request.target());
        }
        return new InboundResponse(
                request.target(),
                statementStatus,
                Map.of("etag", "\"1\"", "content-type", contentType),
                statement.getBytes(UTF_8));
    }

    private List<String> targets() {
        return requests.stream().map(request -> request.target().toString()).toList();
    }

    private static String uris(String... endpoints) {
        List<String> extensions = new ArrayList<>();
        for (String endpoint : endpoints) {
            extensions.add("{\"url\":\"" + endpoint + "\",\"valueUri\":\"https://as.example/" + endpoint + "\"}");
        }
        return "{\"resourceType\":\"CapabilityStatement\",\"rest\":[{\"mode\":\"server\",\"security\":{\"extension\":["
                + "{\"url\":\"http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris\",\"extension\":["
                + String.join(",", extensions) + "]}]}}]}";
    }
}
