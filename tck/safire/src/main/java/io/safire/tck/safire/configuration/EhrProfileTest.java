package io.safire.tck.safire.configuration;

import static io.safire.tck.support.TckContext.authorize;
import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.CloseableSmartClient;
import io.safire.SmartClient;
import io.safire.SmartClientSettings;
import io.safire.SmartClients;
import io.safire.authentication.ClientType;
import io.safire.authentication.Credential;
import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.DiagnosisMode;
import io.safire.diagnosis.DiagnosisOptions;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import io.safire.error.AuthorizationException;
import io.safire.error.ConfigurationException;
import io.safire.error.TokenException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.SimulatedEhr;
import io.safire.tck.SharedApplication;
import io.safire.tck.inject.TenantSettings;
import io.safire.tck.support.CookieJar;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TckContext;
import io.safire.tck.support.TestKeys;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import io.safire.web.LaunchRedirect;
import io.safire.web.LaunchRequest;
import io.safire.web.SmartLaunches;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * EHR profiles: defaults of settings, and findings for settings that the EHR does not support. Each server simulates an
 * EHR that enforces the facts of its profile.
 */
@SharedApplication("protocol")
@Tag("configuration")
@ArquillianTest
public class EhrProfileTest {

    private static final String EPIC = "profile-epic";
    private static final String WITHOUT_PROFILE = "profile-missing";

    @Inject
    SmartClients clients;

