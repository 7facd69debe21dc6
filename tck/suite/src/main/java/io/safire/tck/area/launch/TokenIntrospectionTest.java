package io.safire.tck.area.launch;

import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.CLIENT_SECRET;
import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.authentication.Credential;
import io.safire.error.DiscoveryException;
import io.safire.error.TokenException;
import io.safire.error.ValidationException;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.Introspection;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Introspection of tokens. */
@SharedApplication("protocol")
@Tag("launch")
@ArquillianTest
public class TokenIntrospectionTest {

    private static final List<String> ALL_TYPES =
            List.of("introspect-public", "introspect-symmetric", "introspect-asymmetric");
    private static final String UNKNOWN_TOKEN = "unknown-token-0123456789";

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(TokenIntrospectionTest.class)
                .server("introspect-public", "public")
                .server("introspect-symmetric", "confidential-symmetric")
                .set("introspect-symmetric", "client-secret", CLIENT_SECRET)
                .server("introspect-asymmetric", "confidential-asymmetric")
                .set("introspect-asymmetric", "private-key", TestKeys.pem(TestKeys.EC))
                .set("introspect-asymmetric", "kid", "ec-1")
                .server("introspect-missing", "public")
                .server("introspect-insecure", "public")
                .server("introspect-fixed", "confidential-symmetric")
                .set("introspect-fixed", "client-secret", CLIENT_SECRET)
                .set("introspect-fixed", "introspection-endpoint", "http://localhost:1/introspect")
                .build();
    }

    @Test
    @Assertion(id = "smart-2.2.0/270")
    void introspectsTokenForAllClientTypes() {
        assertEach(ALL_TYPES, name -> {
            SandboxServer ehr = resetServer(name);
            SmartClient client = clients.client(name);
            TokenResponse tokens = launch(client, ehr);
            Introspection introspection = client.tokens().introspect(tokens.accessToken());
            assertThat(introspection.isActive()).isTrue();
            assertThat(introspection.clientId()).contains("app-" + name);
            assertThat(introspection.scopes().values()).contains("patient/*.rs");
            assertThat(introspection.subject()).contains("dr-1");
            assertThat(introspection.issuer()).contains(ehr.issuer().toString());
            assertThat(introspection.audience()).containsExactly(ehr.fhirBase().toString());
            assertThat(introspection.expiresAt().orElseThrow())
                    .isAfter(introspection.issuedAt().orElseThrow());
            assertThat(introspection.fhirUser()).contains(ehr.fhirBase() + "/Practitioner/dr-1");
            assertThat(introspection.context().patient()).contains("pat-1");
        });
    }

    @Test
    @Assertion(id = "smart-2.2.0/270")
    void sendsTokenInFormOfPostRequest() {
        SandboxServer ehr = resetServer("introspect-public");
        SmartClient client = clients.client("introspect-public");
        TokenResponse tokens = launch(client, ehr);
        Throwable failure = catchThrowable(() -> client.tokens().introspect(tokens.accessToken()));
        RecordedRequest request = ehr.requests(Endpoint.INTROSPECT).get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.header("content-type")).startsWith("application/x-www-form-urlencoded");
        assertThat(request.header("accept")).contains("application/json");
        assertThat(request.parameter("token")).isEqualTo(tokens.accessToken().value());
        assertThat(request.parameter("token_type_hint")).isEqualTo("access_token");
        assertThat(request.uri()).isEqualTo("/auth/introspect");
        assertThat(failure).isNull();
    }

    @Test
    @Assertion(id = "smart-2.2.0/270")
    void reportsUnknownTokenAsInactive() {
        assertEach(ALL_TYPES, name -> {
            resetServer(name);
            assertThat(clients.client(name).tokens().introspect(UNKNOWN_TOKEN).isActive())
                    .isFalse();
        });
    }

    @Test
    @Assertion(id = {"smart-2.2.0/270", "smart-2.2.0/333"})
    void authenticatesIntrospectionByClientType() {
        assertEach(ALL_TYPES, name -> {
            SandboxServer ehr = resetServer(name);
            Throwable failure =
                    catchThrowable(() -> clients.client(name).tokens().introspect(UNKNOWN_TOKEN));
            RecordedRequest request = ehr.requests(Endpoint.INTROSPECT).get(0);
            boolean basic = name.equals("introspect-symmetric");
            boolean assertion = name.equals("introspect-asymmetric");
            assertThat(request.basicCredentials()).isEqualTo(basic ? "app-introspect-symmetric:" + CLIENT_SECRET : "");
            assertThat(request.form().containsKey("client_id")).isEqualTo(name.equals("introspect-public"));
            assertThat(request.form().containsKey("client_assertion")).isEqualTo(assertion);
            if (assertion) {
                assertThat(request.parameter("client_assertion_type"))
                        .isEqualTo("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
                assertThat(request.assertionClaims().getString("aud"))
                        .isEqualTo(ehr.tokenEndpoint().toString());
            }
            assertThat(failure).isNull();
        });
    }

    @Test
    @Assertion(id = "smart-2.2.0/270")
    void authenticatesIntrospectionByBearerToken() {
        SandboxServer ehr = resetServer("introspect-symmetric");
        SmartClient client = clients.client("introspect-symmetric");
        TokenResponse tokens = launch(client, ehr);
        ehr.setQuirks(Quirk.INTROSPECTION_BY_BEARER);
        assertThat(client.tokens()
                        .introspect(tokens.refreshToken().orElseThrow(), tokens.accessToken())
                        .isActive())
                .isTrue();
        RecordedRequest request = ehr.requests(Endpoint.INTROSPECT).get(0);
        assertThat(request.header("authorization"))
                .isEqualTo("Bearer " + tokens.accessToken().value());
        assertThat(request.form()).containsOnlyKeys("token");
    }

    @Test
    @Assertion(id = "smart-2.2.0/270")
    void explainsRejectedBearerTokenWithoutTokens() {
        SandboxServer ehr = resetServer("introspect-symmetric");
        SmartClient client = clients.client("introspect-symmetric");
        TokenResponse tokens = launch(client, ehr);
        String refreshToken = tokens.refreshToken().orElseThrow();
        assertThatThrownBy(() -> client.tokens().introspect(refreshToken, tokens.accessToken()))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("401")
                .satisfies(saying("HTTP 401", "bearer"))
                .hasMessageNotContaining(refreshToken)
                .hasMessageNotContaining(tokens.accessToken().value());
    }

    @Test
    @Assertion(id = "smart-2.2.0/270")
    void suggestsBearerTokenIfServerRejectsClient() {
        SandboxServer ehr = resetServer("introspect-symmetric");
        SmartClient client = clients.client("introspect-symmetric");
        String refreshToken = launch(client, ehr).refreshToken().orElseThrow();
        ehr.setQuirks(Quirk.INTROSPECTION_BY_BEARER);
        assertThatThrownBy(() -> client.tokens().introspect(refreshToken))
                .isInstanceOf(TokenException.class)
                .satisfies(saying("introspect(token, bearer)"));
    }

    @Test
    void introspectsWithCredentialOfCall() {
        SandboxServer ehr = resetServer("introspect-symmetric");
        SmartClient client = clients.client("introspect-symmetric");
        TokenResponse tokens = launch(client, ehr);
        assertThat(client.with(Credential.secret(CLIENT_SECRET))
                        .tokens()
                        .introspect(tokens.accessToken().value())
                        .isActive())
                .isTrue();
    }

    @Test
    void explainsRejectedCredentialOfCall() {
        resetServer("introspect-symmetric");
        SmartClient client = clients.client("introspect-symmetric");
        assertThatThrownBy(() ->
                        client.with(Credential.secret("wrong-secret")).tokens().introspect(UNKNOWN_TOKEN))
                .isInstanceOfSatisfying(TokenException.class, thrown -> {
                    assertThat(thrown.status()).hasValue(401);
                    assertThat(thrown.errorCode()).contains("invalid_client");
                })
                .satisfies(saying("the client secret (of this call)"))
                .hasMessageNotContaining("safire.introspect-symmetric.client-secret")
                .hasMessageNotContaining("wrong-secret");
    }

    @Test
    void acceptsLenientIntrospectionResponses() {
        SandboxServer ehr = resetServer("introspect-public");
        ehr.script(
                Endpoint.INTROSPECT,
                ScriptedResponse.status(200)
                        .body("text/plain", "{\"active\":true,\"aud\":[\"a\",\"b\"],\"exp\":\"1790000000\"}"),
                ScriptedResponse.status(200).body("application/json", "{\"active\":\"true\",\"x_vendor\":1}"));
        Introspection first = clients.client("introspect-public").tokens().introspect(UNKNOWN_TOKEN);
        assertThat(first.audience()).containsExactly("a", "b");
        assertThat(first.expiresAt()).isPresent();
        Introspection second = clients.client("introspect-public").tokens().introspect(UNKNOWN_TOKEN);
        assertThat(second.isActive()).isTrue();
        assertThat(second.members()).containsKey("x_vendor");
    }

    @Test
    @Assertion(id = "smart-2.2.0/270")
    void rejectsIntrospectionResponseWithoutActive() {
        SandboxServer ehr = resetServer("introspect-public");
        assertEach(
                List.of(
                        "",
                        "<html>Sign in</html>",
                        "[true]",
                        "{}",
                        "{\"active\":1}",
                        "{\"active\":\"yes\"}",
                        "{\"active\":true,\"active\":false}",
                        "{\"error\":\"invalid_request\"}"),
                body -> {
                    ehr.script(Endpoint.INTROSPECT, ScriptedResponse.status(200).body("application/json", body));
                    assertThatThrownBy(() ->
                                    clients.client("introspect-public").tokens().introspect(UNKNOWN_TOKEN))
                            .isInstanceOf(TokenException.class)
                            .satisfies(saying("Introspection failed — HTTP 200"));
                });
    }

    @Test
    void explainsRejectedTokenFormat() {
        SandboxServer ehr = resetServer("introspect-public");
        Map<String, ScriptedResponse> rejections = Map.of(
                "text", ScriptedResponse.status(400).body("text/html", "no such token"),
                "token in the error description",
                        ScriptedResponse.status(400)
                                .body(
                                        "application/json",
                                        "{\"error\":\"invalid_request\",\"error_description\":\"what is "
                                                + UNKNOWN_TOKEN + "\"}"));
        assertEach(rejections, rejection -> {
            ehr.script(Endpoint.INTROSPECT, rejection);
            assertThatThrownBy(
                            () -> clients.client("introspect-public").tokens().introspect(UNKNOWN_TOKEN))
                    .isInstanceOf(TokenException.class)
                    .hasMessageContaining("400")
                    .satisfies(saying("HTTP 400", "JWT"))
                    .hasMessageNotContaining(UNKNOWN_TOKEN);
        });
    }

    @Test
    @Assertion(id = "smart-2.2.0/319")
    void signsNewAssertionForEachIntrospectionAttempt() {
        SandboxServer ehr = resetServer("introspect-asymmetric");
        SmartClient client = clients.client("introspect-asymmetric");
        ehr.script(Endpoint.INTROSPECT, ScriptedResponse.status(503));
        client.tokens().introspect(UNKNOWN_TOKEN);
        ehr.script(Endpoint.INTROSPECT, ScriptedResponse.drop());
        client.tokens().introspect(UNKNOWN_TOKEN);
        List<RecordedRequest> requests = ehr.requests(Endpoint.INTROSPECT);
        assertThat(requests).hasSize(4);
        assertThat(requests.stream()
                        .map(request -> request.assertionClaims().getString("jti"))
                        .distinct())
                .hasSize(4);
    }

    @Test
    void doesNotRetryRejectedIntrospection() {
        SandboxServer ehr = resetServer("introspect-asymmetric");
        ehr.script(Endpoint.INTROSPECT, ScriptedResponse.status(400));
        assertThatThrownBy(
                        () -> clients.client("introspect-asymmetric").tokens().introspect(UNKNOWN_TOKEN))
                .isInstanceOf(TokenException.class);
        assertThat(ehr.requests(Endpoint.INTROSPECT)).hasSize(1);
    }

    @Test
    @Assertion(id = {"smart-2.2.0/1", "smart-2.2.0/270"})
    void rejectsRedirectOfIntrospection() {
        SandboxServer ehr = resetServer("introspect-public");
        SandboxServer other = resetServer("introspect-symmetric");
        ehr.script(Endpoint.INTROSPECT, ScriptedResponse.redirect(other.introspectionEndpoint()));
        assertThatThrownBy(() -> clients.client("introspect-public").tokens().introspect(UNKNOWN_TOKEN))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining(other.introspectionEndpoint().toString())
                .hasMessageContaining("safire.introspect-public.introspection-endpoint")
                .satisfies(saying("redirects to " + other.introspectionEndpoint()));
        assertThat(other.requests(Endpoint.INTROSPECT)).isEmpty();
    }

    @Test
    void namesSettingOfMissingIntrospectionEndpoint() {
        resetServer("introspect-missing")
                .patchMetadata(SandboxJson.createObjectBuilder()
                        .addNull("introspection_endpoint")
                        .build());
        assertThatThrownBy(() -> clients.client("introspect-missing").tokens().introspect(UNKNOWN_TOKEN))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("safire.introspect-missing.introspection-endpoint");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/1", "smart-2.2.0/270"})
    void rejectsIntrospectionEndpointWithoutHttps() {
        resetServer("introspect-insecure")
                .patchMetadata(SandboxJson.createObjectBuilder()
                        .add("introspection_endpoint", "http://as.hospital.example/introspect")
                        .build());
        assertThatThrownBy(() -> clients.client("introspect-insecure").tokens().introspect(UNKNOWN_TOKEN))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("introspection_endpoint")
                .satisfies(saying("introspection_endpoint must be https"));
    }

    @Test
    void prefersConfiguredIntrospectionEndpoint() {
        SandboxServer ehr = resetServer("introspect-fixed");
        assertThatThrownBy(() -> clients.client("introspect-fixed").tokens().introspect(UNKNOWN_TOKEN))
                .hasMessageContaining("http://localhost:1/introspect")
                .hasMessageContaining("safire.introspect-fixed.introspection-endpoint");
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/1")
    void introspectsNoTokenOfAnotherServer() {
        TokenResponse tokens = launch(clients.client("introspect-symmetric"), resetServer("introspect-symmetric"));
        SandboxServer foreign = resetServer("introspect-public");
        SmartClient client = clients.client("introspect-public");
        Map<String, Runnable> calls = Map.of(
                "token", () -> client.tokens().introspect(tokens.accessToken()),
                "bearer token", () -> client.tokens().introspect(UNKNOWN_TOKEN, tokens.accessToken()));
        assertEach(calls, call -> assertThatThrownBy(call::run)
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("introspect-symmetric"));
        assertThat(foreign.requests(Endpoint.INTROSPECT)).isEmpty();
    }

    @Test
    void rejectsBlankTokenOfIntrospection() {
        SandboxServer ehr = resetServer("introspect-public");
        assertThatThrownBy(() -> clients.client("introspect-public").tokens().introspect(" "))
                .isInstanceOf(ValidationException.class);
        assertThat(ehr.requests(Endpoint.INTROSPECT)).isEmpty();
    }
}
