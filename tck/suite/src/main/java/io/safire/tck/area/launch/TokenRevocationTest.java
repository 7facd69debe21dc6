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
import io.safire.token.RefreshRequest;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Revocation of tokens. */
@SharedApplication("protocol")
@Tag("launch")
@ArquillianTest
public class TokenRevocationTest {

    private static final List<String> ALL_TYPES = List.of("revoke-public", "revoke-symmetric", "revoke-asymmetric");
    private static final String UNKNOWN_TOKEN = "unknown-token-0123456789";

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(TokenRevocationTest.class)
                .server("revoke-public", "public")
                .server("revoke-symmetric", "confidential-symmetric")
                .set("revoke-symmetric", "client-secret", CLIENT_SECRET)
                .server("revoke-asymmetric", "confidential-asymmetric")
                .set("revoke-asymmetric", "private-key", TestKeys.pem(TestKeys.EC))
                .set("revoke-asymmetric", "kid", "ec-1")
                .server("revoke-missing", "public")
                .server("revoke-insecure", "public")
                .server("revoke-fixed", "confidential-symmetric")
                .set("revoke-fixed", "client-secret", CLIENT_SECRET)
                .set("revoke-fixed", "revocation-endpoint", "http://localhost:1/revoke")
                .build();
    }

    @Test
    void revokesRefreshTokenBeforeAccessToken() {
        assertEach(ALL_TYPES, name -> {
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
        });
    }

    @Test
    void endsBothTokensOfRevokedResponse() {
        assertEach(ALL_TYPES, name -> {
            SandboxServer ehr = resetServer(name);
            SmartClient client = clients.client(name);
            TokenResponse tokens = launch(client, ehr);
            client.tokens().revoke(tokens);
            assertThat(client.tokens().introspect(tokens.accessToken()).isActive())
                    .isFalse();
            assertThatThrownBy(() -> client.refresh(RefreshRequest.of(tokens)))
                    .isInstanceOf(TokenException.class)
                    .hasMessageContaining("invalid_grant");
        });
    }

    @Test
    @Assertion(id = "smart-2.2.0/333")
    void authenticatesRevocationByClientType() {
        assertEach(ALL_TYPES, name -> {
            SandboxServer ehr = resetServer(name);
            Throwable failure =
                    catchThrowable(() -> clients.client(name).tokens().revokeRefreshToken(UNKNOWN_TOKEN));
            RecordedRequest request = ehr.requests(Endpoint.REVOKE).get(0);
            boolean basic = name.equals("revoke-symmetric");
            boolean assertion = name.equals("revoke-asymmetric");
            assertThat(request.basicCredentials()).isEqualTo(basic ? "app-revoke-symmetric:" + CLIENT_SECRET : "");
            assertThat(request.form().containsKey("client_id")).isEqualTo(name.equals("revoke-public"));
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
    void revokesAccessTokenOnly() {
        SandboxServer ehr = resetServer("revoke-symmetric");
        SmartClient client = clients.client("revoke-symmetric");
        TokenResponse tokens = launch(client, ehr);
        assertThat(client.with(Credential.secret(CLIENT_SECRET)).tokens().revoke(tokens.accessToken()))
                .isEmpty();
        assertThat(client.tokens().introspect(tokens.accessToken()).isActive()).isFalse();
        TokenResponse fresh = client.refresh(RefreshRequest.of(tokens));
        assertThat(client.tokens().introspect(fresh.accessToken()).isActive()).isTrue();
    }

    @Test
    void revokesRefreshTokenWithCredentialOfCall() {
        SandboxServer ehr = resetServer("revoke-symmetric");
        SmartClient client = clients.client("revoke-symmetric");
        TokenResponse tokens = launch(client, ehr);
        assertThat(client.with(Credential.secret(CLIENT_SECRET))
                        .tokens()
                        .revokeRefreshToken(tokens.refreshToken().orElseThrow()))
                .isEmpty();
        assertThatThrownBy(() -> client.refresh(RefreshRequest.of(tokens))).isInstanceOf(TokenException.class);
    }

    @Test
    void revokesResponseWithCredentialOfCall() {
        SandboxServer ehr = resetServer("revoke-symmetric");
        SmartClient client = clients.client("revoke-symmetric");
        TokenResponse tokens = launch(client, ehr);
        assertThat(client.with(Credential.secret(CLIENT_SECRET)).tokens().revoke(tokens))
                .isEmpty();
    }

    @Test
    void explainsRejectedCredentialAndKeepsToken() {
        SandboxServer ehr = resetServer("revoke-symmetric");
        SmartClient client = clients.client("revoke-symmetric");
        TokenResponse tokens = launch(client, ehr);
        assertThatThrownBy(() ->
                        client.with(Credential.secret("wrong-secret")).tokens().revoke(tokens))
                .isInstanceOf(TokenException.class)
                .satisfies(saying("the client secret (of this call)"))
                .hasMessageNotContaining("safire.revoke-symmetric.client-secret");
        assertThat(client.tokens().introspect(tokens.accessToken()).isActive()).isTrue();
    }

    @Test
    void revokesUnknownTokenWithoutError() {
        resetServer("revoke-public");
        assertThat(clients.client("revoke-public").tokens().revokeRefreshToken(UNKNOWN_TOKEN))
                .isEmpty();
    }

    @Test
    void reportsRevocationErrorWithStatus200() {
        resetServer("revoke-public").setQuirks(Quirk.ERROR_WITH_200);
        assertThat(clients.client("revoke-public").tokens().revokeRefreshToken(UNKNOWN_TOKEN))
                .map(finding -> finding.member().orElse(""))
                .containsExactly("revocation_endpoint");
    }

    @Test
    void acceptsRevocationResponseWithoutContent() {
        SandboxServer ehr = resetServer("revoke-public");
        Map<String, ScriptedResponse> responses = Map.of(
                "status 204", ScriptedResponse.status(204),
                "empty object", ScriptedResponse.status(200).body("application/json", "{}"));
        assertEach(responses, response -> {
            ehr.script(Endpoint.REVOKE, response);
            assertThat(clients.client("revoke-public").tokens().revokeRefreshToken(UNKNOWN_TOKEN))
                    .isEmpty();
        });
    }

    @Test
    void reportsRevocationResponseWithText() {
        resetServer("revoke-public")
                .script(Endpoint.REVOKE, ScriptedResponse.status(200).body("text/plain", "OK"));
        assertThat(clients.client("revoke-public").tokens().revokeRefreshToken(UNKNOWN_TOKEN))
                .hasSize(1);
    }

    @Test
    void rejectsErrorResponseWithStatus200OfRevocation() {
        SandboxServer ehr = resetServer("revoke-public");
        assertEach(List.of("{\"error\":\"invalid_client\"}", "{\"error\":7}", "<html>Sign in</html>"), body -> {
            ehr.script(Endpoint.REVOKE, ScriptedResponse.status(200).body("application/json", body));
            assertThatThrownBy(() -> clients.client("revoke-public").tokens().revokeRefreshToken(UNKNOWN_TOKEN))
                    .isInstanceOf(TokenException.class)
                    .satisfies(saying("Revocation failed — HTTP 200"));
        });
    }

    @Test
    void reportsUnsupportedAccessTokenRevocation() {
        SandboxServer ehr = resetServer("revoke-public");
        ehr.setQuirks(Quirk.NO_ACCESS_TOKEN_REVOCATION);
        SmartClient client = clients.client("revoke-public");
        TokenResponse tokens = launch(client, ehr);
        assertThatThrownBy(() -> client.tokens().revoke(tokens.accessToken()))
                .isInstanceOfSatisfying(TokenException.class, thrown -> assertThat(thrown.errorCode())
                        .contains("unsupported_token_type"));
    }

    @Test
    void toleratesUnsupportedAccessTokenRevocation() {
        SandboxServer ehr = resetServer("revoke-public");
        ehr.setQuirks(Quirk.NO_ACCESS_TOKEN_REVOCATION);
        SmartClient client = clients.client("revoke-public");
        TokenResponse tokens = launch(client, ehr);
        // on some servers, access tokens stay valid after their refresh token is revoked
        ehr.script(Endpoint.REVOKE, ScriptedResponse.status(200));
        assertThat(client.tokens().revoke(tokens)).anySatisfy(saying("access token"));
    }

    @Test
    void revokesAccessTokenWhenRefreshTokenIsRejected() {
        SandboxServer ehr = resetServer("revoke-public");
        SmartClient client = clients.client("revoke-public");
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
    void masksBothTokensInRevocationError() {
        SandboxServer ehr = resetServer("revoke-symmetric");
        SmartClient client = clients.client("revoke-symmetric");
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
                    Map<String, Throwable> errors =
                            Map.of("exception", thrown, "suppressed exception", thrown.getSuppressed()[0]);
                    assertEach(errors, each -> assertThat(each.getMessage())
                            .contains(" belongs to ")
                            .satisfies(saying("*** belongs to ***"))
                            .doesNotContain(access, refresh));
                });
    }

    @Test
    @Assertion(id = "smart-2.2.0/319")
    void signsNewAssertionForEachRevocationAttempt() {
        SandboxServer ehr = resetServer("revoke-asymmetric");
        SmartClient client = clients.client("revoke-asymmetric");
        ehr.script(Endpoint.REVOKE, ScriptedResponse.status(503));
        client.tokens().revokeRefreshToken(UNKNOWN_TOKEN);
        ehr.script(Endpoint.REVOKE, ScriptedResponse.drop());
        client.tokens().revokeRefreshToken(UNKNOWN_TOKEN);
        List<RecordedRequest> requests = ehr.requests(Endpoint.REVOKE);
        assertThat(requests).hasSize(4);
        assertThat(requests.stream()
                        .map(request -> request.assertionClaims().getString("jti"))
                        .distinct())
                .hasSize(4);
    }

    @Test
    void doesNotRetryRejectedRevocation() {
        SandboxServer ehr = resetServer("revoke-asymmetric");
        ehr.script(Endpoint.REVOKE, ScriptedResponse.status(400));
        assertThatThrownBy(() -> clients.client("revoke-asymmetric").tokens().revokeRefreshToken(UNKNOWN_TOKEN))
                .isInstanceOf(TokenException.class);
        assertThat(ehr.requests(Endpoint.REVOKE)).hasSize(1);
    }

    @Test
    @Assertion(id = "smart-2.2.0/1")
    void rejectsRedirectOfRevocation() {
        SandboxServer ehr = resetServer("revoke-public");
        SandboxServer other = resetServer("revoke-symmetric");
        ehr.script(Endpoint.REVOKE, ScriptedResponse.redirect(other.revocationEndpoint()));
        assertThatThrownBy(() -> clients.client("revoke-public").tokens().revokeRefreshToken(UNKNOWN_TOKEN))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("safire.revoke-public.revocation-endpoint");
        assertThat(other.requests(Endpoint.REVOKE)).isEmpty();
    }

    @Test
    void namesSettingOfMissingRevocationEndpoint() {
        resetServer("revoke-missing")
                .patchMetadata(SandboxJson.createObjectBuilder()
                        .addNull("revocation_endpoint")
                        .build());
        assertThatThrownBy(() -> clients.client("revoke-missing").tokens().revokeRefreshToken(UNKNOWN_TOKEN))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("safire.revoke-missing.revocation-endpoint");
    }

    @Test
    @Assertion(id = "smart-2.2.0/1")
    void rejectsRevocationEndpointWithoutHttps() {
        resetServer("revoke-insecure")
                .patchMetadata(SandboxJson.createObjectBuilder()
                        .add("revocation_endpoint", "http://as.hospital.example/revoke")
                        .build());
        assertThatThrownBy(() -> clients.client("revoke-insecure").tokens().revokeRefreshToken(UNKNOWN_TOKEN))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("revocation_endpoint")
                .satisfies(saying("revocation_endpoint must be https"));
    }

    @Test
    void prefersConfiguredRevocationEndpoint() {
        SandboxServer ehr = resetServer("revoke-fixed");
        assertThatThrownBy(() -> clients.client("revoke-fixed").tokens().revokeRefreshToken(UNKNOWN_TOKEN))
                .hasMessageContaining("http://localhost:1/revoke");
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/1")
    void revokesNoTokenOfAnotherServer() {
        TokenResponse tokens = launch(clients.client("revoke-symmetric"), resetServer("revoke-symmetric"));
        SandboxServer foreign = resetServer("revoke-public");
        SmartClient client = clients.client("revoke-public");
        Map<String, Runnable> calls = Map.of(
                "access token", () -> client.tokens().revoke(tokens.accessToken()),
                "token response", () -> client.tokens().revoke(tokens));
        assertEach(calls, call -> assertThatThrownBy(call::run)
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("revoke-symmetric"));
        assertThat(foreign.requests(Endpoint.REVOKE)).isEmpty();
    }

    @Test
    void rejectsBlankTokenOfRevocation() {
        SandboxServer ehr = resetServer("revoke-public");
        assertThatThrownBy(() -> clients.client("revoke-public").tokens().revokeRefreshToken(""))
                .isInstanceOf(ValidationException.class);
        assertThat(ehr.requests(Endpoint.REVOKE)).isEmpty();
    }
}
