package io.safire.tck.safire.observability;

import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.diagnosis.CheckResult;
import io.safire.diagnosis.Confidence;
import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.DiagnosisMode;
import io.safire.diagnosis.DiagnosisOptions;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import io.safire.error.SmartException;
import io.safire.error.TokenException;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.SharedApplication;
import io.safire.tck.safire.diagnosis.DiagnosisRecorder;
import io.safire.tck.safire.diagnosis.OwnCheck;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TckContext;
import io.safire.tck.support.TestKeys;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Diagnosis of a client: the report names the cause of each fault, and reports nothing for a healthy client. */
@SharedApplication("transport")
@Tag("observability")
@ArquillianTest
public class DiagnosisTest {

    private static final String SERVER = "doctor";
    private static final String BACKEND = "doctor-backend";
    private static final String CIRCUIT = "doctor-circuit";
    private static final String KEYS = "doctor.json";

    @Inject
    SmartClients clients;

    @Inject
    DiagnosisRecorder recorder;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(DiagnosisTest.class)
                .withAuthority()
                .with(OwnCheck.class, DiagnosisRecorder.class)
                .httpsServer(SERVER, "confidential-asymmetric")
                .set(SERVER, "private-key", TestKeys.pem(TestKeys.RSA))
                .set(SERVER, "kid", "rsa-1")
                .set(SERVER, "scopes", "launch/patient openid fhirUser patient/Patient.rs")
                .set(SERVER, "trust-store.location", "classpath:sandbox-ca.pem")
                .setJwksUrl(SERVER)
                .httpsServer(BACKEND, "confidential-asymmetric")
                .set(BACKEND, "private-key", TestKeys.pem(TestKeys.RSA))
                .set(BACKEND, "kid", "rsa-1")
                .set(BACKEND, "scopes", "system/Patient.rs")
                .set(BACKEND, "redirect-uri", "")
                .set(BACKEND, "trust-store.location", "classpath:sandbox-ca.pem")
                .httpsServer(CIRCUIT, "confidential-asymmetric")
                .set(CIRCUIT, "private-key", TestKeys.pem(TestKeys.RSA))
                .set(CIRCUIT, "kid", "rsa-1")
                .set(CIRCUIT, "scopes", "system/Patient.rs")
                .set(CIRCUIT, "circuit-breaker.failures", "1")
                .set(CIRCUIT, "trust-store.location", "classpath:sandbox-ca.pem")
                .set("doctor-closed", "base-url", "https://localhost:1/fhir")
                .set("doctor-closed", "client-id", "app")
                .set("doctor-closed", "scopes", "launch/patient patient/Patient.rs")
                .set("doctor-closed", "redirect-uri", TckArchive.REDIRECT_URI)
                .build();
    }

    private SandboxServer prepare() {
        publish(client().jwks().jwkSet());
        SandboxServer ehr = resetServer(SERVER);
        ehr.discardFetchedKeySets();
        // a diagnosis reads the keys of the issuer, and the server generates an EC key faster than an RSA key
        ehr.replaceKeys("ES384");
        return ehr;
    }

    private static JsonObject json(String text) {
        return SandboxJson.createReader(new StringReader(text)).readObject();
    }

    private static void publish(JsonObject jwks) {
        publish(jwks, "max-age=3600");
    }

    private static void publish(JsonObject jwks, String cacheControl) {
        TckContext.sandbox().openHttps(TckContext.KEY_HOST).publish(KEYS, jwks, cacheControl);
    }

    private static ScriptedResponse[] always(ScriptedResponse response) {
        return Collections.nCopies(10, response).toArray(ScriptedResponse[]::new);
    }

    private Diagnosis diagnose() {
        return client().diagnose();
    }

    private SmartClient client() {
        return clients.client(SERVER);
    }

    private static Finding cause(Diagnosis diagnosis) {
        assertThat(diagnosis.findings()).as(diagnosis.toText()).isNotEmpty();
        return diagnosis.findings().get(0);
    }

    @Test
    void reportsNothingForHealthyClients() {
        prepare();
        assertHealthy(diagnose());
        resetServer(BACKEND);
        Diagnosis diagnosis =
                clients.client(BACKEND).diagnose(DiagnosisOptions.defaults().withMode(DiagnosisMode.TOKEN));
        assertHealthy(diagnosis);
        assertThat(notRun(diagnosis)).isEmpty();
    }

    private static void assertHealthy(Diagnosis diagnosis) {
        assertThat(diagnosis.isHealthy()).as(diagnosis.toText()).isTrue();
        assertThat(diagnosis.toText()).contains(": healthy");
        assertThat(diagnosis.toJson().getString("verdict")).isEqualTo("healthy");
    }

    @Test
    void sendsNoRequestInConfigurationMode() {
        SandboxServer ehr = prepare();
        Diagnosis diagnosis = client().diagnose(DiagnosisOptions.defaults().withMode(DiagnosisMode.CONFIG));
        assertThat(diagnosis.isHealthy()).isTrue();
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
        assertThat(notRun(diagnosis)).contains("SD-N01", "SD-D01", "SD-J04", "SD-T02");
    }

    @Test
    void requestsEachDocumentOnce() {
        SandboxServer ehr = prepare();
        diagnose();
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).hasSize(1);
        assertThat(ehr.requests(Endpoint.AUTHORIZE)).hasSize(1);
    }

    @Test
    void requestsNoTokenByDefault() {
        SandboxServer ehr = prepare();
        diagnose();
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    void runsSelectedChecksOnly() {
        prepare();
        Diagnosis diagnosis = client().diagnose(DiagnosisOptions.defaults()
                .withOnly(Set.of("SD-D", "SD-J04"))
                .withSkip(Set.of("SD-D02")));
        assertThat(diagnosis.checks())
                .extracting(CheckResult::id)
                .contains("SD-D01", "SD-J04")
                .doesNotContain("SD-D02", "SD-J03", "SD-K01");
    }

    @Test
    void namesSigningKeyMissingFromPublishedJwks() {
        prepare();
        JsonArray keys = json(TestKeys.jwks()).getJsonArray("keys");
        publish(SandboxJson.createObjectBuilder()
                .add("keys", SandboxJson.createArrayBuilder().add(keys.get(1)))
                .build());
        Diagnosis diagnosis = diagnose();
        Finding cause = cause(diagnosis);
        assertThat(cause.observed()).contains("rsa-1", "ec-1", "safire.doctor.jwks-url");
        assertThat(cause.action())
                .hasValueSatisfying(action -> assertThat(action).contains("safire.doctor.kid"));
        assertThat(cause.severity()).isEqualTo(Severity.BROKEN);
        assertThat(cause.confidence()).isEqualTo(Confidence.PROVEN);
        assertThat(diagnosis.toText()).startsWith("doctor: broken (1 cause, proven)");
    }

    @Test
    void namesOtherKeyWithSameKidInPublishedJwks() {
        prepare();
        publish(json(TestKeys.jwks().replace("rsa-1", "other").replace("ec-1", "rsa-1")));
        assertThat(cause(diagnose()).observed())
                .contains("The kid rsa-1 of the signing key identifies a different key");
    }

    @Test
    void namesJwksUrlWithoutJwks() {
        prepare();
        publish(SandboxJson.createObjectBuilder().add("key", "value").build());
        Diagnosis diagnosis = diagnose();
        assertThat(cause(diagnosis).observed()).contains("does not return a JWKS");
        assertThat(notRun(diagnosis)).contains("SD-J04");
    }

    @Test
    void reportsViolationsOfPublishedJwksAndCapabilityStatement() {
        SandboxServer ehr = prepare();
        ScriptedResponse odd = ScriptedResponse.normal().header("Content-Type", "text/plain");
        SandboxServer host = TckContext.sandbox().openHttps(TckContext.KEY_HOST);
        host.script(Endpoint.PUBLISHED, odd);
        ehr.script(Endpoint.FHIR, odd);
        Diagnosis diagnosis = diagnose();
        assertThat(diagnosis.findings())
                .filteredOn(finding -> finding.id().equals("SAFIRE-0241"))
                .as(diagnosis.toText())
                .allSatisfy(finding -> assertThat(finding.severity()).isEqualTo(Severity.INFO))
                .extracting(Finding::observed)
                .satisfiesExactlyInAnyOrder(
                        jwks -> assertThat(jwks).contains(KEYS, "text/plain"),
                        statement -> assertThat(statement).contains("/metadata", "text/plain"));
        assertHealthy(diagnosis);
    }

    @Test
    void namesUnreachableServerAsOnlyCause() {
        Diagnosis diagnosis = clients.client("doctor-closed").diagnose();
        assertThat(failed(diagnosis)).as(diagnosis.toText()).containsExactly("SD-N01", "APP-01");
        assertThat(cause(diagnosis).observed()).contains("Connection refused");
        assertThat(reason(diagnosis, "SD-D01")).isEqualTo("because of SD-N01");
        assertThat(reason(diagnosis, "SD-D03")).isEqualTo("because of SD-D01");
    }

    @Test
    void namesUnreachableServerInEachSelectedCheck() {
        DiagnosisOptions options = DiagnosisOptions.defaults().withOnly(Set.of("SD-D01", "SD-N06"));
        Diagnosis diagnosis = clients.client("doctor-closed").diagnose(options);
        assertThat(failed(diagnosis)).containsExactly("SD-N06", "SD-D01");
        assertThat(cause(diagnosis).observed()).contains("Connection refused");
    }

    @Test
    void namesAuthorizationEndpointThatCannotBeUsed() {
        SandboxServer ehr = prepare();
        ehr.script(Endpoint.AUTHORIZE, ScriptedResponse.status(503));
        assertThat(failed(diagnose())).containsExactly("SD-A02");
        ehr.script(Endpoint.AUTHORIZE, ScriptedResponse.redirect(URI.create("https://login.hospital.example/")));
        assertThat(failed(diagnose())).isEmpty();
        // some HTTP clients send a GET request once more if the connection is closed
        ehr.script(Endpoint.AUTHORIZE, always(ScriptedResponse.drop()));
        assertThat(failed(diagnose())).containsExactly("SD-A02");
    }

    @Test
    void namesOpenCircuitBreaker() {
        SandboxServer ehr = resetServer(CIRCUIT);
        SmartClient client = clients.client(CIRCUIT);
        DiagnosisOptions options = DiagnosisOptions.defaults().withOnly(Set.of("SD-S03"));
        assertThat(client.diagnose(options).findings()).isEmpty();
        ehr.script(Endpoint.TOKEN, always(ScriptedResponse.status(503)));
        assertThatThrownBy(() -> client.requestToken()).isInstanceOf(SmartException.class);
        assertThat(cause(client.diagnose(options)).observed())
                .contains("The circuit breaker of " + ehr.tokenEndpoint() + " is open until");
    }

    @Test
    void namesStatusOfDiscovery() {
        SandboxServer ehr = prepare();
        ehr.script(Endpoint.SMART_CONFIGURATION, ScriptedResponse.status(404));
        assertThat(cause(diagnose()).observed()).contains("404");
    }

    @Test
    void namesMetadataThatLacksSupportForClient() {
        SandboxServer ehr = prepare();
        ehr.patchMetadata(SandboxJson.createObjectBuilder()
                .add("grant_types_supported", SandboxJson.createArrayBuilder().add("client_credentials"))
                .add(
                        "token_endpoint_auth_methods_supported",
                        SandboxJson.createArrayBuilder().add("client_secret_basic"))
                .add(
                        "token_endpoint_auth_signing_alg_values_supported",
                        SandboxJson.createArrayBuilder().add("ES384"))
                .add("scopes_supported", SandboxJson.createArrayBuilder().add("patient/Observation.rs"))
                .build());
        assertThat(failed(diagnose())).contains("SD-D06", "SD-D07", "SD-K03", "SD-D08");
    }

    @Test
    void namesDirectionOfClockDifference() {
        SandboxServer ehr = prepare();
        ehr.setClockOffset(Duration.ofMinutes(-10));
        Diagnosis diagnosis = diagnose();
        assertThat(failed(diagnosis)).containsExactly("SD-N06");
        assertThat(cause(diagnosis).observed()).contains("ahead of the clock of the server");
        ehr.setClockOffset(Duration.ofMinutes(2));
        assertThat(cause(diagnose()).observed()).contains("behind the clock of the server");
    }

    @Test
    void namesRefusalOfTokenRequest() {
        SandboxServer ehr = resetServer(BACKEND);
        ehr.script(Endpoint.TOKEN, ScriptedResponse.status(401));
        Diagnosis diagnosis =
                clients.client(BACKEND).diagnose(DiagnosisOptions.defaults().withMode(DiagnosisMode.TOKEN));
        assertThat(failed(diagnosis)).containsExactly("SD-T02");
        assertThat(cause(diagnosis).id()).startsWith("SAFIRE-06");
    }

    /** The scopes are the fault, so the diagnosis tries no other {@code aud}. */
    @Test
    void sendsOneTokenRequestIfServerRejectsScopes() {
        SandboxServer ehr = resetServer(BACKEND);
        ehr.script(
                Endpoint.TOKEN,
                always(ScriptedResponse.status(400).body("application/json", "{\"error\":\"invalid_scope\"}")));
        Diagnosis diagnosis =
                clients.client(BACKEND).diagnose(DiagnosisOptions.defaults().withMode(DiagnosisMode.TOKEN));
        assertThat(failed(diagnosis)).containsExactly("SD-T02");
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
    }

    @Test
    void namesJwksThatCachesStoreTooLong() {
        prepare();
        publish(client().jwks().jwkSet(), "max-age=604800");
        Diagnosis diagnosis = diagnose();
        assertThat(failed(diagnosis)).containsExactly("SD-J06");
        assertThat(cause(diagnosis).severity()).isEqualTo(Severity.RISK);
        assertThat(cause(diagnosis).message()).contains("PT168H", "safire." + SERVER + ".key-publication-time");
    }

    @Test
    void notesMissingBrandsWithoutCallingThemFault() {
        SandboxServer ehr = prepare();
        ehr.script(Endpoint.BRANDS, ScriptedResponse.status(404));
        Diagnosis diagnosis = diagnose();
        assertThat(diagnosis.findings()).extracting(Finding::id).contains("SAFIRE-2249");
        assertHealthy(diagnosis);
    }

    @Test
    void namesFhirServerThatRejectsNewToken() {
        SandboxServer ehr = resetServer(BACKEND);
        DiagnosisOptions options = DiagnosisOptions.defaults().withMode(DiagnosisMode.TOKEN);
        ehr.script(Endpoint.FHIR, always(ScriptedResponse.status(401)));
        Diagnosis diagnosis = clients.client(BACKEND).diagnose(options);
        assertThat(failed(diagnosis)).containsExactly("SD-F01");
        assertThat(cause(diagnosis).configurationKey()).hasValue("safire." + BACKEND + ".base-url");
        resetServer(BACKEND).script(Endpoint.FHIR, always(ScriptedResponse.status(403)));
        assertThat(cause(clients.client(BACKEND).diagnose(options)).observed())
                .contains("system/Patient.rs", "HTTP 403");
    }

    @Test
    void accusesNoServerWhoseResponseIsLate() {
        SandboxServer ehr = prepare();
        ehr.script(Endpoint.JWKS, always(ScriptedResponse.normal().hold()));
        Diagnosis diagnosis = client().diagnose(DiagnosisOptions.defaults()
                .withTimeout(Duration.ofSeconds(3))
                .withOnly(Set.of("SD-I01")));
        ehr.release();
        assertThat(cause(diagnosis).id()).isEqualTo("SAFIRE-2296");
        assertThat(diagnosis.verdict()).isEqualTo(Severity.RISK);
    }

    @Test
    void quotesErrorsInOtherForms() {
        SandboxServer ehr = resetServer(BACKEND);
        Map<String, String> errors = Map.of(
                "{\"error\":{\"code\":\"X\",\"message\":\"tenant disabled\"}}", "X — tenant disabled",
                "{\"errorCode\":\"E1\",\"errorSummary\":\"not enabled\"}", "E1 — not enabled",
                "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"diagnostics\":\"suspended\"}]}", "suspended",
                "<html><title>Access denied</title></html>", "web page with the title \"Access denied\"",
                "Unknown tenant", "Unknown tenant");
        assertEach(errors.keySet(), body -> {
            String quoted = errors.get(body);
            ehr.script(Endpoint.TOKEN, ScriptedResponse.status(400).body("text/plain", body));
            assertThatThrownBy(() -> clients.client(BACKEND).requestToken())
                    .isInstanceOf(TokenException.class)
                    .hasMessageContaining("HTTP 400 — " + quoted)
                    .hasMessageNotContaining("no error in the body");
        });
    }

    @Test
    void showsFirstCauseInFullAndOthersInShort() {
        resetServer(BACKEND).script(Endpoint.TOKEN, ScriptedResponse.status(401));
        assertThatThrownBy(() -> clients.client(BACKEND).requestToken())
                .hasMessageContaining("Check that the server has registered the public key")
                .hasMessageContaining("Also possible: The aud of the assertion was");
    }

    @Test
    void namesCauseOfErrorDescriptionFirst() {
        resetServer(BACKEND)
                .script(
                        Endpoint.TOKEN,
                        ScriptedResponse.status(401)
                                .body(
                                        "application/json",
                                        "{\"error\":\"invalid_client\",\"error_description\":\"wrong aud\"}"));
        assertThatThrownBy(() -> clients.client(BACKEND).requestToken())
                .isInstanceOfSatisfying(TokenException.class, refused -> assertThat(
                                refused.findings().get(0).configurationKey())
                        .hasValue("safire." + BACKEND + ".assertion-audience"));
    }

    @Test
    void writesRequestToAdministratorOfServer() {
        SandboxServer ehr = resetServer(BACKEND);
        ehr.script(Endpoint.TOKEN, ScriptedResponse.status(401));
        assertThatThrownBy(() -> clients.client(BACKEND).requestToken())
                .isInstanceOfSatisfying(TokenException.class, refused -> {
                    JsonObject cause = refused.diagnosis()
                            .toJson()
                            .getJsonArray("findings")
                            .getJsonObject(0);
                    assertThat(cause.getString("observed")).contains("HTTP 401");
                    assertThat(cause.getString("administratorRequest"))
                            .contains("Please check that the key", "client_id ", "kid rsa-1", "HTTP 401 from ")
                            .contains(ehr.tokenEndpoint().toString());
                    assertThat(refused.diagnosis().toText()).contains("    ticket     ");
                });
    }

    @Test
    void omitsRequestToAdministratorIfApplicationMustAct() {
        SandboxServer ehr = prepare();
        publish(json("{\"keys\":[]}"));
        Finding cause = cause(diagnose());
        assertThat(cause.action()).isPresent();
        assertThat(cause.administratorRequest()).as(ehr.toString()).isEmpty();
    }

    @Test
    void runsCheckOfApplication() {
        Diagnosis diagnosis = diagnoseFaultyServer();
        assertThat(failed(diagnosis)).containsExactly("APP-01");
        assertThat(cause(diagnosis).observed()).isEqualTo("The queue is full.");
    }

    @Test
    void runsCheckOfApplicationOnlyForItsServer() {
        prepare();
        assertThat(failed(client().diagnose(DiagnosisOptions.defaults().withOnly(Set.of("APP-")))))
                .isEmpty();
    }

    @Test
    void publishesEventOfDiagnosis() {
        Diagnosis diagnosis = diagnoseFaultyServer();
        assertThat(recorder.diagnoses()).anyMatch(recorded -> recorded.toJson().equals(diagnosis.toJson()));
    }

    private Diagnosis diagnoseFaultyServer() {
        return clients.client(OwnCheck.FAULTY_SERVER)
                .diagnose(DiagnosisOptions.defaults().withOnly(Set.of("APP-")));
    }

    @Test
    void namesAudienceThatServerAccepts() {
        SandboxServer ehr = resetServer(BACKEND);
        ehr.setQuirks(Quirk.ISSUER_AS_ASSERTION_AUDIENCE, Quirk.BARE_INVALID_CLIENT);
        Diagnosis diagnosis =
                clients.client(BACKEND).diagnose(DiagnosisOptions.defaults().withMode(DiagnosisMode.TOKEN));
        Finding cause = cause(diagnosis);
        assertThat(cause.configurationKey()).hasValue("safire." + BACKEND + ".assertion-audience");
        assertThat(cause.confidence()).isEqualTo(Confidence.PROVEN);
        assertThat(cause.message()).contains(ehr.issuer().toString());
    }

    @Test
    void neverCallsOddMetadataFault() {
        SandboxServer ehr = prepare();
        ehr.patchMetadata(SandboxJson.createObjectBuilder()
                .addNull("capabilities")
                .add("scopes_supported", SandboxJson.createArrayBuilder().add("openid"))
                .build());
        assertHealthy(diagnose());
    }

    private static List<String> failed(Diagnosis diagnosis) {
        return diagnosis.checks().stream()
                .filter(check -> !check.isPassed() && check.notRunReason().isEmpty())
                .map(CheckResult::id)
                .toList();
    }

    private static List<String> notRun(Diagnosis diagnosis) {
        return diagnosis.checks().stream()
                .filter(check -> check.notRunReason().isPresent())
                .map(CheckResult::id)
                .toList();
    }

    private static String reason(Diagnosis diagnosis, String id) {
        return diagnosis.checks().stream()
                .filter(check -> check.id().equals(id))
                .flatMap(check -> check.notRunReason().stream())
                .findFirst()
                .orElse("was run");
    }
}
