package io.safire.tck;

import static io.safire.tck.support.TckContext.authorize;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TckContext.server;
import static io.safire.token.Permission.CREATE;
import static io.safire.token.Permission.DELETE;
import static io.safire.token.Permission.READ;
import static io.safire.token.Permission.SEARCH;
import static io.safire.token.Permission.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.diagnosis.Finding;
import io.safire.error.ValidationException;
import io.safire.launch.AuthorizationOptions;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.Launch;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.LaunchScope;
import io.safire.token.NamedScope;
import io.safire.token.RefreshRequest;
import io.safire.token.ResourceScope;
import io.safire.token.Scope;
import io.safire.token.Scopes;
import io.safire.token.TokenFlow;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Scopes: syntax in requests, semantics, granted scopes compared with requested scopes, refresh. */
@Area("protocol")
@ArquillianTest
public class ScopeRequestTest {

    private static final String RESOURCE_SCOPE =
            "(patient|user|system)/([A-Z][A-Za-z]+|\\*)\\.c?r?u?d?s?(?<!\\.)" + "(\\?[^&=]+=[^&]+(&[^&=]+=[^&]+)*)?";

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(ScopeRequestTest.class)
                .server("scoped", "public")
                .server("scoped-v1", "public")
                .server("job", "confidential-asymmetric")
                .set("job", "private-key", TestKeys.pem(TestKeys.RSA))
                .set("job", "kid", "rsa-1")
                .set("job", "scopes", "system/Patient.rs system/Observation.rs?category=laboratory")
                .build();
    }

    @Test
    @Assertion(
            id = {
                "smart-2.2.0/120",
                "smart-2.2.0/121",
                "smart-2.2.0/122",
                "smart-2.2.0/124",
                "smart-2.2.0/125",
                "smart-2.2.0/135"
            })
    void writesPermissionsInOrder() {
        assertThat(requestedScope(ResourceScope.patient("Observation", CREATE))).isEqualTo("patient/Observation.c");
        assertThat(requestedScope(ResourceScope.patient("Observation", READ))).isEqualTo("patient/Observation.r");
        assertThat(requestedScope(ResourceScope.patient("Observation", UPDATE))).isEqualTo("patient/Observation.u");
        assertThat(requestedScope(ResourceScope.patient("Observation", DELETE))).isEqualTo("patient/Observation.d");
        assertThat(requestedScope(ResourceScope.patient("Observation", SEARCH))).isEqualTo("patient/Observation.s");
        String all = requestedScope(ResourceScope.user("Observation", SEARCH, DELETE, READ, UPDATE, CREATE));
        assertThat(all).isEqualTo("user/Observation.cruds").matches(RESOURCE_SCOPE);
        assertThat(requestedScope(ResourceScope.patient("Observation", READ)
                        .where("category", "laboratory")
                        .where("status", "final")))
                .matches(RESOURCE_SCOPE);
    }

    @Test
    @Assertion(id = "smart-2.2.0/135")
    void rejectsOrReportsInvalidScopeSyntax() {
        assertThatIllegalArgumentException().isThrownBy(() -> ResourceScope.patient("Observation"));
        assertThatIllegalArgumentException().isThrownBy(() -> ResourceScope.patient("observation.r", READ));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResourceScope.patient("Observation", READ).where("", "x"));
        AuthorizationRequest request = clients.client("scoped")
                .authorize(
                        Launch.standalone(),
                        AuthorizationOptions.withScopes(Scopes.parse("launch/patient patient/Observation.sr")));
        assertThat(request.findings().stream().map(Finding::message))
                .singleElement()
                .asString()
                .contains("patient/Observation.sr");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/137", "smart-2.2.0/141", "smart-2.2.0/143"})
    void startsScopeWithItsLevel() {
        assertThat(requestedScope(ResourceScope.patient("Condition", READ))).startsWith("patient/");
        assertThat(requestedScope(ResourceScope.user("Condition", READ))).startsWith("user/");
        resetServer("job");
        clients.client("job").requestToken(Scopes.of(ResourceScope.system("Condition", READ)));
        assertThat(lastTokenScope("job")).isEqualTo("system/Condition.r");
    }

    @Test
    @Assertion(id = "smart-2.2.0/132")
    void writesConstraintsAsQuery() {
        Scope scope = ResourceScope.patient("Observation", READ, SEARCH)
                .where("category", "http://terminology.hl7.org/CodeSystem/observation-category|laboratory")
                .where("code:text", "a b&c");
        assertThat(requestedScope(scope))
                .isEqualTo("patient/Observation.rs?category="
                        + "http://terminology.hl7.org/CodeSystem/observation-category|laboratory&code:text=a%20b%26c");
        assertThat(Scope.parse(scope.value())).isEqualTo(scope);
    }

    @Test
    @Assertion(id = {"smart-2.2.0/146", "smart-2.2.0/147"})
    void reportsWildcardAndGrantedScopes() {
        SandboxServer ehr = resetServer("scoped");
        Scopes scopes = Scopes.of(
                LaunchScope.patient(),
                ResourceScope.patient(ResourceScope.ANY_TYPE, CREATE, READ, UPDATE, DELETE, SEARCH));
        ehr.script(
                Endpoint.TOKEN, grantResponse("launch/patient patient/Observation.rs patient/Patient.read fhirUser"));
        AuthorizationRequest request =
                clients.client("scoped").authorize(Launch.standalone(), AuthorizationOptions.withScopes(scopes));
        assertThat(request.parameters()).containsEntry("scope", "launch/patient patient/*.cruds");
        assertThat(request.findings()).anyMatch(finding -> finding.message().contains("patient/*.cruds"));
        TokenResponse tokens = clients.client("scoped").exchange(request, authorize(ehr, request));
        assertThat(tokens.scopeReport().isComplete()).isFalse();
        assertThat(tokens.scopeReport().missing()).isEqualTo(Scopes.of("patient/*.cruds"));
        assertThat(tokens.scopeReport().extra()).isEqualTo(Scopes.of("fhirUser"));
        assertThat(tokens.missingScopes()).isEqualTo(tokens.scopeReport().missing());
        Scopes granted = tokens.accessToken().scopes();
        assertThat(granted.covers(ResourceScope.patient("Patient", READ, SEARCH)))
                .isTrue();
        assertThat(granted.covers(ResourceScope.patient("Observation", CREATE))).isFalse();
        assertThat(scopes.intersection(granted))
                .isEqualTo(Scopes.of("launch/patient", "patient/Observation.rs", "patient/Patient.rs"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/147")
    void comparesGrantedScopesByMeaning() {
        SandboxServer ehr = resetServer("scoped");
        ehr.script(Endpoint.TOKEN, grantResponse("patient/Observation.s patient/Observation.r patient/Patient.read"));
        TokenResponse tokens =
                launch("scoped", ehr, Scopes.parse("patient/Observation.read patient/Patient.rs patient/Patient.c"));
        assertThat(tokens.missingScopes()).isEqualTo(Scopes.of("patient/Patient.c"));
        assertThat(tokens.scopeReport().extra().isEmpty()).isTrue();
    }

    @Test
    @Assertion(id = "smart-2.2.0/131")
    void sendsUnionInShortestForm() {
        Scopes union = Scopes.parse("launch/patient patient/Observation.r patient/Patient.rs?name=x")
                .union(Scopes.parse("patient/Observation.s patient/Patient.rs patient/Observation.r launch/patient"));
        AuthorizationRequest request =
                clients.client("scoped").authorize(Launch.standalone(), AuthorizationOptions.withScopes(union));
        assertThat(request.parameters())
                .containsEntry("scope", "launch/patient patient/Observation.rs patient/Patient.rs");
        assertThat(Scopes.parse("patient/Observation.rs user/Observation.r patient/*.rs")
                        .simplify())
                .isEqualTo(Scopes.of("user/Observation.r", "patient/*.rs"));
    }

    @Test
    @Assertion(
            id = {
                "smart-2.2.0/150",
                "smart-2.2.0/151",
                "smart-2.2.0/152",
                "smart-2.2.0/153",
                "smart-2.2.0/155",
                "smart-2.2.0/166"
            })
    void requestsContextByLaunchScopes() {
        SandboxServer ehr = resetServer("scoped");
        Scopes scopes = Scopes.of(
                LaunchScope.patient(),
                LaunchScope.encounter(),
                LaunchScope.of("DiagnosticReport"),
                ResourceScope.patient("Patient", READ));
        TokenResponse tokens = launch("scoped", ehr, scopes);
        assertThat(ehr.requests(Endpoint.AUTHORIZE).get(0).uri())
                .contains("scope=launch%2Fpatient+launch%2Fencounter+launch%2Fdiagnosticreport+patient%2FPatient.r&");
        assertThat(tokens.context().patient()).isPresent();
        SmartClient client = clients.client("scoped");
        assertThat(client.authorize(Launch.standalone(), AuthorizationOptions.withScopes(scopes))
                        .findings())
                .isEmpty();
        assertThat(client.authorize(
                                Launch.standalone(), AuthorizationOptions.withScopes(Scopes.of("patient/Patient.r")))
                        .findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("launch/patient"));
        assertThat(client.authorize(
                                Launch.standalone(),
                                AuthorizationOptions.withScopes(Scopes.parse("launch/patient launch")))
                        .findings())
                .hasSize(1);
    }

    @Test
    @Assertion(id = {"smart-2.2.0/156", "smart-2.2.0/157", "smart-2.2.0/158"})
    void sendsOneLaunchScopePerRole() {
        Scopes scopes = Scopes.of(
                LaunchScope.of("List").withRole("https://example.org/med-list-at-home"),
                LaunchScope.of("List").withRole("https://example.org/med-list-at-hospital"));
        SmartClient client = clients.client("scoped");
        AuthorizationRequest request = client.authorize(Launch.standalone(), AuthorizationOptions.withScopes(scopes));
        assertThat(request.parameters())
                .containsEntry(
                        "scope",
                        "launch/list?role=https://example.org/med-list-at-home"
                                + " launch/list?role=https://example.org/med-list-at-hospital");
        assertThat(request.findings()).isEmpty();
        AuthorizationRequest both = client.authorize(
                Launch.standalone(), AuthorizationOptions.withScopes(Scopes.of("launch/list?role=home&role=hospital")));
        assertThat(both.findings()).singleElement().satisfies(finding -> assertThat(finding.message())
                .contains("more than one role"));
    }

    @Test
    @Assertion(id = {"smart-2.2.0/161", "smart-2.2.0/162"})
    void sendsLaunchHandleAndContextScopes() {
        SandboxServer ehr = resetServer("scoped");
        String handle = ehr.startLaunch(SandboxJson.createObjectBuilder()
                .add("patient", "pat-2")
                .add("encounter", "enc-2")
                .build());
        Launch launch = Launch.ehr(ehr.fhirBase().toString(), handle);
        SmartClient client = clients.client("scoped");
        Scopes hints = Scopes.parse("launch launch/patient launch/encounter patient/Patient.r");
        AuthorizationRequest request = client.authorize(launch, AuthorizationOptions.withScopes(hints));
        assertThat(request.parameters()).containsEntry("launch", handle).containsEntry("scope", hints.toString());
        assertThat(request.findings()).isEmpty();
        assertThat(client.exchange(request, authorize(ehr, request)).context().encounter())
                .contains("enc-2");
        assertThat(client.authorize(launch, AuthorizationOptions.withScopes(Scopes.of("patient/Patient.r")))
                        .findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("launch"));
    }

    @Test
    @Assertion(id = {"smart-2.2.0/215", "smart-2.2.0/216"})
    void receivesRefreshTokenForOfflineAndOnlineAccess() {
        SandboxServer ehr = resetServer("scoped");
        for (NamedScope access : List.of(NamedScope.OFFLINE_ACCESS, NamedScope.ONLINE_ACCESS)) {
            TokenResponse tokens = launch("scoped", ehr, Scopes.of(LaunchScope.patient(), access));
            assertThat(tokens.refreshToken()).isPresent();
            assertThat(clients.client("scoped")
                            .refresh(RefreshRequest.of(tokens))
                            .accessToken()
                            .value())
                    .isNotEqualTo(tokens.accessToken().value());
        }
        assertThat(launch("scoped", ehr, Scopes.of(LaunchScope.patient())).refreshToken())
                .isEmpty();
        assertThat(ehr.requests(Endpoint.AUTHORIZE).stream().map(request -> request.uri()))
                .satisfiesExactly(
                        offline -> assertThat(offline).contains("offline_access"),
                        online -> assertThat(online).contains("online_access"),
                        none -> assertThat(none).doesNotContain("_access"));
    }

    @Test
    @Assertion(id = {"smart-2.2.0/219", "smart-2.2.0/220"})
    void convertsScopesToUrisAndBack() {
        Map<String, String> uris = Map.of(
                "patient/*.r", "http://smarthealthit.org/fhir/scopes/patient/*.r",
                "launch/patient", "http://smarthealthit.org/fhir/scopes/launch/patient",
                "openid", "http://openid.net/specs/openid-connect-core-1_0#openid",
                "profile", "http://openid.net/specs/openid-connect-core-1_0#profile");
        uris.forEach((scope, uri) -> {
            assertThat(Scopes.of(scope).uris()).containsExactly(uri);
            assertThat(Scopes.ofUris(List.of(uri))).isEqualTo(Scopes.of(scope));
        });
    }

    @Test
    @Assertion(id = {"smart-2.2.0/107", "smart-2.2.0/108"})
    void sendsNarrowerScopesOfRefreshUnchanged() {
        SandboxServer ehr = resetServer("scoped");
        TokenResponse tokens = launch("scoped", ehr, Scopes.parse("launch/patient patient/*.rs offline_access"));
        SmartClient client = clients.client("scoped");
        for (String narrower :
                List.of("patient/*.read", "patient/Observation.r", "patient/Patient.rs?name=x launch/patient")) {
            RefreshRequest request = request(tokens).apply(Scopes.parse(narrower));
            tokens = client.refresh(request);
            assertThat(tokens.accessToken().scopes()).isEqualTo(Scopes.parse(narrower));
            assertThat(lastTokenScope("scoped")).isEqualTo(narrower);
        }
        client.refresh(RefreshRequest.of(tokens));
        assertThat(lastTokenScope("scoped")).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/108")
    void rejectsRefreshForScopesNotGranted() {
        SandboxServer ehr = resetServer("scoped");
        TokenResponse tokens = launch(
                "scoped", ehr, Scopes.parse("launch/patient patient/Observation.rs?category=a patient/Patient.read"));
        SmartClient client = clients.client("scoped");
        RefreshRequest known = new RefreshRequest(
                "some-token", tokens.accessToken().scopes(), Scopes.none(), JsonValue.EMPTY_JSON_OBJECT);
        for (String wider : List.of(
                "patient/Observation.rs",
                "patient/Patient.crs",
                "patient/*.r",
                "user/Patient.r",
                "patient/Patient.r offline_access",
                "launch/encounter")) {
            assertThatThrownBy(() -> client.refresh(known.withScopes(Scopes.parse(wider))))
                    .isInstanceOfSatisfying(ValidationException.class, thrown -> assertThat(thrown.attribute())
                            .isEqualTo("scope"));
        }
        assertThatThrownBy(() -> client.refresh(known.withScopes(Scopes.of("patient/Patient.crs"))))
                .hasMessageContaining("patient/Patient.c ");
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
    }

    @Test
    void translatesScopesToSyntaxOfServer() {
        SandboxServer ehr = resetServer("scoped-v1");
        ehr.patchMetadata(SandboxJson.createObjectBuilder()
                .add("capabilities", SandboxJson.createArrayBuilder().add("permission-v1"))
                .build());
        SmartClient client = clients.client("scoped-v1");
        Scopes scopes = Scopes.parse("launch/patient patient/Observation.rs?category=laboratory patient/Patient.rs");
        AuthorizationRequest request = client.authorize(Launch.standalone(), AuthorizationOptions.withScopes(scopes));
        assertThat(request.findings()).isEmpty();
        assertThat(request.findings(client.metadata())).hasSize(2);
        Scopes translated = scopes.translate(client.metadata()).scopes();
        assertThat(translated).isEqualTo(Scopes.parse("launch/patient patient/Observation.read patient/Patient.read"));
        assertThat(scopes.translate(client.metadata()).losses())
                .singleElement()
                .satisfies(loss -> assertThat(loss.message()).contains("category=laboratory"));
        assertThat(client.authorize(Launch.standalone(), AuthorizationOptions.withScopes(translated))
                        .findings(client.metadata()))
                .isEmpty();
        Scopes mixed = Scopes.parse("launch/patient patient/Observation.rs patient/Patient.read");
        assertThat(client.authorize(Launch.standalone(), AuthorizationOptions.withScopes(mixed))
                        .findings())
                .hasSize(1);
    }

    @Test
    @Assertion(id = {"smart-2.2.0/235", "smart-2.2.0/239"})
    void sendsSystemScopesInClientCredentialsRequest() {
        resetServer("job");
        TokenResponse tokens = clients.client("job").requestToken();
        assertThat(lastTokenScope("job")).isEqualTo("system/Patient.rs system/Observation.rs?category=laboratory");
        for (String scope : lastTokenScope("job").split(" ")) {
            assertThat(scope).matches(RESOURCE_SCOPE);
        }
        assertThat(tokens.requestedScopes().findings(TokenFlow.CLIENT_CREDENTIALS))
                .isEmpty();
        assertThat(tokens.scopeReport().isComplete()).isTrue();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/239", "smart-2.2.0/242"})
    void reportsUserAndPatientScopesOfClientCredentialsRequest() {
        SandboxServer ehr = resetServer("job");
        Scopes agreed = Scopes.parse("user/Patient.rs patient/Observation.rs");
        ehr.script(
                Endpoint.TOKEN,
                ScriptedResponse.status(200)
                        .body(
                                "application/json",
                                "{\"access_token\":\"agreed\",\"token_type\":\"bearer\",\"expires_in\":300,"
                                        + "\"scope\":\"user/Patient.rs patient/Observation.rs\"}"));
        TokenResponse tokens = clients.client("job").requestToken(agreed);
        assertThat(lastTokenScope("job")).isEqualTo(agreed.toString());
        assertThat(tokens.missingScopes().isEmpty()).isTrue();
        assertThat(tokens.requestedScopes().findings(TokenFlow.CLIENT_CREDENTIALS))
                .hasSize(2);
        assertThat(tokens.requestedScopes().findings(TokenFlow.AUTHORIZATION_CODE))
                .isEmpty();
    }

    /**
     * Asserts that the server accepts an authorization request for the scope, and returns the {@code scope} parameter.
     */
    private String requestedScope(Scope scope) {
        SandboxServer ehr = resetServer("scoped");
        AuthorizationRequest request = clients.client("scoped")
                .authorize(Launch.standalone(), AuthorizationOptions.withScopes(Scopes.of(scope)));
        assertThat(authorize(ehr, request).code()).isPresent();
        return request.scopes().toString();
    }

    private TokenResponse launch(String server, SandboxServer ehr, Scopes scopes) {
        SmartClient client = clients.client(server);
        AuthorizationRequest request = client.authorize(Launch.standalone(), AuthorizationOptions.withScopes(scopes));
        return client.exchange(request, authorize(ehr, request));
    }

    private static Function<Scopes, RefreshRequest> request(TokenResponse tokens) {
        return scopes -> new RefreshRequest(
                tokens.refreshToken().orElseThrow(),
                Scopes.parse("launch/patient patient/*.rs offline_access"),
                scopes,
                JsonValue.EMPTY_JSON_OBJECT);
    }

    private static ScriptedResponse grantResponse(String scope) {
        return ScriptedResponse.normal()
                .patch(SandboxJson.createObjectBuilder().add("scope", scope).build());
    }

    private static String lastTokenScope(String server) {
        List<String> scopes = server(server).requests(Endpoint.TOKEN).stream()
                .map(request -> request.parameter("scope"))
                .toList();
        return scopes.get(scopes.size() - 1);
    }
}
