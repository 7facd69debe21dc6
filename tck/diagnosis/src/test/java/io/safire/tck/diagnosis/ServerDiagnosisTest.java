package io.safire.tck.diagnosis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.CloseableSmartClient;
import io.safire.SmartClient;
import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.DiagnosisMode;
import io.safire.diagnosis.DiagnosisOptions;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.ScriptedResponse;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks of further documents of the server, of client certificates, and of requests with the new access token. */
class ServerDiagnosisTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    static @Nullable Path folder;

    private static @Nullable Lab lab;

    @BeforeAll
    static void open() {
        lab = new Lab(requireNonNull(folder));
    }

    @AfterAll
    static void close() {
        requireNonNull(lab).close();
    }

    private static Situation open(SetUp setUp) {
        return setUp.open(requireNonNull(lab));
    }

    private static Diagnosis diagnose(Situation situation, DiagnosisOptions options) {
        try (CloseableSmartClient client = SmartClient.create(situation.clientSettings())) {
            return client.diagnose(options);
        }
    }

    private static List<Finding> findings(Situation situation, String... checks) {
        DiagnosisOptions options =
                DiagnosisOptions.defaults().withTimeout(LIMIT).withOnly(Set.of(checks));
        return diagnose(situation, options).findings();
    }

    /** Requests a token, and searches with this token. */
    private static List<Finding> searches(Situation situation) {
        DiagnosisOptions options = DiagnosisOptions.defaults()
                .withTimeout(LIMIT)
                .withMode(DiagnosisMode.TOKEN)
                .withOnly(Set.of("SD-T02", "SD-F01"));
        return diagnose(situation, options).findings();
    }

    @ParameterizedTest
    @EnumSource(SetUp.class)
    void accusesNoHealthyClient(SetUp setUp) {
        Situation situation = open(setUp);
        DiagnosisMode mode = situation.isBackendService() ? DiagnosisMode.TOKEN : DiagnosisMode.OUTSIDE;
        Diagnosis diagnosis = diagnose(
                situation, DiagnosisOptions.defaults().withTimeout(LIMIT).withMode(mode));
        assertThat(diagnosis.isHealthy()).as(diagnosis.toText()).isTrue();
    }

    @Test
    void notesOtherEndpointsInCapabilityStatement() {
        Situation situation = open(SetUp.PUBLIC);
        assertThat(findings(situation, "SD-D09")).isEmpty();
        assertThat(withStatement(situation, Healthy.capabilityStatement("https://former.example/token")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.id()).isEqualTo("SAFIRE-2247"))
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.INFO))
                .satisfies(finding -> assertThat(finding.observed()).contains("https://former.example/token"));
        String current = situation.server().tokenEndpoint().toString();
        assertThat(withStatement(situation, Healthy.capabilityStatement(current)))
                .isEmpty();
        ScriptedResponse page = ScriptedResponse.status(200).body("text/html", "<html></html>");
        assertThat(withStatement(situation, page)).isEmpty();
    }

    @Test
    void reportsCapabilityStatementAsSourceOfEndpoints() {
        Situation situation = open(SetUp.BACKEND);
        situation.always(Endpoint.SMART_CONFIGURATION, ScriptedResponse.status(404));
        situation.always(
                Endpoint.FHIR,
                Healthy.capabilityStatement(situation.server().tokenEndpoint().toString()));
        assertThat(findings(situation, "SD-D01"))
                .extracting(Finding::id)
                .contains("SAFIRE-0323")
                .doesNotContain("SAFIRE-0316");
        situation.set("capability-statement-fallback", "true");
        assertThat(findings(situation, "SD-D01", "SD-D02", "SD-D03", "SD-D09"))
                .extracting(Finding::id)
                .containsExactly("SAFIRE-0316");
    }

    private static List<Finding> withStatement(Situation situation, ScriptedResponse statement) {
        situation.server().script(Endpoint.FHIR, statement);
        return findings(situation, "SD-D09");
    }

    @Test
    void notesMissingBrandsAndAssociatedEndpoints() {
        Situation situation = open(SetUp.PUBLIC);
        assertThat(findings(situation, "SD-D11")).isEmpty();
        situation.always(Endpoint.BRANDS, ScriptedResponse.status(404));
        assertThat(findings(situation, "SD-D11")).singleElement().satisfies(finding -> assertThat(finding.observed())
                .contains("user_access_brand_bundle", "HTTP 404"));
        situation.always(Endpoint.FHIR, ScriptedResponse.status(503));
        assertThat(findings(situation, "SD-D11")).extracting(Finding::id).containsExactly("SAFIRE-2249", "SAFIRE-2249");
    }

    @Test
    void requestsFurtherEndpointsOnlyOverHttps() {
        Situation situation = open(SetUp.PUBLIC);
        situation.metadata("{'user_access_brand_bundle':'http://brands.example/bundle','associated_endpoints':["
                + "{'url':'https://10.0.0.1/fhir','capabilities':[]}]}");
        assertThat(findings(situation, "SD-D11")).isEmpty();
    }

    @Test
    void notesRequestForClientCertificate() {
        Situation situation = open(SetUp.BACKEND);
        situation
                .moveTo(situation
                        .lab()
                        .control()
                        .openOptionalMutualTls(situation.lab().nextName()))
                .set("trust-store.location", situation.lab().authorityFile());
        assertThat(findings(situation, "SD-N05"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.id()).isEqualTo("SAFIRE-2235"))
                .satisfies(finding -> assertThat(finding.observed()).contains("Safire Sandbox CA"));
        byte[] store = situation.lab().control().clientKeyStore("growth-chart", "changeit-please");
        situation
                .set("key-store.password", "changeit-please")
                .set("key-store.location", situation.lab().write("client.p12", store));
        assertThat(findings(situation, "SD-N05")).isEmpty();
    }

    @Test
    void searchesOnceForEachGrantedType() {
        Situation situation =
                open(SetUp.BACKEND).set("scopes", "system/Patient.rs system/Patient.s system/Observation.s");
        assertThat(searches(situation)).isEmpty();
        List<RecordedRequest> requests = situation.server().requests(Endpoint.FHIR);
        assertThat(requests).extracting(RecordedRequest::method).containsOnly("GET");
        assertThat(requests)
                .extracting(RecordedRequest::uri)
                .containsExactlyInAnyOrder("/fhir/Patient?_summary=count", "/fhir/Observation?_summary=count");
        assertThat(situation.server().requests(Endpoint.TOKEN)).hasSize(1);
    }

    /** Another aud can be the remedy only if the server rejects the client without another reason. */
    @ParameterizedTest
    @CsvSource({
        "400, invalid_client, , 3",
        "401, invalid_client, Client authentication failed, 3",
        "401, , , 3",
        "400, invalid_grant, , 3",
        "400, invalid_request, aud must be the issuer, 3",
        "400, invalid_scope, , 1",
        "400, unauthorized_client, , 1",
        "400, unsupported_grant_type, , 1",
        "400, invalid_request, client_id is missing, 1",
        "401, invalid_client, unknown kid, 1",
        "401, invalid_client, the client is disabled, 1",
        "500, , , 1"
    })
    void triesOtherAudienceOnlyIfItMayBeTheCause(int status, String error, String description, int requests) {
        Situation situation = open(SetUp.BACKEND).set("assertion-audience", "https://as.example/other");
        JsonObjectBuilder body = JsonProvider.provider().createObjectBuilder();
        Optional.ofNullable(error).ifPresent(code -> body.add("error", code));
        Optional.ofNullable(description).ifPresent(text -> body.add("error_description", text));
        situation.always(
                Endpoint.TOKEN,
                ScriptedResponse.status(status)
                        .body("application/json", body.build().toString()));
        assertThat(searches(situation)).isNotEmpty();
        assertThat(situation.server().requests(Endpoint.TOKEN)).hasSize(requests);
    }

    @Test
    void distinguishesStatusesOfSearches() {
        assertThat(afterStatus(401)).extracting(Finding::id).containsExactly("SAFIRE-2274");
        assertThat(afterStatus(403)).extracting(Finding::id).containsExactly("SAFIRE-2275", "SAFIRE-2275");
        assertThat(afterStatus(404)).extracting(Finding::id).containsExactly("SAFIRE-2276", "SAFIRE-2276");
        assertThat(afterStatus(400)).isEmpty();
    }

    private static List<Finding> afterStatus(int status) {
        Situation situation = open(SetUp.BACKEND).set("scopes", "system/Patient.rs system/Observation.rs");
        situation.always(Endpoint.FHIR, ScriptedResponse.status(status));
        return searches(situation);
    }

    @Test
    void searchesOnlyInTokenMode() {
        Situation situation = open(SetUp.BACKEND);
        assertThat(findings(situation, "SD-F01", "SD-T02")).isEmpty();
        assertThat(situation.server().requests(Endpoint.FHIR)).isEmpty();
    }

    @Test
    void searchesNothingWithoutPermissionToSearch() {
        Situation situation = open(SetUp.BACKEND).set("scopes", "system/Patient.r");
        assertThat(searches(situation)).isEmpty();
        assertThat(situation.server().requests(Endpoint.FHIR)).isEmpty();
    }

    /** The authorization server of an ID token may respond later than the diagnosis can wait. */
    @Test
    void doesNotAccuseSlowIssuer() {
        Situation situation = open(SetUp.PUBLIC);
        situation.always(Endpoint.JWKS, ScriptedResponse.normal().hold());
        DiagnosisOptions options =
                DiagnosisOptions.defaults().withTimeout(Duration.ofSeconds(3)).withOnly(Set.of("SD-I01"));
        assertThat(diagnose(situation, options).findings())
                .extracting(Finding::id)
                .containsExactly("SAFIRE-2296");
        situation.set("read-timeout", "PT0.5S");
        assertThat(diagnose(situation, options).findings())
                .extracting(Finding::id)
                .containsExactly("SAFIRE-2261");
        situation.server().release();
    }

    /** The checks after the silent server are not run, and the report names the time limit as the only reason. */
    @Test
    void runsNoOtherCheckAfterLateResponse() {
        Situation situation = open(SetUp.PUBLIC);
        situation.always(Endpoint.SMART_CONFIGURATION, ScriptedResponse.normal().hold());
        Diagnosis diagnosis = diagnose(situation, DiagnosisOptions.defaults().withTimeout(Duration.ofSeconds(3)));
        assertThat(diagnosis.findings()).extracting(Finding::id).containsExactly("SAFIRE-2296");
        assertThat(diagnosis.toText()).contains("Not run (because of SD-N01): ");
        situation.server().release();
    }
}
