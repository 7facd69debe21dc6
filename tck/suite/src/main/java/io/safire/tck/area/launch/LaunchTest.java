package io.safire.tck.area.launch;

import static io.safire.tck.support.TckContext.CLIENT_SECRET;
import static io.safire.tck.support.TckContext.authorize;
import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TckContext.tokenRequest;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.AuthorizationException;
import io.safire.error.TokenException;
import io.safire.error.ValidationException;
import io.safire.launch.AuthorizationOptions;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.Scopes;
import io.safire.token.TokenFlow;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** EHR and standalone launch with the three client types: authorization request and code exchange. */
@SharedApplication("protocol")
@Tag("launch")
@ArquillianTest
public class LaunchTest {

    private static final String MOVED = "launch-moved";
    private static final String FORMER_REDIRECT_URI = "https://app.example/former";

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(LaunchTest.class)
                .server("public", "public")
                .server("query", "public")
                .server(MOVED, "public")
                .server("symmetric", "confidential-symmetric")
                .set("symmetric", "client-secret", CLIENT_SECRET)
                .server("asymmetric", "confidential-asymmetric")
                .set("asymmetric", "private-key", TestKeys.pem(TestKeys.RSA))
                .set("asymmetric", "kid", "rsa-1")
                .server("guide", "confidential-symmetric")
                .set("guide", "client-id", "my-app")
                .set("guide", "client-secret", "my-app-secret-123")
                .build();
    }

    @Test
    @Assertion(
            id = {
                "smart-2.2.0/32",
                "smart-2.2.0/33",
                "smart-2.2.0/34",
                "smart-2.2.0/36",
                "smart-2.2.0/37",
                "smart-2.2.0/42"
            })
    void sendsRequiredStandaloneParametersWithoutLaunch() {
        SandboxServer ehr = resetServer("public");
        ehr.authorize(clients.client("public").authorize(Launch.standalone()).uri());
        assertThat(authorizationRequest(ehr).query())
                .containsEntry("response_type", "code")
                .containsEntry("client_id", "app-public")
                .containsEntry("redirect_uri", TckArchive.REDIRECT_URI)
                .containsEntry("scope", "launch/patient openid fhirUser patient/*.rs offline_access")
                .containsEntry("aud", ehr.fhirBase().toString())
                .doesNotContainKeys("launch", "resource");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/2", "smart-2.2.0/3", "smart-2.2.0/13", "smart-2.2.0/44", "smart-2.2.0/45"})
    void generatesFreshStateAndCodeVerifier() {
        SandboxServer ehr = resetServer("public");
        AuthorizationRequest one = clients.client("public").authorize(Launch.standalone());
        AuthorizationRequest other = clients.client("public").authorize(Launch.standalone());
        ehr.authorize(one.uri());
        ehr.authorize(other.uri());
        List<RecordedRequest> sent = ehr.requests(Endpoint.AUTHORIZE);
        String state = sent.get(0).query().getOrDefault("state", "");
        assertThat(state)
                .hasSizeGreaterThanOrEqualTo(22)
                .isNotEqualTo(sent.get(1).query().get("state"));
        assertThat(one.codeVerifier()).matches("[A-Za-z0-9._~-]{43,128}").isNotEqualTo(other.codeVerifier());
        assertThat(sent).allSatisfy(request -> {
            assertThat(request.query()).containsEntry("code_challenge_method", "S256");
            assertThat(request.query().get("code_challenge")).matches("[A-Za-z0-9_-]{43}");
        });
    }

    @Test
    @Assertion(id = {"smart-2.2.0/63", "smart-2.2.0/71"})
    void sendsClientIdOfPublicClient() {
        SandboxServer ehr = resetServer("public");
        SmartClient client = clients.client("public");
        RecordedRequest request = tokenRequest(ehr, () -> launch(client, ehr));
        assertThat(request.parameter("client_id")).isEqualTo("app-public");
        assertThat(request.header("authorization")).isEmpty();
        assertThat(request.form()).doesNotContainKeys("client_secret", "client_assertion", "client_assertion_type");
        assertThat(launch(client, ehr).context().patient()).contains("pat-1");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/64", "smart-2.2.0/66", "smart-2.2.0/72", "smart-2.2.0/343", "smart-2.2.0/345"})
    void authenticatesSymmetricClientByBasicOnly() {
        SandboxServer ehr = resetServer("symmetric");
        SmartClient client = clients.client("symmetric");
        RecordedRequest request = tokenRequest(ehr, () -> launch(client, ehr));
        assertThat(request.basicCredentials()).isEqualTo("app-symmetric:" + CLIENT_SECRET);
        assertThat(request.form()).doesNotContainKeys("client_id", "client_secret");
        assertThat(launch(client, ehr).refreshToken()).isPresent();
    }

    /** Client and header are the example of SMART App Launch 2.2.0, client authentication: symmetric. */
    @Test
    @Assertion(id = "smart-2.2.0/345")
    void sendsBasicHeaderOfGuide() {
        SandboxServer ehr = resetServer("guide");
        ehr.registerClient(SandboxClient.secretClient("my-app", "my-app-secret-123", TckArchive.REDIRECT_URI));
        SmartClient client = clients.client("guide");
        RecordedRequest request = tokenRequest(ehr, () -> launch(client, ehr));
        assertThat(request.header("authorization")).isEqualTo("Basic bXktYXBwOm15LWFwcC1zZWNyZXQtMTIz");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/64", "smart-2.2.0/72", "smart-2.2.0/333", "smart-2.2.0/334"})
    void authenticatesAsymmetricClientByAssertionOnly() {
        SandboxServer ehr = resetServer("asymmetric");
        SmartClient client = clients.client("asymmetric");
        RecordedRequest request = tokenRequest(ehr, () -> launch(client, ehr));
        assertThat(request.parameter("client_assertion_type"))
                .isEqualTo("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        assertThat(request.header("authorization")).isEmpty();
        assertThat(request.form()).doesNotContainKey("client_id");
        assertThat(request.parameter("client_assertion")).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
        assertThat(request.assertionClaims())
                .containsEntry("sub", SandboxJson.createValue("app-asymmetric"))
                .containsEntry(
                        "aud", SandboxJson.createValue(ehr.tokenEndpoint().toString()));
        assertThat(launch(client, ehr).accessToken().scopes().values()).contains("patient/*.rs");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/62", "smart-2.2.0/67", "smart-2.2.0/68", "smart-2.2.0/69", "smart-2.2.0/70"})
    void sendsCodeRedirectUriAndVerifierAsForm() {
        SandboxServer ehr = resetServer("public");
        SmartClient client = clients.client("public");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        AuthorizationResponse response = authorize(ehr, request);
        Throwable failure = catchThrowable(() -> client.exchange(request, response));
        RecordedRequest sent = ehr.requests(Endpoint.TOKEN).get(0);
        assertThat(sent.method()).isEqualTo("POST");
        assertThat(sent.uri()).isEqualTo("/auth/token");
        assertThat(sent.header("content-type")).startsWith("application/x-www-form-urlencoded");
        assertThat(sent.header("accept")).contains("application/json");
        assertThat(sent.header("user-agent")).isNotBlank();
        assertThat(sent.parameter("grant_type")).isEqualTo("authorization_code");
        assertThat(sent.parameter("code")).isEqualTo(response.code().orElseThrow());
        assertThat(sent.parameter("redirect_uri")).isEqualTo(TckArchive.REDIRECT_URI);
        assertThat(sent.parameter("code_verifier")).isEqualTo(request.codeVerifier());
        assertThat(failure).isNull();
    }

    @Test
    @Assertion(id = "smart-2.2.0/68")
    void sendsCodeExactlyAsReceived() {
        SandboxServer ehr = resetServer("public");
        SmartClient client = clients.client("public");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        AuthorizationResponse response =
                AuthorizationResponse.parse("code=a%2Bb%2Fc%3D%26d%20%2541&state=" + request.state());
        assertThatThrownBy(() -> client.exchange(request, response))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("invalid_grant");
        assertThat(ehr.requests(Endpoint.TOKEN)).singleElement().satisfies(sent -> assertThat(sent.parameter("code"))
                .isEqualTo("a+b/c=&d %41"));
    }

    /** An administrator may change the setting while a user signs in. */
    @Test
    @Assertion(id = "smart-2.2.0/69")
    void sendsRedirectUriOfAuthorizationRequest() {
        SandboxServer ehr = resetServer(MOVED);
        ehr.registerClient(SandboxClient.publicClient("app-" + MOVED, FORMER_REDIRECT_URI));
        SmartClient client = clients.client(MOVED);
        AuthorizationRequest request = withRedirectUri(client.authorize(Launch.standalone()), FORMER_REDIRECT_URI);
        AuthorizationResponse response = authorize(ehr, request);
        Throwable failure = catchThrowable(() -> client.exchange(request, response));
        assertThat(ehr.requests(Endpoint.TOKEN).get(0).parameter("redirect_uri"))
                .isEqualTo(FORMER_REDIRECT_URI);
        assertThat(failure).isNull();
    }

    @Test
    @Assertion(
            id = {
                "smart-2.2.0/3",
                "smart-2.2.0/13",
                "smart-2.2.0/35",
                "smart-2.2.0/41",
                "smart-2.2.0/42",
                "smart-2.2.0/44",
                "smart-2.2.0/45",
                "smart-2.2.0/161"
            })
    void sendsLaunchAndIssUnchanged() {
        assertEach(List.of("public", "symmetric", "asymmetric"), name -> {
            SandboxServer ehr = resetServer(name);
            SmartClient client = clients.client(name);
            String launch = ehr.startLaunch(SandboxJson.createObjectBuilder()
                    .add("patient", "pat-3")
                    .add("encounter", "enc-3")
                    .add("need_patient_banner", true)
                    .build());
            AuthorizationRequest request = client.authorize(
                    Launch.ehr(ehr.fhirBase().toString(), launch),
                    AuthorizationOptions.withScopes(Scopes.parse("launch openid fhirUser patient/*.rs")));
            AuthorizationResponse response = authorize(ehr, request);
            assertThat(authorizationRequest(ehr).query())
                    .containsEntry("launch", launch)
                    .containsEntry("aud", ehr.fhirBase().toString())
                    .containsEntry("state", request.state())
                    .containsEntry("code_challenge_method", "S256")
                    .containsKey("code_challenge")
                    .doesNotContainKey("resource");
            TokenResponse tokens = client.exchange(request, response);
            assertThat(tokens.context().patient()).contains("pat-3");
            assertThat(tokens.context().encounter()).contains("enc-3");
            assertThat(tokens.context().needPatientBanner()).contains(true);
            assertThat(tokens.conformance(TokenFlow.AUTHORIZATION_CODE)).isEmpty();
        });
    }

    @Test
    @Assertion(id = {"smart-2.2.0/35", "smart-2.2.0/51"})
    void encodesReservedCharactersOfLaunch() {
        SandboxServer ehr = resetServer("public");
        Launch launch = Launch.ehr(ehr.fhirBase().toString(), "a+b/c=d%20e&f#g");
        AuthorizationOptions options = AuthorizationOptions.withScopes(Scopes.parse("launch patient/*.rs"));
        ehr.authorize(clients.client("public").authorize(launch, options).uri());
        assertThat(authorizationRequest(ehr).uri().split("[?&]")).contains("launch=a%2Bb%2Fc%3Dd%2520e%26f%23g");
    }

    @Test
    void sendsAdditionalParametersOfCall() {
        SandboxServer ehr = resetServer("public");
        AuthorizationOptions options =
                AuthorizationOptions.defaults().withLoginHint("a&b").withParameter("tenant", "north");
        ehr.authorize(
                clients.client("public").authorize(Launch.standalone(), options).uri());
        assertThat(authorizationRequest(ehr).uri().split("[?&]"))
                .contains("login_hint=a%26b", "tenant=north", "response_type=code");
    }

    @Test
    void rejectsAdditionalParameterThatClientSets() {
        SandboxServer ehr = resetServer("public");
        assertEach(List.of("scope", "state", "redirect_uri", "aud", "code_challenge", "nonce", "client_id"), name -> {
            AuthorizationOptions options = AuthorizationOptions.defaults().withParameter(name, "other");
            assertThatThrownBy(() -> clients.client("public").authorize(Launch.standalone(), options))
                    .as(name)
                    .isInstanceOf(ValidationException.class);
        });
        assertThat(ehr.requests(Endpoint.AUTHORIZE)).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/41")
    void rejectsEhrLaunchOfForeignIss() {
        SandboxServer ehr = resetServer("public");
        Launch foreign = Launch.ehr("https://fhir.attacker.example/r4", "abc");
        assertThatThrownBy(() -> clients.client("public").authorize(foreign))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("https://fhir.attacker.example/r4")
                .satisfies(thrown ->
                        assertThat(((ValidationException) thrown).attribute()).isEqualTo("iss"));
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/3", "smart-2.2.0/50", "smart-2.2.0/52"})
    void completesLaunchByPost() {
        SandboxServer ehr = resetServer("public");
        SmartClient client = clients.client("public");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        String query = ehr.authorizePost(request.endpoint(), request.form()).query();
        assertThat(authorizationRequest(ehr).parameter("state")).isEqualTo(request.state());
        TokenResponse tokens = client.exchange(request, AuthorizationResponse.parse(query));
        assertThat(tokens.accessToken().value()).isNotBlank();
    }

    @Test
    @Assertion(id = "smart-2.2.0/51")
    void preservesQueryOfAuthorizationEndpoint() {
        SandboxServer ehr = resetServer("query");
        ehr.patchMetadata(SandboxJson.createObjectBuilder()
                .add("authorization_endpoint", ehr.authorizationEndpoint() + "?tenant=a%20b")
                .build());
        ehr.authorize(clients.client("query").authorize(Launch.standalone()).uri());
        assertThat(authorizationRequest(ehr).uri())
                .startsWith(ehr.authorizationEndpoint() + "?tenant=a%20b&response_type=code&");
    }

    @Test
    @Assertion(id = "smart-2.2.0/37")
    void prefersScopesOfCallOverConfiguredScopes() {
        SandboxServer ehr = resetServer("public");
        AuthorizationRequest request = clients.client("public")
                .authorize(
                        Launch.standalone(),
                        AuthorizationOptions.withScopes(Scopes.of("launch/patient", "patient/Patient.r")));
        ehr.authorize(request.uri());
        assertThat(authorizationRequest(ehr).query()).containsEntry("scope", "launch/patient patient/Patient.r");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/4", "smart-2.2.0/39", "smart-2.2.0/60"})
    void rejectsDifferentOrMissingState() {
        SandboxServer ehr = resetServer("public");
        SmartClient client = clients.client("public");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        assertEach(
                List.of(
                        "code=abc&state=state-of-another-user-0000",
                        "code=abc&state=" + request.state() + "x",
                        "code=abc&state=" + request.state().substring(0, 16),
                        "error=access_denied&state=another-state-00000000",
                        "code=abc"),
                query -> {
                    assertThatThrownBy(() -> client.exchange(request, AuthorizationResponse.parse(query)))
                            .isInstanceOf(ValidationException.class)
                            .satisfies(thrown -> assertThat(((ValidationException) thrown).attribute())
                                    .isEqualTo("state"));
                });
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    void rejectsResponseOfAnotherIssuer() {
        SandboxServer ehr = resetServer("public");
        SmartClient client = clients.client("public");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        String query = "code=abc&state=" + request.state() + "&iss=https%3A%2F%2Fas.attacker.example";
        assertThatThrownBy(() -> client.exchange(request, AuthorizationResponse.parse(query)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("https://as.attacker.example");
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    void throwsAuthorizationExceptionWhenUserDeniesAccess() {
        SandboxServer ehr = resetServer("public");
        ehr.setConsentDenied(true);
        SmartClient client = clients.client("public");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        assertThatThrownBy(() -> client.exchange(request, authorize(ehr, request)))
                .isInstanceOf(AuthorizationException.class)
                .hasMessageContaining("access_denied")
                .satisfies(thrown -> assertThat(((AuthorizationException) thrown).errorDescription())
                        .contains("the user denied access"));
    }

    @Test
    @Assertion(id = {"smart-2.2.0/13", "smart-2.2.0/70"})
    void rejectsInjectedCodeByPkce() {
        SandboxServer ehr = resetServer("public");
        SmartClient client = clients.client("public");
        AuthorizationRequest victim = client.authorize(Launch.standalone());
        String stolen = authorize(ehr, victim).code().orElseThrow();
        AuthorizationRequest own = client.authorize(Launch.standalone());
        AuthorizationResponse injected = AuthorizationResponse.parse("code=" + stolen + "&state=" + own.state());
        assertThatThrownBy(() -> client.exchange(own, injected))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("invalid_grant");
    }

    private static RecordedRequest authorizationRequest(SandboxServer ehr) {
        return ehr.requests(Endpoint.AUTHORIZE).get(0);
    }

    private static AuthorizationRequest withRedirectUri(AuthorizationRequest request, String redirectUri) {
        Map<String, String> parameters = new LinkedHashMap<>(request.parameters());
        parameters.put("redirect_uri", redirectUri);
        return new AuthorizationRequest(request.server(), request.endpoint(), parameters, request.codeVerifier());
    }
}
