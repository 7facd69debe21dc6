package io.safire.tck.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.diagnosis.CheckResult;
import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.DiagnosisOptions;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import io.safire.error.SmartException;
import io.safire.internal.client.ClientEnvironment;
import io.safire.internal.client.ConfiguredClients;
import io.safire.internal.config.ConfiguredServers;
import io.safire.internal.config.ProxySettings;
import io.safire.internal.http.TlsProbe;
import io.safire.internal.registration.InMemoryRegistrationStore;
import io.safire.sandbox.ClientKeyPair;
import io.safire.sandbox.Sandbox;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.sandbox.control.ServerCertificate;
import io.safire.token.Scopes;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that send GET requests: each check reports its fault, and reports nothing else. */
class OutsideDiagnosisTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Sandbox sandbox = Sandbox.start();
    private final SandboxControl control = SandboxControl.at(sandbox.control());
    private final Map<String, String> values = new HashMap<>();
    private Clock clock = Clock.systemUTC();
    private Runnable duringRequest = () -> {};

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        sandbox.close();
    }

    private SandboxServer open(ServerCertificate certificate) {
        SandboxServer ehr = control.openHttps("diagnosis-" + certificate.ordinal(), certificate);
        try {
            Path authority = Files.writeString(folder.resolve("authority.pem"), control.caCertificatePem());
            set("trust-store.location", authority.toString());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
        set("base-url", ehr.fhirBase().toString());
        set("client-id", "app");
        set("redirect-uri", "https://app.example/callback");
        set("scopes", "launch/patient openid patient/Patient.rs");
        return ehr;
    }

    private void set(String key, String value) {
        values.put("safire.epic." + key, value);
    }

    private ConfiguredClients clients() {
        return new ConfiguredClients(
                new ConfiguredServers(this::config, List.of(), Set.of()),
                (transport, onRetry) -> request -> {
                    duringRequest.run();
                    return transport.send(request);
                },
                new ClientEnvironment(clock, new SecureRandom(), new InMemoryRegistrationStore()));
    }

    private Config config() {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(Map.copyOf(values), "test", 100))
                .build();
    }

    private Diagnosis diagnose(String... checks) {
        try (ConfiguredClients clients = clients()) {
            return diagnose(clients.client("epic"), checks);
        }
    }

    private static Diagnosis diagnose(SmartClient client, String... checks) {
        return client.diagnose(DiagnosisOptions.defaults().withTimeout(LIMIT).withOnly(Set.of(checks)));
    }

    private static List<String> ids(Diagnosis diagnosis) {
        return diagnosis.findings().stream().map(Finding::id).toList();
    }

    private static JsonObject patch(String member, JsonValue value) {
        return JsonProvider.provider().createObjectBuilder().add(member, value).build();
    }

    private static JsonValue list(String... items) {
        return JsonProvider.provider().createArrayBuilder(List.of(items)).build();
    }

    private static TlsProbe tls(URI target) {
        return TlsProbe.of(target, ProxySettings.OF_JVM, LIMIT).orElseThrow();
    }

    @Test
    void namesCertificateThatExpiresSoon() {
        SandboxServer ehr = open(ServerCertificate.VALID);
        assertThat(diagnose("SD-N01", "SD-N04").findings()).isEmpty();
        Instant expiry = tls(ehr.fhirBase()).chain().get(0).getNotAfter().toInstant();
        clock = Clock.offset(clock, Duration.between(clock.instant(), expiry.minus(Duration.ofDays(10))));
        Diagnosis diagnosis = diagnose("SD-N01", "SD-N04");
        assertThat(ids(diagnosis)).containsExactly("SAFIRE-2234");
        assertThat(diagnosis.verdict()).isEqualTo(Severity.RISK);
    }

    @Test
    void describesRejectedCertificate() {
        open(ServerCertificate.WRONG_HOST);
        Finding name = diagnose("SD-N01").findings().get(0);
        assertThat(name.id()).isEqualTo("SAFIRE-0219");
        assertThat(name.observed()).contains("ehr.example");
        open(ServerCertificate.EXPIRED);
        assertThat(diagnose("SD-N01").findings().get(0).id()).isEqualTo("SAFIRE-0216");
        open(ServerCertificate.SELF_SIGNED);
        Finding selfSigned = diagnose("SD-N01").findings().get(0);
        assertThat(selfSigned.id()).isEqualTo("SAFIRE-0218");
        assertThat(selfSigned.observed()).contains("the certificate is self-signed");
        open(ServerCertificate.INCOMPLETE_CHAIN);
        assertThat(diagnose("SD-N01").findings().get(0).observed()).contains("has 1 certificate, without");
    }

    @Test
    void describesRejectedCertificateOfDefaultTrustStore() {
        open(ServerCertificate.VALID);
        values.remove("safire.epic.trust-store.location");
        assertThat(diagnose("SD-N01").findings().get(0).observed()).contains("Safire Sandbox CA");
    }

    @Test
    void recordsRequestForClientCertificate() {
        assertThat(tls(control.openMutualTls("mutual", "TLSv1.3").fhirBase()).requestedAuthorities())
                .isPresent();
        SandboxServer plain = open(ServerCertificate.VALID);
        assertThat(tls(plain.fhirBase()).requestedAuthorities()).isEmpty();
        assertThat(diagnose("SD-N01", "SD-N05").findings()).isEmpty();
        assertThat(TlsProbe.of(URI.create("https://localhost:1/"), ProxySettings.OF_JVM, LIMIT))
                .isEmpty();
        assertThat(TlsProbe.of(URI.create("http://localhost:1/"), ProxySettings.OF_JVM, LIMIT))
                .isEmpty();
    }

    @Test
    void notesProxyThatResponds() {
        SandboxServer ehr = open(ServerCertificate.VALID);
        assertThat(diagnose("SD-N01", "SD-N03").findings()).isEmpty();
        ehr.script(Endpoint.SMART_CONFIGURATION, ScriptedResponse.normal().header("Via", "1.1 proxy.hospital"));
        Diagnosis diagnosis = diagnose("SD-N01", "SD-N03");
        assertThat(ids(diagnosis)).containsExactly("SAFIRE-2233");
        assertThat(diagnosis.isHealthy()).isTrue();
    }

    @Test
    void neverCallsOddMetadataFault() {
        SandboxServer ehr = open(ServerCertificate.VALID);
        ehr.patchMetadata(patch("capabilities", JsonValue.NULL));
        Diagnosis diagnosis = diagnose("SD-D01", "SD-D02", "SD-D08");
        assertThat(diagnosis.findings()).isNotEmpty();
        assertThat(diagnosis.isHealthy()).as(diagnosis.toText()).isTrue();
    }

    @Test
    void reportsViolationsOfReadableResponsesAsInformation() {
        SandboxServer ehr = open(ServerCertificate.VALID);
        ScriptedResponse html = ScriptedResponse.normal().header("Content-Type", "text/html");
        ehr.script(Endpoint.SMART_CONFIGURATION, html);
        ehr.script(Endpoint.JWKS, html);
        Diagnosis diagnosis = diagnose("SD-D01", "SD-D02", "SD-I01");
        assertThat(diagnosis.findings()).hasSize(2).allSatisfy(finding -> {
            assertThat(finding.id()).isEqualTo("SAFIRE-0241");
            assertThat(finding.severity()).isEqualTo(Severity.INFO);
        });
        assertThat(diagnosis.findings().toString()).contains("smart-configuration: ", "/jwks: ");
        assertThat(diagnose("SD-D01", "SD-D02", "SD-I01").findings()).isEmpty();
    }

    @Test
    void comparesScopesWithListOfResourcesOnly() {
        SandboxServer ehr = open(ServerCertificate.VALID);
        ehr.patchMetadata(patch("scopes_supported", list("openid", "fhirUser", "launch/patient")));
        assertThat(diagnose("SD-D08").verdict()).isEqualTo(Severity.INFO);
        ehr.patchMetadata(patch("scopes_supported", list("openid", "launch/patient", "patient/Observation.rs")));
        Diagnosis diagnosis = diagnose("SD-D08");
        assertThat(ids(diagnosis)).contains("SAFIRE-2244");
        assertThat(diagnosis.verdict()).isEqualTo(Severity.RISK);
        ehr.patchMetadata(patch("scopes_supported", list("openid", "launch/patient", "patient/*.cruds")));
        assertThat(diagnose("SD-D08").findings()).isEmpty();
    }

    @Test
    void translatesScopesOfOtherSyntax() {
        SandboxServer ehr = open(ServerCertificate.VALID);
        ehr.patchMetadata(patch("capabilities", list("permission-v1")));
        Finding syntax = diagnose("SD-D08").findings().get(0);
        assertThat(syntax.id()).isEqualTo("SAFIRE-0635");
        assertThat(syntax.action().orElseThrow()).contains("launch/patient openid patient/Patient.read");
    }

    @Test
    void namesMissingIssuerOfIdTokens() {
        SandboxServer ehr = open(ServerCertificate.VALID);
        assertThat(diagnose("SD-D04").findings()).isEmpty();
        ehr.patchMetadata(patch("issuer", JsonValue.NULL));
        assertThat(ids(diagnose("SD-D04"))).containsExactly("SAFIRE-2246");
        set("issuer", "https://as.example");
        assertThat(diagnose("SD-D04").findings()).isEmpty();
    }

    @Test
    void notesCachedMetadataWithOtherEndpoints() {
        SandboxServer ehr = open(ServerCertificate.VALID);
        try (ConfiguredClients clients = clients()) {
            SmartClient client = clients.client("epic");
            client.metadata();
            assertThat(diagnose(client, "SD-D10").findings()).isEmpty();
            String moved = ehr.tokenEndpoint() + "-2";
            ehr.patchMetadata(JsonProvider.provider()
                    .createObjectBuilder()
                    .add("token_endpoint", moved)
                    .build());
            assertThat(ids(diagnose(client, "SD-D10"))).containsExactly("SAFIRE-2248");
        }
    }

    @Test
    void showsAuthorizationRequestOfLaunchOnly() {
        SandboxServer ehr = open(ServerCertificate.VALID);
        Diagnosis diagnosis = diagnose("SD-A01");
        assertThat(ids(diagnosis)).containsExactly("SAFIRE-2254");
        assertThat(diagnosis.findings().get(0).observed())
                .contains(
                        ehr.issuer() + "/authorize",
                        "client_id app",
                        "redirect_uri https://app.example/callback",
                        "aud " + ehr.fhirBase(),
                        "scope launch/patient openid patient/Patient.rs");
        assertThat(diagnosis.isHealthy()).isTrue();
        values.remove("safire.epic.redirect-uri");
        set("scopes", "system/Patient.rs");
        assertThat(diagnose("SD-A01").findings()).isEmpty();
    }

    @Test
    void limitsLengthOfListsFromServer() {
        SandboxServer ehr = open(ServerCertificate.VALID);
        set("client-type", "confidential-symmetric");
        set("client-secret", "a secret for this test");
        JsonValue names = list(
                IntStream.range(0, 1000).mapToObj(number -> "value-" + number).toArray(String[]::new));
        for (Map.Entry<String, String> list : Map.of(
                        "grant_types_supported", "SD-D06", "token_endpoint_auth_methods_supported", "SD-D07")
                .entrySet()) {
            ehr.patchMetadata(patch(list.getKey(), names));
            assertThat(diagnose(list.getValue()).findings()).isNotEmpty().allSatisfy(finding -> assertThat(
                            finding.observed().length())
                    .isLessThan(800));
        }
    }

    @Test
    void namesOpenCircuitBreakerOfRunningClient() {
        SandboxServer ehr = open(ServerCertificate.VALID);
        set("client-type", "confidential-asymmetric");
        set("private-key", ClientKeyPair.generate("app-2026").privateKeyPem());
        set("kid", "app-2026");
        set("circuit-breaker.failures", "1");
        set("retry.count", "0");
        try (ConfiguredClients clients = clients()) {
            SmartClient client = clients.client("epic");
            assertThat(diagnose(client, "SD-S03").findings()).isEmpty();
            ehr.script(Endpoint.TOKEN, ScriptedResponse.status(503));
            assertThatThrownBy(() -> client.requestToken(Scopes.of("system/Patient.rs")))
                    .isInstanceOf(SmartException.class);
            Diagnosis diagnosis = diagnose(client, "SD-S03");
            assertThat(ids(diagnosis)).containsExactly("SAFIRE-2284");
            assertThat(diagnosis.findings().get(0).observed())
                    .contains(ehr.tokenEndpoint().toString())
                    .doesNotContain("?");
        }
    }

    @Test
    void namesReachedLimitOnConcurrentRequests() {
        open(ServerCertificate.VALID);
        set("max-concurrent-requests", "1");
        List<Diagnosis> diagnoses = new ArrayList<>();
        try (ConfiguredClients clients = clients()) {
            SmartClient client = clients.client("epic");
            duringRequest = () -> diagnoses.add(diagnose(client, "SD-S03"));
            client.metadata();
            assertThat(ids(diagnoses.get(0))).containsExactly("SAFIRE-2285");
            assertThat(diagnose(client, "SD-S03").findings()).isEmpty();
        }
    }

    @Test
    void showsContentOfAssertionWithoutSignature() {
        open(ServerCertificate.VALID);
        assertThat(diagnose("SD-T01").findings()).isEmpty();
        set("client-type", "confidential-asymmetric");
        set("private-key", ClientKeyPair.generate("app-2026").privateKeyPem());
        set("kid", "app-2026");
        Diagnosis diagnosis = diagnose("SD-T01");
        assertThat(ids(diagnosis)).containsExactly("SAFIRE-2272");
        assertThat(diagnosis.findings().get(0).observed())
                .contains("kid app-2026", "iss and sub app", "aud https://")
                .doesNotContain("eyJ");
        assertThat(diagnosis.checks()).allMatch(CheckResult::isPassed);
    }
}