    @Inject
    SmartLaunches launches;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(EhrProfileTest.class)
                .with(TenantSettings.class)
                .server(EPIC, "confidential-symmetric")
                .set(EPIC, "client-secret", TckContext.CLIENT_SECRET)
                .set(EPIC, "profile", "epic")
                .server(WITHOUT_PROFILE, "confidential-symmetric")
                .set(WITHOUT_PROFILE, "client-secret", TckContext.CLIENT_SECRET)
                .build();
    }

    private static SandboxServer simulate(String name, SimulatedEhr ehr) {
        SandboxServer server = resetServer(name);
        server.simulate(ehr);
        return server;
    }

    /** Returns the findings about the profile, from a diagnosis that sends no request. */
    private static List<Finding> findings(SmartClient client) {
        return check(client.diagnose(DiagnosisOptions.defaults().withMode(DiagnosisMode.CONFIG)), "SD-C10");
    }

    private static List<Finding> check(Diagnosis diagnosis, String id) {
        return diagnosis.checks().stream()
                .filter(check -> check.id().equals(id))
                .flatMap(check -> check.findings().stream())
                .toList();
    }

    private static void assertViolation(SmartClient client, String key, String fact) {
        assertThat(findings(client))
                .filteredOn(finding -> finding.id().equals("SAFIRE-2286"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.configurationKey()).hasValue("SmartClientSettings." + key))
                .satisfies(finding -> assertThat(finding.observed()).contains(fact, "https://", "read on"));
    }

    private static void assertRejected(ThrowingCallable call, String fact) {
        assertThatThrownBy(call).isInstanceOfSatisfying(TokenException.class, thrown -> assertThat(thrown.findings())
                .filteredOn(finding -> finding.id().equals("SAFIRE-2286"))
                .extracting(Finding::observed)
                .singleElement()
                .asString()
                .contains(fact));
    }

    private static void assertNoViolation(SmartClient client) {
        assertThat(findings(client)).extracting(Finding::severity).allMatch(Severity.INFO::equals);
    }

    private static SmartClientSettings.Builder with(SmartClientSettings.Builder settings, String... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            settings.set(pairs[i], pairs[i + 1]);
        }
        return settings;
    }

    /** Epic supports no POST for standalone launches, so the profile selects GET also for a long URL. */
    @Test
    void completesStandaloneLaunchByGetWithEpicProfile() {
        SandboxServer epic = simulate(EPIC, SimulatedEhr.EPIC);
        LaunchRequest request = LaunchRequest.standalone(EPIC).withScopes(manyScopes());
        CookieJar browser = new CookieJar();
        LaunchRedirect started = launches.start(request.withCookies(browser.cookies()));
        browser.receive(started.response().header("Set-Cookie"));
        assertThat(started.response().status()).isEqualTo(303);
        assertThat(launches.complete(authorize(epic, started.request()), browser.cookies())
                        .server())
                .isEqualTo(EPIC);
        assertThat(findings(clients.client(EPIC)))
                .extracting(Finding::observed)
                .singleElement()
                .asString()
                .contains("authorize-method=get");
    }

    @Test
    void sendsStandaloneLaunchThatEpicRejectsWithoutProfile() {
        SandboxServer epic = simulate(WITHOUT_PROFILE, SimulatedEhr.EPIC);
        LaunchRedirect started =
                launches.start(LaunchRequest.standalone(WITHOUT_PROFILE).withScopes(manyScopes()));
        assertThat(started.response().status()).isEqualTo(200);
        assertThat(epic.authorizePost(epic.authorizationEndpoint(), form(started.request()))
                        .query())
                .contains("error=invalid_request", "EHR+launches+only");
    }

    private static String form(AuthorizationRequest request) {
        return request.parameters().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static Scopes manyScopes() {
        return Scopes.parse("launch/patient "
                + IntStream.range(0, 150)
                        .mapToObj(number -> "patient/Observation.rs?code=" + number)
                        .collect(Collectors.joining(" ")));
    }

    @Test
    void namesPostOfStandaloneLaunchAtEpic() {
        SandboxServer epic = simulate("profile-post", SimulatedEhr.EPIC);
        SmartClientSettings.Builder settings = with(TenantSettings.symmetric(epic), "authorize-method", "post");
        try (CloseableSmartClient client = clients.create(settings.build())) {
            assertThat(findings(client)).isEmpty();
        }
        settings.set("profile", "epic");
        try (CloseableSmartClient client = clients.create(settings.build())) {
            assertViolation(client, "authorize-method", "POST is supported");
            AuthorizationRequest request = client.authorize(Launch.standalone());
            AuthorizationResponse rejected =
                    AuthorizationResponse.parse(epic.authorizePost(epic.authorizationEndpoint(), form(request))
                            .query());
            assertThatThrownBy(() -> client.exchange(request, rejected))
                    .isInstanceOfSatisfying(AuthorizationException.class, thrown -> assertThat(
                                    thrown.findings().get(0))
                            .satisfies(finding -> assertThat(finding.id()).isEqualTo("SAFIRE-2286"))
                            .satisfies(finding -> assertThat(finding.observed()).contains("POST is supported")));
            epic.setConsentDenied(true);
            AuthorizationResponse denied =
                    AuthorizationResponse.parse(epic.authorize(request.uri()).query());
            assertThatThrownBy(() -> client.exchange(request, denied))
                    .isInstanceOfSatisfying(AuthorizationException.class, thrown -> assertThat(thrown.findings())
                            .extracting(Finding::id)
                            .doesNotContain("SAFIRE-2286"));
            epic.setConsentDenied(false);
        }
        settings.scopes(Scopes.of("launch", "patient/Patient.rs"));
        try (CloseableSmartClient client = clients.create(settings.build())) {
            assertNoViolation(client);
        }
    }

    @Test
    void namesUploadedEcKeyAtEpic() {
        SandboxServer epic = simulate("profile-key", SimulatedEhr.EPIC);
        SmartClientSettings.Builder settings =
                with(TenantSettings.backend(epic), "redirect-uri", "", "profile", "epic");
        try (CloseableSmartClient client = clients.create(settings.build())) {
            assertRejected(client::requestToken, "Elliptic curve keys");
            assertViolation(client, "jwks-url", "Elliptic curve keys");
        }
        settings.set("profile", "");
        try (CloseableSmartClient client = clients.create(settings.build())) {
            assertThatThrownBy(client::requestToken)
                    .isInstanceOfSatisfying(TokenException.class, thrown -> assertThat(thrown.findings())
                            .extracting(Finding::id)
                            .doesNotContain("SAFIRE-2286"));
            assertThat(findings(client)).isEmpty();
        }
        settings.set("profile", "epic").credential(Credential.key(TestKeys.pem(TestKeys.RSA), "rsa-1"));
        try (CloseableSmartClient client = clients.create(settings.build())) {
            assertThat(client.requestToken().accessToken().value()).isNotBlank();
            assertNoViolation(client);
        }
    }

    @Test
    void namesPublicClientWithOfflineAccess() {
        assertEach(List.of(SimulatedEhr.EPIC, SimulatedEhr.ORACLE_HEALTH), ehr -> {
            SandboxServer server = simulate("profile-offline", ehr);
            server.registerClient(SandboxClient.publicClient("tenant", TckArchive.REDIRECT_URI));
            String profile = ehr == SimulatedEhr.EPIC ? "epic" : "oracle-health";
            Scopes scopes = Scopes.of("launch/patient", "patient/Patient.rs", "offline_access");
            SmartClientSettings.Builder settings =
                    with(TenantSettings.settings(server).scopes(scopes), "profile", profile);
            try (CloseableSmartClient client = clients.create(settings.build())) {
                assertThat(launch(client, server).refreshToken()).isEmpty();
                assertViolation(client, "client-type", "offline");
            }
            server.registerClient(SandboxClient.secretClient("tenant", TenantSettings.SECRET, TckArchive.REDIRECT_URI));
            settings.clientType(ClientType.CONFIDENTIAL_SYMMETRIC).credential(Credential.secret(TenantSettings.SECRET));
            try (CloseableSmartClient client = clients.create(settings.build())) {
                assertThat(launch(client, server).refreshToken()).isPresent();
                assertNoViolation(client);
            }
        });
    }

    @Test
    void namesWildcardScopesAtOracleHealth() {
        SandboxServer oracle = simulate("profile-wildcard", SimulatedEhr.ORACLE_HEALTH);
        SmartClientSettings.Builder settings = TenantSettings.backend(oracle).set("profile", "oracle-health");
        try (CloseableSmartClient client = clients.create(settings.build())) {
            assertRejected(client::requestToken, "Wildcard scopes are not supported");
            assertViolation(client, "scopes", "Wildcard scopes");
        }
        settings.scopes(Scopes.of("system/Patient.rs"));
        try (CloseableSmartClient client = clients.create(settings.build())) {
            assertThat(client.requestToken().missingScopes().isEmpty()).isTrue();
            assertNoViolation(client);
        }
    }

    @Test
    void namesSecretInBodyAtOracleHealth() {
        SandboxServer oracle = simulate("profile-secret", SimulatedEhr.ORACLE_HEALTH);
        SmartClientSettings.Builder settings = with(
                TenantSettings.symmetric(oracle).scopes(Scopes.of("launch/patient", "patient/Patient.rs")),
                "profile",
                "oracle-health",
                "client-authentication-method",
                "client_secret_post");
        try (CloseableSmartClient client = clients.create(settings.build())) {
            assertRejected(() -> launch(client, oracle), "but not client_secret_post");
            assertViolation(client, "client-authentication-method", "but not client_secret_post");
        }
        settings.set("client-authentication-method", "");
        try (CloseableSmartClient client = clients.create(settings.build())) {
            assertThat(launch(client, oracle).accessToken().value()).isNotBlank();
            assertNoViolation(client);
        }
    }

    @Test
    void namesEarlyRefreshAtOracleHealth() {
        SandboxServer oracle = simulate("profile-early", SimulatedEhr.ORACLE_HEALTH);
        SmartClientSettings.Builder settings = with(
                TenantSettings.symmetric(oracle).scopes(Scopes.of("launch/patient", "offline_access")),
                "profile",
                "oracle-health",
                "refresh-ahead",
                "0.9");
        try (CloseableSmartClient client = clients.create(settings.build())) {
            TokenResponse tokens = launch(client, oracle);
            assertThatThrownBy(() -> client.refresh(RefreshRequest.of(tokens)))
                    .isInstanceOfSatisfying(TokenException.class, thrown -> assertThat(thrown.status())
                            .hasValue(429));
            oracle.setClockOffset(Duration.ofMinutes(2));
            assertThat(client.refresh(RefreshRequest.of(tokens)).accessToken().value())
                    .isNotBlank();
            assertViolation(client, "refresh-ahead", "less than one minute");
        }
        settings.set("refresh-ahead", "");
        try (CloseableSmartClient client = clients.create(settings.build())) {
            assertNoViolation(client);
        }
    }

    @Test
    void namesEcKeyAtOpenEmr() {
        SandboxServer openEmr = simulate("profile-rsa", SimulatedEhr.OPENEMR);
        SmartClientSettings.Builder settings = TenantSettings.backend(openEmr).set("profile", "openemr");
        try (CloseableSmartClient client = clients.create(settings.build())) {
            assertRejected(client::requestToken, "must be signed with RS384");
            assertViolation(client, "private-key", "RS384");
        }
        settings.credential(Credential.key(TestKeys.pem(TestKeys.RSA), "rsa-1"));
        try (CloseableSmartClient client = clients.create(settings.build())) {
            assertThat(client.requestToken().accessToken().value()).isNotBlank();
            assertNoViolation(client);
        }
        openEmr.patchMetadata(SandboxJson.createObjectBuilder()
                .addNull("token_endpoint_auth_signing_alg_values_supported")
                .build());
        settings.set("assertion-algorithm", "RS256");
        try (CloseableSmartClient client = clients.create(settings.build())) {
            assertRejected(client::requestToken, "must be signed with RS384");
            assertViolation(client, "assertion-algorithm", "RS384");
        }
    }

    @Test
    void namesScopesThatOpenEmrDoesNotGrant() {
        SandboxServer openEmr = simulate("profile-scopes", SimulatedEhr.OPENEMR);
        Map<String, String> corrections = Map.of(
                "launch/patient online_access", "launch/patient offline_access",
                "launch/patient user/Encounter.rs user/Encounter.write", "launch/patient user/Encounter.cruds");
        assertEach(corrections.keySet(), wrong -> {
            String right = corrections.get(wrong);
            SmartClientSettings.Builder settings =
                    with(TenantSettings.symmetric(openEmr), "profile", "openemr", "scopes", wrong);
            try (CloseableSmartClient client = clients.create(settings.build())) {
                TokenResponse tokens = launch(client, openEmr);
                assertThat(tokens.refreshToken()).isEmpty();
                assertThat(tokens.missingScopes().isEmpty()).isEqualTo(wrong.contains("online_access"));
                assertViolation(client, "scopes", "");
            }
            settings.set("scopes", right);
            try (CloseableSmartClient client = clients.create(settings.build())) {
                TokenResponse tokens = launch(client, openEmr);
                assertThat(tokens.refreshToken().isPresent()).isEqualTo(right.contains("offline_access"));
                assertThat(tokens.missingScopes().isEmpty()).isTrue();
                assertNoViolation(client);
            }
        });
    }

    @Test
    void namesScopesThatAzureRejects() throws Exception {
        SandboxServer azure = simulate("profile-azure", SimulatedEhr.AZURE);
        assertEach(
                List.of(
                        "launch/patient user/Patient.rs user/Encounter.read",
                        "launch/patient user/Patient.rs patient/Encounter.rs",
                        "launch/patient user/Patient.cruds"),
                wrong -> {
                    SmartClientSettings.Builder settings =
                            with(TenantSettings.symmetric(azure), "profile", "azure", "scopes", wrong);
                    try (CloseableSmartClient client = clients.create(settings.build())) {
                        assertThat(readPatient(azure, launch(client, azure)))
                                .isEqualTo(wrong.contains("cruds") ? 200 : 400);
                        assertViolation(client, "scopes", "FHIR service");
                    }
                    settings.set("scopes", "launch/patient user/Patient.rs");
                    try (CloseableSmartClient client = clients.create(settings.build())) {
                        assertThat(readPatient(azure, launch(client, azure))).isEqualTo(200);
                        assertNoViolation(client);
                    }
                });
    }

    private static int readPatient(SandboxServer ehr, TokenResponse tokens) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(ehr.fhirBase() + "/Patient/pat-1"))
                .header("Authorization", "Bearer " + tokens.accessToken().value())
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void suggestsProfileForAddressOfEhr() {
        SmartClientSettings settings = SmartClientSettings.builder("https://fhir.hospital.example/api/FHIR/R4")
                .clientId("tenant")
                .redirectUri(TckArchive.REDIRECT_URI)
                .scopes(Scopes.of("launch/patient", "patient/Patient.rs"))
                .build();
        try (CloseableSmartClient client = clients.create(settings)) {
            assertThat(findings(client))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.INFO))
                    .satisfies(finding ->
                            assertThat(finding.observed()).contains("Epic", "the profile sets authorize-method=get"))
                    .satisfies(finding ->
                            assertThat(finding.action().orElseThrow()).endsWith("SmartClientSettings.profile=epic"));
        }
    }

    @Test
    void suggestsProfileForEndpointInMetadata() {
        SandboxServer oracle = simulate("profile-metadata", SimulatedEhr.ORACLE_HEALTH);
        oracle.patchMetadata(SandboxJson.createObjectBuilder()
                .add("management_endpoint", "https://authorization.cerner.com/tenants/1/my-authorizations")
                .build());
        SmartClientSettings.Builder settings = TenantSettings.backend(oracle).scopes(Scopes.of("system/Patient.rs"));
        try (CloseableSmartClient client = clients.create(settings.build())) {
            Diagnosis diagnosis = client.diagnose();
            assertThat(check(diagnosis, "SD-C10")).isEmpty();
            assertThat(check(diagnosis, "SD-D12")).singleElement().satisfies(finding -> assertThat(finding.observed())
                    .contains("Oracle Health", "none"));
        }
        try (CloseableSmartClient client =
                clients.create(settings.set("profile", "oracle-health").build())) {
            assertThat(check(client.diagnose(), "SD-D12")).isEmpty();
        }
    }

    @Test
    void rejectsUnknownProfile() {
        SmartClientSettings settings = SmartClientSettings.builder("https://fhir.example/r4")
                .set("profile", "epicc")
                .build();
        assertThatThrownBy(() -> clients.create(settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Invalid profile: epicc; valid: azure, epic, openemr, oracle-health")
                .hasMessageContaining("SmartClientSettings.profile");
    }
}
