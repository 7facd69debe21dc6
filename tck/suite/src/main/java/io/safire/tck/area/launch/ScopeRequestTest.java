package io.safire.tck.area.launch;

import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.authorize;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TckContext.server;
import static io.safire.tck.support.TestCases.assertEach;
import static io.safire.token.Permission.CREATE;
import static io.safire.token.Permission.DELETE;
import static io.safire.token.Permission.READ;
import static io.safire.token.Permission.SEARCH;
import static io.safire.token.Permission.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.ValidationException;
import io.safire.launch.AuthorizationOptions;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Scopes: syntax in requests, semantics, granted scopes compared with requested scopes, refresh. */
@SharedApplication("protocol")
@Tag("launch")
@ArquillianTest
public class ScopeRequestTest {

    private static final Scopes EVERYTHING = Scopes.of(
            LaunchScope.patient(), ResourceScope.patient(ResourceScope.ANY_TYPE, CREATE, READ, UPDATE, DELETE, SEARCH));
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
                .isEqualTo("patient/Observation.r?category=laboratory&status=final");
    }

    @Test
    void serverAcceptsEachFormOfScope() {
        SandboxServer ehr = resetServer("scoped");
        for (String scope : List.of(
                "patient/Observation.c",
                "user/Observation.cruds",
                "patient/*.cruds",
                "patient/Observation.rs?category=laboratory&code:text=a%20b%26c",
                "launch/list?role=https://example.org/med-list-at-home")) {
            assertThat(authorize(ehr, authorizationRequest(Scopes.of(scope))).code())
                    .as(scope)
                    .isPresent();
        }
        assertThat(authorize(ehr, authorizationRequest(Scopes.of("patient/Observation.sr")))
                        .code())
                .isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/135")
    void rejectsOrReportsInvalidScopeSyntax() {
        assertThatIllegalArgumentException().isThrownBy(() -> ResourceScope.patient("Observation"));
        assertThatIllegalArgumentException().isThrownBy(() -> ResourceScope.patient("observation.r", READ));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResourceScope.patient("Observation", READ).where("", "x"));
        for (String text : List.of(
                "patient/Observation.",
                "patient/Observation.rr",
                "patient/Observation.sr",
                "patient/*.x",
                "patient",
                "system/Patient",
                "patient/Observation.rs?category",
                "patient/Observation.rs?=x",
                "patient/Observation.rs?category=",
                "patient/Observation.rs&category=x")) {
            assertThat(authorizationRequest(Scopes.of("launch/patient", text)).findings())
                    .as(text)
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.message()).contains("the scope " + text + " must have"));
        }
        assertThat(authorizationRequest(Scopes.of("launch/patient", "patient/Observation.rs?category=a&status=b"))
                        .findings())
                .isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/135")
    void sendsScopeThatOnlyServerDefinesUnchanged() {
        Scopes scopes = Scopes.of("user/allergy.read", "system/Patient.$export");
        assertThat(requestedScope(scopes)).isEqualTo("user/allergy.read system/Patient.$export");
        assertThat(authorizationRequest(scopes).findings()).isEmpty();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/137", "smart-2.2.0/141", "smart-2.2.0/143"})
    void startsScopeWithItsLevel() {
        assertThat(requestedScope(ResourceScope.patient("Condition", READ))).isEqualTo("patient/Condition.r");
        assertThat(requestedScope(ResourceScope.user("Condition", READ))).isEqualTo("user/Condition.r");
        resetServer("job");
        Throwable outcome = catchThrowable(
                () -> clients.client("job").requestToken(Scopes.of(ResourceScope.system("Condition", READ))));
        assertThat(lastTokenScope("job")).isEqualTo("system/Condition.r");
        assertThat(outcome).isNull();
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
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResourceScope.patient("Observation", READ).where("category", ""));
    }

    @Test
    @Assertion(id = "smart-2.2.0/146")
    void requestsAndReportsWildcardScope() {
        SandboxServer ehr = resetServer("scoped");
        AuthorizationRequest request = authorizationRequest(EVERYTHING);
        authorize(ehr, request);
        assertThat(receivedScope(ehr)).isEqualTo("launch/patient patient/*.cruds");
        assertThat(request.findings()).anyMatch(finding -> finding.message().contains("patient/*.cruds"));
    }

    @Test
    @Assertion(id = {"smart-2.2.0/146", "smart-2.2.0/147"})
    void reportsDifferenceOfGrantedScopes() {
        SandboxServer ehr = resetServer("scoped");
        ehr.script(
                Endpoint.TOKEN, grantResponse("launch/patient patient/Observation.rs patient/Patient.read fhirUser"));
        AuthorizationRequest request = authorizationRequest(EVERYTHING);
        TokenResponse tokens = clients.client("scoped").exchange(request, authorize(ehr, request));
        assertThat(tokens.scopeReport().isComplete()).isFalse();
        assertThat(tokens.scopeReport().missing()).isEqualTo(Scopes.of("patient/*.cruds"));
        assertThat(tokens.scopeReport().extra()).isEqualTo(Scopes.of("fhirUser"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/147")
    void comparesGrantedScopesWithRequest() {
        SandboxServer ehr = resetServer("scoped");
        ehr.script(
                Endpoint.TOKEN, grantResponse("launch/patient patient/Observation.rs patient/Patient.read fhirUser"));
        AuthorizationRequest request = authorizationRequest(EVERYTHING);
        Scopes granted = clients.client("scoped")
                .exchange(request, authorize(ehr, request))
                .accessToken()
                .scopes();
        assertThat(granted.covers(ResourceScope.patient("Patient", READ, SEARCH)))
                .isTrue();
        assertThat(granted.covers(ResourceScope.patient("Observation", CREATE))).isFalse();
        assertThat(EVERYTHING.intersection(granted))
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
        assertThat(requestedScope(union)).isEqualTo("launch/patient patient/Observation.rs patient/Patient.rs");
        assertThat(Scopes.parse("patient/Observation.rs user/Observation.r patient/*.rs")
                        .simplify())
                .isEqualTo(Scopes.of("user/Observation.r", "patient/*.rs"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/131")
    void keepsDifferentConstraintsApartInUnion() {
        Scopes union = Scopes.parse("patient/Observation.r?category=a")
                .union(Scopes.parse("patient/Observation.s?category=b patient/Observation.s?category=a"));
        assertThat(requestedScope(union))
                .isEqualTo("patient/Observation.rs?category=a patient/Observation.s?category=b");
    }

    @Test
    @Assertion(
            id = {
                "smart-2.2.0/37",
                "smart-2.2.0/150",
                "smart-2.2.0/151",
                "smart-2.2.0/152",
                "smart-2.2.0/153",
                "smart-2.2.0/155",
                "smart-2.2.0/166"
            })
    void requestsContextByLaunchScopes() {
        Scopes scopes = Scopes.of(
                LaunchScope.patient(),
                LaunchScope.encounter(),
                LaunchScope.of("DiagnosticReport"),
                ResourceScope.patient("Patient", READ));
        assertThat(requestedScope(scopes))
                .isEqualTo("launch/patient launch/encounter launch/diagnosticreport patient/Patient.r");
        assertThat(authorizationRequest(scopes).findings()).isEmpty();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/152", "smart-2.2.0/155", "smart-2.2.0/166"})
    void reportsMissingOrWrongLaunchScopes() {
        Map<String, String> messages = Map.of(
                "patient/Patient.r", "the scope launch/patient is missing",
                "launch/patient launch", "the scope 'launch' is valid only in an EHR launch",
                "launch/DiagnosticReport", "must be launch/ and a resource type in lower case");
        messages.forEach((scopes, message) -> assertThat(
                        authorizationRequest(Scopes.parse(scopes)).findings())
                .as(scopes)
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains(message)));
    }

    @Test
    @Assertion(id = {"smart-2.2.0/156", "smart-2.2.0/157", "smart-2.2.0/158"})
    void sendsOneLaunchScopePerRole() {
        Scopes scopes = Scopes.of(
                LaunchScope.of("List").withRole("https://example.org/med-list-at-home"),
                LaunchScope.of("List").withRole("https://example.org/med-list-at-hospital"));
        assertThat(requestedScope(scopes))
                .isEqualTo("launch/list?role=https://example.org/med-list-at-home"
                        + " launch/list?role=https://example.org/med-list-at-hospital");
        assertThat(authorizationRequest(scopes).findings()).isEmpty();
        Scopes both = Scopes.of("launch/list?role=home&role=hospital");
        assertThat(authorizationRequest(both).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("more than one role"));
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
        AuthorizationResponse response = authorize(ehr, request);
        assertThat(ehr.requests(Endpoint.AUTHORIZE).get(0).query())
                .containsEntry("launch", handle)
                .containsEntry("scope", "launch launch/patient launch/encounter patient/Patient.r");
        assertThat(request.findings()).isEmpty();
        assertThat(client.exchange(request, response).context().encounter()).contains("enc-2");
    }

    @Test
    @Assertion(id = "smart-2.2.0/161")
    void reportsEhrLaunchWithoutLaunchScope() {
        SandboxServer ehr = resetServer("scoped");
        Launch launch = Launch.ehr(ehr.fhirBase().toString(), "abc");
        AuthorizationOptions options = AuthorizationOptions.withScopes(Scopes.of("patient/Patient.r"));
        assertThat(clients.client("scoped").authorize(launch, options).findings())
                .singleElement()
                .satisfies(
                        finding -> assertThat(finding.message()).contains("an EHR launch requires the scope 'launch'"));
    }

    @Test
    @Assertion(id = {"smart-2.2.0/215", "smart-2.2.0/216"})
    void receivesRefreshTokenForOfflineAndOnlineAccess() {
        SandboxServer ehr = resetServer("scoped");
        assertEach(List.of(NamedScope.OFFLINE_ACCESS, NamedScope.ONLINE_ACCESS), access -> {
            TokenResponse tokens = launch("scoped", ehr, Scopes.of(LaunchScope.patient(), access));
            assertThat(tokens.refreshToken()).isPresent();
            assertThat(clients.client("scoped")
                            .refresh(RefreshRequest.of(tokens))
                            .accessToken()
                            .value())
                    .isNotEqualTo(tokens.accessToken().value());
        });
        assertThat(launch("scoped", ehr, Scopes.of(LaunchScope.patient())).refreshToken())
                .isEmpty();
        assertThat(ehr.requests(Endpoint.AUTHORIZE))
                .map(request -> request.query().getOrDefault("scope", ""))
                .containsExactly("launch/patient offline_access", "launch/patient online_access", "launch/patient");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/219", "smart-2.2.0/220"})
    void convertsScopesToUrisAndBack() {
        Map<String, String> uris = Map.of(
                "patient/*.r", "http://smarthealthit.org/fhir/scopes/patient/*.r",
                "launch/patient", "http://smarthealthit.org/fhir/scopes/launch/patient",
                "openid", "http://openid.net/specs/openid-connect-core-1_0#openid",
                "profile", "http://openid.net/specs/openid-connect-core-1_0#profile",
                "email", "http://openid.net/specs/openid-connect-core-1_0#email",
                "address", "http://openid.net/specs/openid-connect-core-1_0#address",
                "phone", "http://openid.net/specs/openid-connect-core-1_0#phone",
                "https://ehr.example/scopes/audit", "https://ehr.example/scopes/audit");
        uris.forEach((scope, uri) -> {
            assertThat(Scopes.of(scope).uris()).as(scope).containsExactly(uri);
            assertThat(Scopes.ofUris(List.of(uri))).as(uri).isEqualTo(Scopes.of(scope));
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
            assertThat(tokens.accessToken().scopes()).as(narrower).isEqualTo(Scopes.parse(narrower));
            assertThat(lastTokenScope("scoped")).isEqualTo(narrower);
        }
        client.refresh(RefreshRequest.of(tokens));
        assertThat(lastTokenRequest("scoped").form()).doesNotContainKey("scope");
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
        assertEach(
                List.of(
                        "patient/Observation.rs",
                        "patient/Patient.crs",
                        "patient/*.r",
                        "user/Patient.r",
                        "patient/Patient.r offline_access",
                        "launch/encounter"),
                wider -> {
                    assertThatThrownBy(() -> client.refresh(known.withScopes(Scopes.parse(wider))))
                            .isInstanceOfSatisfying(ValidationException.class, thrown -> assertThat(thrown.attribute())
                                    .isEqualTo("scope"));
                });
        assertThatThrownBy(() -> client.refresh(known.withScopes(Scopes.of("patient/Patient.crs"))))
                .hasMessageContaining("patient/Patient.c")
                .satisfies(saying("patient/Patient.c "));
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
        Throwable outcome = catchThrowable(() -> clients.client("job").requestToken());
        assertThat(lastTokenScope("job")).isEqualTo("system/Patient.rs system/Observation.rs?category=laboratory");
        assertThat(outcome).isNull();
    }

    @Test
    @Assertion(id = "smart-2.2.0/147")
    void reportsCompleteGrantOfSystemScopes() {
        resetServer("job");
        TokenResponse tokens = clients.client("job").requestToken();
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

    private String requestedScope(Scope scope) {
        return requestedScope(Scopes.of(scope));
    }

    /** Sends an authorization request, and returns the parameter {@code scope} that the server has received. */
    private String requestedScope(Scopes scopes) {
        SandboxServer ehr = resetServer("scoped");
        ehr.authorize(authorizationRequest(scopes).uri());
        return receivedScope(ehr);
    }

    private AuthorizationRequest authorizationRequest(Scopes scopes) {
        return clients.client("scoped").authorize(Launch.standalone(), AuthorizationOptions.withScopes(scopes));
    }

    private static String receivedScope(SandboxServer ehr) {
        return ehr.requests(Endpoint.AUTHORIZE).get(0).query().getOrDefault("scope", "");
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
        return lastTokenRequest(server).parameter("scope");
    }

    private static RecordedRequest lastTokenRequest(String server) {
        List<RecordedRequest> requests = server(server).requests(Endpoint.TOKEN);
        return requests.get(requests.size() - 1);
    }
}
