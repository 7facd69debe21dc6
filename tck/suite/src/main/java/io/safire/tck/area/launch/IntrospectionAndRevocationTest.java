package io.safire.tck.area.launch;

import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.CLIENT_SECRET;
import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
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
import io.safire.token.RefreshRequest;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Introspection, revocation and rotation of tokens. */
@SharedApplication("protocol")
@Tag("launch")
@ArquillianTest
public class IntrospectionAndRevocationTest {

    private static final List<String> ALL_TYPES = List.of("svc-public", "svc-symmetric", "svc-asymmetric");
    private static final String UNKNOWN_TOKEN = "unknown-token-0123456789";

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(IntrospectionAndRevocationTest.class)
                .server("svc-public", "public")
                .server("svc-symmetric", "confidential-symmetric")
                .set("svc-symmetric", "client-secret", CLIENT_SECRET)
                .server("svc-asymmetric", "confidential-asymmetric")
                .set("svc-asymmetric", "private-key", TestKeys.pem(TestKeys.EC))
                .set("svc-asymmetric", "kid", "ec-1")
                .server("svc-missing", "public")
                .server("svc-insecure", "public")
                .server("svc-fixed", "confidential-symmetric")
                .set("svc-fixed", "client-secret", CLIENT_SECRET)
                .set("svc-fixed", "introspection-endpoint", "http://localhost:1/introspect")
                .set("svc-fixed", "revocation-endpoint", "http://localhost:1/revoke")
                .build();
    }

    @Test
    void masksBothTokensInRevocationError() {
        SandboxServer ehr = resetServer("svc-symmetric");
        SmartClient client = clients.client("svc-symmetric");
        TokenResponse tokens = launch(client, ehr);
        String access = tokens.accessToken().value();
        String refresh = tokens.refreshToken().orElseThrow();
        ScriptedResponse both = ScriptedResponse.status(400)
                .body(
                        "application/json",
                        SandboxJson.createObjectBuilder()
                                .add("error", "invalid_request")
                                .add("error_description", access + " belongs to " + refresh)
                                .build()
                                .toString());
        ehr.script(Endpoint.REVOKE, both, both);
        assertThatThrownBy(() -> client.tokens().revoke(tokens))
                .isInstanceOf(TokenException.class)
                .satisfies(thrown -> {
                    assertThat(thrown.getSuppressed()).hasSize(1);
                    for (Throwable each : List.of(thrown, thrown.getSuppressed()[0])) {
                        assertThat(each.getMessage())
                                .contains(" belongs to ")
                                .satisfies(saying("*** belongs to ***"))
                                .doesNotContain(access, refresh);
                    }
                });
    }

    @Test
    @Assertion(id = "smart-2.2.0/270")
    void introspectsTokenForAllClientTypes() {
        for (String name : ALL_TYPES) {
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
            RecordedRequest request = ehr.requests(Endpoint.INTROSPECT).get(0);
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.header("content-type")).startsWith("application/x-www-form-urlencoded");
            assertThat(request.header("accept")).contains("application/json");
            assertThat(request.parameter("token"))
                    .isEqualTo(tokens.accessToken().value());
            assertThat(request.parameter("token_type_hint")).isEqualTo("access_token");
            assertThat(request.uri()).isEqualTo("/auth/introspect");
        }
    }

    @Test
    @Assertion(id = "smart-2.2.0/270")
    void reportsUnknownTokenAsInactive() {
        for (String name : ALL_TYPES) {
            resetServer(name);
            assertThat(clients.client(name).tokens().introspect(UNKNOWN_TOKEN).isActive())
                    .isFalse();
        }
    }

    @Test
    @Assertion(id = {"smart-2.2.0/270", "smart-2.2.0/333"})
    void authenticatesEachClientTypeAtBothEndpoints() {
        for (String name : ALL_TYPES) {
            SandboxServer ehr = resetServer(name);
            Throwable failure = catchThrowable(() -> {
                clients.client(name).tokens().introspect(UNKNOWN_TOKEN);
                clients.client(name).tokens().revokeRefreshToken(UNKNOWN_TOKEN);
            });
            for (Endpoint endpoint : List.of(Endpoint.INTROSPECT, Endpoint.REVOKE)) {
                RecordedRequest request = ehr.requests(endpoint).get(0);
                boolean basic = name.equals("svc-symmetric");
                boolean assertion = name.equals("svc-asymmetric");
                assertThat(request.basicCredentials()).isEqualTo(basic ? "app-svc-symmetric:" + CLIENT_SECRET : "");
                assertThat(request.form().containsKey("client_id")).isEqualTo(name.equals("svc-public"));
                assertThat(request.form().containsKey("client_assertion")).isEqualTo(assertion);
                if (assertion) {
                    assertThat(request.parameter("client_assertion_type"))
                            .isEqualTo("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
                    assertThat(request.assertionClaims().getString("aud"))
                            .isEqualTo(ehr.tokenEndpoint().toString());
                }
            }
            assertThat(failure).isNull();
        }
    }

    @Test
    @Assertion(id = "smart-2.2.0/270")
    void authenticatesIntrospectionByBearerToken() {
        SandboxServer ehr = resetServer("svc-symmetric");
        SmartClient client = clients.client("svc-symmetric");
        TokenResponse tokens = launch(client, ehr);
        String refreshToken = tokens.refreshToken().orElseThrow();
        assertThatThrownBy(() -> client.tokens().introspect(refreshToken, tokens.accessToken()))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("401")
                .satisfies(saying("HTTP 401", "bearer"))
                .hasMessageNotContaining(refreshToken)
                .hasMessageNotContaining(tokens.accessToken().value());
        ehr.setQuirks(Quirk.INTROSPECTION_BY_BEARER);
        assertThat(client.tokens()
                        .introspect(refreshToken, tokens.accessToken())
                        .isActive())
                .isTrue();
        RecordedRequest request = ehr.requests(Endpoint.INTROSPECT).get(1);
        assertThat(request.header("authorization"))
                .isEqualTo("Bearer " + tokens.accessToken().value());
        assertThat(request.form()).containsOnlyKeys("token");
        assertThatThrownBy(() -> client.tokens().introspect(refreshToken))
                .isInstanceOf(TokenException.class)
                .satisfies(saying("introspect(token, bearer)"));
    }

    @Test
    void usesCredentialOfCallAndExplainsRejection() {
        SandboxServer ehr = resetServer("svc-symmetric");
        SmartClient client = clients.client("svc-symmetric");
        TokenResponse tokens = launch(client, ehr);
        assertThat(client.with(Credential.secret(CLIENT_SECRET))
                        .tokens()
                        .introspect(tokens.accessToken().value())
                        .isActive())
                .isTrue();
        assertThatThrownBy(() ->
                        client.with(Credential.secret("wrong-secret")).tokens().introspect(UNKNOWN_TOKEN))
                .isInstanceOfSatisfying(TokenException.class, thrown -> {
                    assertThat(thrown.status()).hasValue(401);
                    assertThat(thrown.errorCode()).contains("invalid_client");
                })
                .satisfies(saying("the client secret (of this call)"))
                .hasMessageNotContaining("safire.svc-symmetric.client-secret")
                .hasMessageNotContaining("wrong-secret");
        assertThatThrownBy(() ->
                        client.with(Credential.secret("wrong-secret")).tokens().revoke(tokens))
                .isInstanceOf(TokenException.class)
                .satisfies(saying("the client secret (of this call)"))
                .hasMessageNotContaining("safire.svc-symmetric.client-secret");
        assertThat(client.tokens().introspect(tokens.accessToken()).isActive()).isTrue();
        assertThat(client.with(Credential.secret(CLIENT_SECRET)).tokens().revoke(tokens))
                .isEmpty();
    }

    @Test
    void acceptsLenientIntrospectionResponses() {
        SandboxServer ehr = resetServer("svc-public");
        ehr.script(
                Endpoint.INTROSPECT,
                ScriptedResponse.status(200)
                        .body("text/plain", "{\"active\":true,\"aud\":[\"a\",\"b\"],\"exp\":\"1790000000\"}"),
                ScriptedResponse.status(200).body("application/json", "{\"active\":\"true\",\"x_vendor\":1}"));
        Introspection first = clients.client("svc-public").tokens().introspect(UNKNOWN_TOKEN);
        assertThat(first.audience()).containsExactly("a", "b");
        assertThat(first.expiresAt()).isPresent();
        Introspection second = clients.client("svc-public").tokens().introspect(UNKNOWN_TOKEN);
        assertThat(second.isActive()).isTrue();
        assertThat(second.members()).containsKey("x_vendor");
    }

    @Test
    @Assertion(id = "smart-2.2.0/270")
    void rejectsIntrospectionResponseWithoutActive() {
        SandboxServer ehr = resetServer("svc-public");
        for (String body : List.of(
                "",
                "<html>Sign in</html>",
                "[true]",
                "{}",
                "{\"active\":1}",
                "{\"active\":\"yes\"}",
                "{\"active\":true,\"active\":false}",
                "{\"error\":\"invalid_request\"}")) {
            ehr.script(Endpoint.INTROSPECT, ScriptedResponse.status(200).body("application/json", body));
            assertThatThrownBy(() -> clients.client("svc-public").tokens().introspect(UNKNOWN_TOKEN))
                    .as(body)
                    .isInstanceOf(TokenException.class)
                    .satisfies(saying("Introspection failed — HTTP 200"));
        }
    }

    @Test
    void explainsRejectedTokenFormat() {
        SandboxServer ehr = resetServer("svc-public");
        ehr.script(
                Endpoint.INTROSPECT,
                ScriptedResponse.status(400).body("text/html", "no such token"),
                ScriptedResponse.status(400)
                        .body(
                                "application/json",
                                "{\"error\":\"invalid_request\",\"error_description\":\"what is " + UNKNOWN_TOKEN
                                        + "\"}"));
        for (int count = 0; count < 2; count++) {
            assertThatThrownBy(() -> clients.client("svc-public").tokens().introspect(UNKNOWN_TOKEN))
                    .isInstanceOf(TokenException.class)
                    .hasMessageContaining("400")
                    .satisfies(saying("HTTP 400", "JWT"))
                    .hasMessageNotContaining(UNKNOWN_TOKEN);
        }
    }

    @Test
    void revokesRefreshTokenBeforeAccessToken() {
        for (String name : ALL_TYPES) {
            SandboxServer ehr = resetServer(name);
            SmartClient client = clients.client(name);
            TokenResponse tokens = launch(client, ehr);
            assertThat(client.tokens().revoke(tokens)).isEmpty();
            List<RecordedRequest> requests = ehr.requests(Endpoint.REVOKE);
            assertThat(requests).hasSize(2);
            assertThat(requests.get(0).method()).isEqualTo("POST");
            assertThat(requests.get(0).parameter("token_type_hint")).isEqualTo("refresh_token");
            assertThat(requests.get(0).parameter("token"))
                    .isEqualTo(tokens.refreshToken().orElseThrow());
            assertThat(requests.get(1).parameter("token_type_hint")).isEqualTo("access_token");
            assertThat(requests.get(1).parameter("token"))
                    .isEqualTo(tokens.accessToken().value());
            assertThat(client.tokens().introspect(tokens.accessToken()).isActive())
                    .isFalse();
            assertThatThrownBy(() -> client.refresh(RefreshRequest.of(tokens)))
                    .isInstanceOf(TokenException.class)
                    .hasMessageContaining("invalid_grant");
        }
    }

    @Test
    void revokesAccessTokenOnly() {
        SandboxServer ehr = resetServer("svc-symmetric");
        SmartClient client = clients.client("svc-symmetric");
        TokenResponse tokens = launch(client, ehr);
        assertThat(client.with(Credential.secret(CLIENT_SECRET)).tokens().revoke(tokens.accessToken()))
                .isEmpty();
        assertThat(client.tokens().introspect(tokens.accessToken()).isActive()).isFalse();
        TokenResponse fresh = client.refresh(RefreshRequest.of(tokens));
        assertThat(client.tokens().introspect(fresh.accessToken()).isActive()).isTrue();
        assertThat(client.with(Credential.secret(CLIENT_SECRET))
                        .tokens()
                        .revokeRefreshToken(fresh.refreshToken().orElseThrow()))
                .isEmpty();
        assertThatThrownBy(() -> client.refresh(RefreshRequest.of(fresh))).isInstanceOf(TokenException.class);
    }

    @Test
    void revokesUnknownTokenWithoutError() {
        SandboxServer ehr = resetServer("svc-public");
        SmartClient client = clients.client("svc-public");
        assertThat(client.tokens().revokeRefreshToken(UNKNOWN_TOKEN)).isEmpty();
        ehr.setQuirks(Quirk.ERROR_WITH_200);
        assertThat(client.tokens().revokeRefreshToken(UNKNOWN_TOKEN))
                .map(finding -> finding.member().orElse(""))
                .containsExactly("revocation_endpoint");
        ehr.script(
                Endpoint.REVOKE,
                ScriptedResponse.status(204),
                ScriptedResponse.status(200).body("application/json", "{}"));
        assertThat(client.tokens().revokeRefreshToken(UNKNOWN_TOKEN)).isEmpty();
        assertThat(client.tokens().revokeRefreshToken(UNKNOWN_TOKEN)).isEmpty();
        ehr.script(Endpoint.REVOKE, ScriptedResponse.status(200).body("text/plain", "OK"));
        assertThat(client.tokens().revokeRefreshToken(UNKNOWN_TOKEN)).hasSize(1);
    }

    @Test
    void rejectsErrorResponseWithStatus200OfRevocation() {
        SandboxServer ehr = resetServer("svc-public");
        for (String body : List.of("{\"error\":\"invalid_client\"}", "{\"error\":7}", "<html>Sign in</html>")) {
            ehr.script(Endpoint.REVOKE, ScriptedResponse.status(200).body("application/json", body));
            assertThatThrownBy(() -> clients.client("svc-public").tokens().revokeRefreshToken(UNKNOWN_TOKEN))
                    .as(body)
                    .isInstanceOf(TokenException.class)
                    .satisfies(saying("Revocation failed — HTTP 200"));
        }
    }

    @Test
    void toleratesUnsupportedAccessTokenRevocation() {
        SandboxServer ehr = resetServer("svc-public");
        ehr.setQuirks(Quirk.NO_ACCESS_TOKEN_REVOCATION);
        SmartClient client = clients.client("svc-public");
        TokenResponse tokens = launch(client, ehr);
        assertThatThrownBy(() -> client.tokens().revoke(tokens.accessToken()))
                .isInstanceOfSatisfying(TokenException.class, thrown -> assertThat(thrown.errorCode())
                        .contains("unsupported_token_type"));
        // on some servers, access tokens stay valid after their refresh token is revoked
        ehr.script(Endpoint.REVOKE, ScriptedResponse.status(200));
        assertThat(client.tokens().revoke(tokens)).anySatisfy(saying("access token"));
    }

    @Test
    void revokesAccessTokenWhenRefreshTokenIsRejected() {
        SandboxServer ehr = resetServer("svc-public");
        SmartClient client = clients.client("svc-public");
        TokenResponse tokens = launch(client, ehr);
        ehr.script(
                Endpoint.REVOKE,
                ScriptedResponse.status(400).body("application/json", "{\"error\":\"invalid_request\"}"));
        assertThatThrownBy(() -> client.tokens().revoke(tokens))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("invalid_request");
        assertThat(ehr.requests(Endpoint.REVOKE)).hasSize(2);
        assertThat(client.tokens().introspect(tokens.accessToken()).isActive()).isFalse();
    }

    @Test
    @Assertion(id = "smart-2.2.0/319")
    void retriesWithNewAssertionAfterTransientFailureOnly() {
        SandboxServer ehr = resetServer("svc-asymmetric");
        SmartClient client = clients.client("svc-asymmetric");
        for (Endpoint endpoint : List.of(Endpoint.INTROSPECT, Endpoint.REVOKE)) {
            Runnable call = endpoint == Endpoint.REVOKE
                    ? () -> client.tokens().revokeRefreshToken(UNKNOWN_TOKEN)
                    : () -> client.tokens().introspect(UNKNOWN_TOKEN);
            ehr.script(endpoint, ScriptedResponse.status(503));
            call.run();
            ehr.script(endpoint, ScriptedResponse.drop());
            call.run();
            List<RecordedRequest> requests = ehr.requests(endpoint);
            assertThat(requests).hasSize(4);
            assertThat(requests.stream()
                            .map(request -> request.assertionClaims().getString("jti"))
                            .distinct())
                    .hasSize(4);
            ehr.script(endpoint, ScriptedResponse.status(400));
            assertThatThrownBy(call::run).isInstanceOf(TokenException.class);
            assertThat(ehr.requests(endpoint)).hasSize(5);
        }
    }

    @Test
    @Assertion(id = {"smart-2.2.0/1", "smart-2.2.0/270"})
    void rejectsRedirectOfIntrospectionAndRevocation() {
        SandboxServer ehr = resetServer("svc-public");
        SandboxServer other = resetServer("svc-symmetric");
        SmartClient client = clients.client("svc-public");
        ehr.script(Endpoint.INTROSPECT, ScriptedResponse.redirect(other.introspectionEndpoint()));
        ehr.script(Endpoint.REVOKE, ScriptedResponse.redirect(other.revocationEndpoint()));
        assertThatThrownBy(() -> client.tokens().introspect(UNKNOWN_TOKEN))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining(other.introspectionEndpoint().toString())
                .hasMessageContaining("safire.svc-public.introspection-endpoint")
                .satisfies(saying("redirects to " + other.introspectionEndpoint()));
        assertThatThrownBy(() -> client.tokens().revokeRefreshToken(UNKNOWN_TOKEN))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("safire.svc-public.revocation-endpoint");
        assertThat(other.requests(Endpoint.INTROSPECT)).isEmpty();
        assertThat(other.requests(Endpoint.REVOKE)).isEmpty();
    }

    @Test
    void namesSettingOfMissingEndpoint() {
        resetServer("svc-missing")
                .patchMetadata(SandboxJson.createObjectBuilder()
                        .addNull("introspection_endpoint")
                        .addNull("revocation_endpoint")
                        .build());
        SmartClient client = clients.client("svc-missing");
        assertThatThrownBy(() -> client.tokens().introspect(UNKNOWN_TOKEN))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("safire.svc-missing.introspection-endpoint");
        assertThatThrownBy(() -> client.tokens().revokeRefreshToken(UNKNOWN_TOKEN))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("safire.svc-missing.revocation-endpoint");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/1", "smart-2.2.0/270"})
    void rejectsEndpointWithoutHttps() {
        SandboxServer ehr = resetServer("svc-insecure");
        ehr.patchMetadata(SandboxJson.createObjectBuilder()
                .add("introspection_endpoint", "http://as.hospital.example/introspect")
                .add("revocation_endpoint", "http://as.hospital.example/revoke")
                .build());
        SmartClient client = clients.client("svc-insecure");
        assertThatThrownBy(() -> client.tokens().introspect(UNKNOWN_TOKEN))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("introspection_endpoint")
                .satisfies(saying("introspection_endpoint must be https"));
        assertThatThrownBy(() -> client.tokens().revokeRefreshToken(UNKNOWN_TOKEN))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("revocation_endpoint")
                .satisfies(saying("revocation_endpoint must be https"));
    }

    @Test
    void prefersConfiguredEndpoint() {
        SandboxServer ehr = resetServer("svc-fixed");
        assertThatThrownBy(() -> clients.client("svc-fixed").tokens().introspect(UNKNOWN_TOKEN))
                .hasMessageContaining("http://localhost:1/introspect")
                .hasMessageContaining("safire.svc-fixed.introspection-endpoint");
        assertThatThrownBy(() -> clients.client("svc-fixed").tokens().revokeRefreshToken(UNKNOWN_TOKEN))
                .hasMessageContaining("http://localhost:1/revoke");
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/1")
    void rejectsTokensOfAnotherServer() {
        SandboxServer home = resetServer("svc-symmetric");
        TokenResponse tokens = launch(clients.client("svc-symmetric"), home);
        SandboxServer foreign = resetServer("svc-public");
        SmartClient client = clients.client("svc-public");
        List<Runnable> calls = List.of(
                () -> client.tokens().introspect(tokens.accessToken()),
                () -> client.tokens().introspect(UNKNOWN_TOKEN, tokens.accessToken()),
                () -> client.tokens().revoke(tokens.accessToken()),
                () -> client.tokens().revoke(tokens),
                () -> client.refresh(RefreshRequest.of(tokens)));
        for (Runnable call : calls) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContaining("svc-symmetric");
        }
        for (Endpoint endpoint : List.of(Endpoint.INTROSPECT, Endpoint.REVOKE, Endpoint.TOKEN)) {
            assertThat(foreign.requests(endpoint)).isEmpty();
        }
    }

    @Test
    void rejectsBlankToken() {
        SandboxServer ehr = resetServer("svc-public");
        assertThatThrownBy(() -> clients.client("svc-public").tokens().introspect(" "))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> clients.client("svc-public").tokens().revokeRefreshToken(""))
                .isInstanceOf(ValidationException.class);
        assertThat(ehr.requests(Endpoint.INTROSPECT)).isEmpty();
        assertThat(ehr.requests(Endpoint.REVOKE)).isEmpty();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/105", "smart-2.2.0/106", "smart-2.2.0/117"})
    void replacesRefreshTokenOnlyWhenServerRotatesIt() {
        for (String name : ALL_TYPES) {
            SandboxServer ehr = resetServer(name);
            SmartClient client = clients.client(name);
            TokenResponse tokens = launch(client, ehr);
            Optional<String> first = tokens.refreshToken();
            tokens = client.refresh(RefreshRequest.of(tokens));
            Optional<String> second = tokens.refreshToken();
            assertThat(second).isPresent().isNotEqualTo(first);
            ehr.setQuirks(Quirk.NO_REFRESH_ROTATION);
            tokens = client.refresh(RefreshRequest.of(tokens));
            assertThat(tokens.members()).doesNotContainKey("refresh_token");
            assertThat(tokens.refreshToken()).isEqualTo(second);
            ehr.setQuirks();
            tokens = client.refresh(RefreshRequest.of(tokens));
            assertThat(tokens.refreshToken()).isPresent().isNotEqualTo(second);
            List<RecordedRequest> requests = ehr.requests(Endpoint.TOKEN);
            assertThat(requests.stream().map(request -> request.parameter("grant_type")))
                    .containsExactly("authorization_code", "refresh_token", "refresh_token", "refresh_token");
            assertThat(requests.stream().skip(1).map(request -> request.parameter("refresh_token")))
                    .containsExactly(first.orElseThrow(), second.orElseThrow(), second.orElseThrow());
        }
    }

    @Test
    void keepsRefreshTokenWhenResponseHasInvalidOne() {
        SandboxServer ehr = resetServer("svc-public");
        SmartClient client = clients.client("svc-public");
        TokenResponse tokens = launch(client, ehr);
        ehr.setQuirks(Quirk.NO_REFRESH_ROTATION);
        for (JsonValue none : List.of(SandboxJson.createValue(""), SandboxJson.createValue(7))) {
            ehr.script(
                    Endpoint.TOKEN,
                    ScriptedResponse.normal()
                            .patch(SandboxJson.createObjectBuilder()
                                    .add("refresh_token", none)
                                    .build()));
            assertThat(client.refresh(RefreshRequest.of(tokens)).refreshToken()).isEqualTo(tokens.refreshToken());
        }
    }
}
