package io.safire.tck.area.transport;

import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.authorize;
import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import io.safire.error.TokenException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.managed.Polling;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.RefreshRequest;
import io.safire.token.TokenFlow;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Responses that violate the specification. Each response raises a typed exception without secrets, and the next call
 * succeeds.
 */
@SharedApplication("transport")
@Tag("transport")
@ArquillianTest
public class HostileResponsesTest {

    private static final String JSON = "application/json";

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(HostileResponsesTest.class)
                .with(Polling.class)
                .server("token", "confidential-asymmetric")
                .set("token", "private-key", TestKeys.pem(TestKeys.EC))
                .set("token", "kid", "ec-1")
                .set("token", "scopes", "system/*.rs")
                .set("token", "default-expires-in", "PT7M")
                .server("app", "public");
        archive.server("endless", "confidential-asymmetric")
                .set("endless", "private-key", TestKeys.pem(TestKeys.EC))
                .set("endless", "kid", "ec-1")
                .set("endless", "scopes", "system/*.rs")
                .set("endless", "read-timeout", "PT1S");
        int count = responses().size();
        for (int number = 0; number < count; number++) {
            archive.server("metadata" + number, "public");
        }
        return archive.build();
    }

    /**
     * Returns responses by description. The body of each response is unusable: it is not a JSON object, or it exceeds
     * the limits of the library.
     */
    private static Map<String, ScriptedResponse> responses() {
        Map<String, ScriptedResponse> responses = new LinkedHashMap<>();
        responses.put(
                "an HTML page",
                ScriptedResponse.status(200).body("text/html", "<html><body>Please sign in</body></html>"));
        responses.put("an array", ScriptedResponse.status(200).body(JSON, "[{\"access_token\":\"leaked-value\"}]"));
        responses.put("a single value", ScriptedResponse.status(200).body(JSON, "\"leaked-value\""));
        responses.put("truncated JSON", ScriptedResponse.status(200).body(JSON, "{\"access_token\":\"leaked-value\","));
        responses.put("a body above 1 MiB", ScriptedResponse.big(2 * 1024 * 1024));
        responses.put(
                "double",
                ScriptedResponse.status(200).body(JSON, "{\"access_token\":\"leaked-value\",\"access_token\":\"b\"}"));
        for (String number : List.of("01", "1e", "NaN", "-Infinity", "9".repeat(65))) {
            responses.put(
                    "the invalid number " + number,
                    ScriptedResponse.status(200)
                            .body(JSON, "{\"access_token\":\"leaked-value\",\"a\":" + number + "}"));
        }
        responses.put("nesting deeper than 64", ScriptedResponse.nested(65));
        responses.put("nesting of 50000 levels", ScriptedResponse.nested(50_000));
        responses.put("an empty body", ScriptedResponse.status(200));
        responses.put(
                "bad UTF-8",
                ScriptedResponse.status(200).body("application/json; charset=utf-16", "{\"a\":1}\u0000\uffff{"));
        responses.put("two JSON objects", ScriptedResponse.status(200).body(JSON, "{}{}"));
        return responses;
    }

    @Test
    void rejectsTokenResponseThatIsNotJsonObject() {
        SandboxServer ehr = resetServer("token");
        SmartClient client = clients.client("token");
        responses().forEach((description, response) -> {
            ehr.reset();
            ehr.script(Endpoint.TOKEN, response);
            Throwable thrown = catchThrowable(client::requestToken);
            assertThat(thrown).as(description).isInstanceOf(TokenException.class);
            assertThat(thrown.getMessage())
                    .as(description)
                    .contains(ehr.tokenEndpoint().toString())
                    .doesNotContain("leaked-value");
            assertThat(client.requestToken().accessToken().value()).isNotBlank();
        });
    }

    @Test
    @Assertion(id = "smart-2.2.0/29")
    void rejectsMetadataThatIsNotJsonObject() {
        int number = 0;
        for (Map.Entry<String, ScriptedResponse> response : responses().entrySet()) {
            String name = "metadata" + number++;
            SandboxServer ehr = resetServer(name);
            ehr.script(Endpoint.SMART_CONFIGURATION, response.getValue());
            assertThatThrownBy(() -> clients.client(name).metadata())
                    .as(response.getKey())
                    .isInstanceOf(DiscoveryException.class)
                    .hasMessageContaining(ehr.smartConfiguration().toString())
                    .satisfies(saying("response is not a usable JSON object"));
            assertThat(clients.client(name).metadata().tokenEndpoint()).isPresent();
        }
    }

    @Test
    void abortsEndlessResponseBody() {
        SandboxServer endless = resetServer("endless");
        SmartClient impatient = clients.client("endless");
        Polling.untilNoTimeout(impatient::metadata);
        ScriptedResponse slow = ScriptedResponse.normal().trickle(Duration.ofMillis(300));
        endless.script(Endpoint.TOKEN, slow, slow, slow);
        assertThatThrownBy(impatient::requestToken).isInstanceOf(NetworkException.class);
        SandboxServer ehr = resetServer("token");
        SmartClient client = clients.client("token");
        ScriptedResponse cut = ScriptedResponse.normal().truncate();
        ehr.script(Endpoint.TOKEN, cut, cut, cut);
        assertThat(catchThrowable(client::requestToken)).isInstanceOf(SmartException.class);
        ehr.reset();
        assertThat(client.requestToken().accessToken().value()).isNotBlank();
    }

    @Test
    void reportsReceivedFieldsWhenAccessTokenIsMissing() {
        SandboxServer ehr = resetServer("token");
        ehr.script(
                Endpoint.TOKEN,
                ScriptedResponse.status(200)
                        .body(JSON, "{\"token_type\":\"Bearer\",\"expires_in\":300,\"refresh_token\":\"leaked\"}"));
        assertThatThrownBy(() -> clients.client("token").requestToken())
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("token_type, expires_in, refresh_token")
                .satisfies(saying(
                        "Missing access token in response; received fields: token_type, expires_in, refresh_token"))
                .hasMessageNotContaining("leaked")
                .satisfies(thrown -> assertThat(((TokenException) thrown).receivedFields())
                        .containsExactly("token_type", "expires_in", "refresh_token"));
    }

    @Test
    void doesNotBlameClientForSuccessWithoutTokenAndError() {
        SandboxServer ehr = resetServer("token");
        Map<String, String> causes = Map.of(
                "{}", "Missing access token in response; received fields: none",
                "{\"access_token\":null}", "Missing access token in response; received fields: access_token",
                "{\"resourceType\":\"Bundle\"}", "Missing access token in response; received fields: resourceType",
                "{\"error\":{\"code\":401}}", "not an OAuth error code");
        causes.forEach((body, cause) -> {
            ehr.script(Endpoint.TOKEN, ScriptedResponse.status(200).body(JSON, body));
            assertThatThrownBy(() -> clients.client("token").requestToken())
                    .as(body)
                    .isInstanceOf(TokenException.class)
                    .hasMessageContaining("safire.token.token-endpoint")
                    .satisfies(saying(cause))
                    .hasMessageNotContaining("kid")
                    .hasMessageNotContaining("clock");
        });
    }

    @Test
    void blamesClientOnlyIfServerMayHaveRejectedIt() {
        SandboxServer ehr = resetServer("token");
        assertEach(List.of(404, 405, 415), status -> {
            ehr.script(Endpoint.TOKEN, ScriptedResponse.status(status));
            assertThatThrownBy(() -> clients.client("token").requestToken())
                    .isInstanceOf(TokenException.class)
                    .hasMessageContaining(String.valueOf(status))
                    .hasMessageContaining("safire.token.token-endpoint")
                    .satisfies(saying("HTTP " + status, "no such endpoint"))
                    .hasMessageNotContaining("kid");
        });
        assertEach(
                List.of("{\"error\":\"invalid_client\"}", "{\"access_token\":null,\"error\":\"invalid_client\"}"),
                body -> {
                    ehr.script(Endpoint.TOKEN, ScriptedResponse.status(200).body(JSON, body));
                    assertThatThrownBy(() -> clients.client("token").requestToken())
                            .as(body)
                            .isInstanceOf(TokenException.class)
                            .hasMessageContaining("200")
                            .hasMessageContaining("invalid_client")
                            .hasMessageContaining("kid")
                            .satisfies(saying("HTTP 200 — invalid_client"));
                });
    }

    @Test
    void rejectsInvalidTokenResponses() {
        SandboxServer ehr = resetServer("token");
        for (String body : new String[] {
            "{\"access_token\":17,\"token_type\":\"Bearer\"}",
            "{\"access_token\":\"a\\r\\nX-Injected: yes\",\"token_type\":\"Bearer\"}",
            "{\"access_token\":\"leaked\",\"token_type\":\"mac\"}",
        }) {
            ehr.script(Endpoint.TOKEN, ScriptedResponse.status(200).body(JSON, body));
            assertThatThrownBy(() -> clients.client("token").requestToken())
                    .as(body)
                    .isInstanceOf(TokenException.class)
                    .hasMessageNotContaining("leaked");
        }
    }

    @Test
    void throwsTokenExceptionForErrorWithStatus200() {
        SandboxServer ehr = resetServer("token");
        ehr.script(
                Endpoint.TOKEN,
                ScriptedResponse.status(200).body("text/plain", "{\"error\":\"invalid_scope\",\"extra\":7}"));
        assertThatThrownBy(() -> clients.client("token").requestToken())
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("invalid_scope")
                .satisfies(thrown ->
                        assertThat(((TokenException) thrown).members()).containsKey("extra"));
    }

    @Test
    void masksSecretsInErrorDescription() {
        SandboxServer ehr = resetServer("token");
        ehr.script(Endpoint.TOKEN, ScriptedResponse.status(400).body(JSON, "{\"error\":\"invalid_request\"}"));
        assertThatThrownBy(() -> clients.client("token").requestToken()).isInstanceOf(TokenException.class);
        TokenResponse tokens = launch(clients.client("app"), resetServer("app"));
        String refreshToken = tokens.refreshToken().orElseThrow();
        SandboxServer app = resetServer("app");
        app.script(
                Endpoint.TOKEN,
                ScriptedResponse.status(400)
                        .body(
                                JSON,
                                "{\"error\":\"invalid_grant\",\"error_description\":\"bad " + refreshToken + "\"}"));
        assertThatThrownBy(() -> clients.client("app").refresh(RefreshRequest.of(tokens)))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("bad ")
                .satisfies(saying("bad ***"))
                .hasMessageNotContaining(refreshToken);
    }

    @Test
    @Assertion(id = "smart-2.2.0/1")
    void rejectsRedirectOfTokenRequest() {
        SandboxServer ehr = resetServer("token");
        SandboxServer other = resetServer("app");
        ehr.script(Endpoint.TOKEN, ScriptedResponse.redirect(other.tokenEndpoint()));
        assertThatThrownBy(() -> clients.client("token").requestToken())
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("302")
                .hasMessageContaining("safire.token.token-endpoint")
                .satisfies(saying("HTTP 302"));
        assertThat(other.requests(Endpoint.TOKEN)).isEmpty();
        ehr.script(Endpoint.TOKEN, ScriptedResponse.redirect(URI.create("http://as.attacker.example/token?code=1")));
        assertThatThrownBy(() -> clients.client("token").requestToken())
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("http://as.attacker.example/token")
                .satisfies(saying("Blocked redirect to non-HTTPS URL: http://as.attacker.example/token"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/1")
    void rejectsRedirectOfCode() {
        SandboxServer ehr = resetServer("app");
        SandboxServer other = resetServer("token");
        assertEach(List.of(302, 307, 308), status -> {
            ehr.script(Endpoint.TOKEN, redirect(status, other));
            assertThatThrownBy(() -> launch(clients.client("app"), ehr)).isInstanceOf(TokenException.class);
        });
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(3);
        assertThat(other.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/1")
    void rejectsRedirectOfRefreshToken() {
        SandboxServer ehr = resetServer("app");
        SandboxServer other = resetServer("token");
        SmartClient client = clients.client("app");
        RefreshRequest refresh = RefreshRequest.of(launch(client, ehr));
        assertEach(List.of(302, 307, 308), status -> {
            ehr.script(Endpoint.TOKEN, redirect(status, other));
            assertThatThrownBy(() -> client.refresh(refresh)).isInstanceOf(TokenException.class);
        });
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(4);
        assertThat(other.requests(Endpoint.TOKEN)).isEmpty();
    }

    private static ScriptedResponse redirect(int status, SandboxServer other) {
        return ScriptedResponse.status(status)
                .header("Location", other.tokenEndpoint().toString());
    }

    @Test
    void toleratesKnownServerQuirks() {
        SandboxServer ehr = resetServer("token");
        SmartClient client = clients.client("token");
        Map<Quirk, Integer> findings = Map.of(
                Quirk.EXPIRES_IN_AS_STRING, 1,
                Quirk.NO_EXPIRES_IN, 1,
                Quirk.NO_SCOPE_IN_RESPONSE, 1,
                Quirk.NO_TOKEN_TYPE, 1,
                Quirk.TOKEN_TYPE_LOWER_CASE, 0,
                Quirk.WRONG_CONTENT_TYPE, 1);
        findings.forEach((quirk, count) -> {
            ehr.setQuirks(quirk);
            Instant requestedAt = Instant.now();
            TokenResponse token = client.requestToken();
            assertThat(token.accessToken().scopes().toString()).as(quirk.name()).isEqualTo("system/*.rs");
            assertThat(token.conformance(TokenFlow.CLIENT_CREDENTIALS))
                    .as(quirk.name())
                    .hasSize(count);
            long minutes = quirk == Quirk.NO_EXPIRES_IN ? 7 : 5;
            assertThat(token.accessToken().expiresAt())
                    .as(quirk.name())
                    .isBetween(
                            requestedAt.plusSeconds(minutes * 60 - 30),
                            Instant.now().plusSeconds(minutes * 60));
        });
    }

    @Test
    void exposesUnknownMembersButNotInToString() {
        SandboxServer ehr = resetServer("token");
        ehr.script(
                Endpoint.TOKEN,
                ScriptedResponse.normal()
                        .patch(SandboxJson.createObjectBuilder()
                                .add("x_site", "north")
                                .build()));
        TokenResponse token = clients.client("token").requestToken();
        assertThat(token.members().getString("x_site")).isEqualTo("north");
        assertThat(token.toString()).doesNotContain(token.accessToken().value()).doesNotContain("north");
    }

    @Test
    void masksSecretInMemberName() {
        SandboxServer ehr = resetServer("app");
        SmartClient client = clients.client("app");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        AuthorizationResponse response = authorize(ehr, request);
        String code = response.code().orElseThrow();
        String body = SandboxJson.createObjectBuilder()
                .add(code, 1)
                .add("x" + request.codeVerifier(), 2)
                .build()
                .toString();
        ehr.script(Endpoint.TOKEN, ScriptedResponse.normal().body(JSON, body));
        assertThatThrownBy(() -> client.exchange(request, response))
                .isInstanceOf(TokenException.class)
                .satisfies(saying("***"))
                .hasMessageNotContaining(code)
                .hasMessageNotContaining(request.codeVerifier())
                .satisfies(thrown -> assertThat(thrown.toString()).doesNotContain(code));
    }

    @Test
    void masksSecretInOtherEncodings() {
        SandboxServer ehr = resetServer("app");
        SmartClient client = clients.client("app");
        String token = "rt+with/odd=characters";
        assertEach(
                List.of(
                        token,
                        "rt%2Bwith%2Fodd%3Dcharacters",
                        "rt%2bwith%2fodd%3dcharacters",
                        "rt+with%2Fodd%3dcharacters"),
                encoded -> {
                    String body = SandboxJson.createObjectBuilder()
                            .add("error", "invalid_grant")
                            .add("error_description", "bad request: refresh_token=" + encoded + "&x")
                            .build()
                            .toString();
                    ehr.script(Endpoint.TOKEN, ScriptedResponse.status(400).body(JSON, body));
                    assertThatThrownBy(() -> client.refresh(RefreshRequest.of(token)))
                            .isInstanceOf(TokenException.class)
                            .hasMessageContaining("bad request")
                            .satisfies(saying("refresh_token=***&x"))
                            .hasMessageNotContaining("characters");
                });
    }
}
