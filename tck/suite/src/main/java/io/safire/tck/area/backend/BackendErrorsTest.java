package io.safire.tck.area.backend;

import static io.safire.tck.support.TckContext.resetServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.authentication.Credential;
import io.safire.error.ConfigurationException;
import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import io.safire.error.TokenException;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.AccessToken;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Responses to client credentials requests, and the exceptions of requests that fail. */
@SharedApplication("protocol")
@Tag("backend")
@ArquillianTest
public class BackendErrorsTest {

    private static final String TWO_MINUTES = "{\"access_token\":\"at-1\",\"token_type\":\"bearer\",\"expires_in\":120";
    private static final String JSON = "application/json";

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(BackendErrorsTest.class);
        for (String name : List.of("job-errors", "job-missing", "job-unreadable", "job-endpointless", "job-refused")) {
            archive.server(name, "confidential-asymmetric")
                    .set(name, "private-key", TestKeys.pem(TestKeys.EC))
                    .set(name, "kid", "ec-1")
                    .set(name, "scopes", "system/*.rs");
        }
        return archive.set("job-refused", "base-url", "http://localhost:1/fhir")
                .server("job-keyless", "confidential-asymmetric")
                .set("job-keyless", "scopes", "system/*.rs")
                .build();
    }

    /** Calls the server without an exception handler, and returns the exception, which names the server. */
    private <E extends SmartException> E failure(Class<E> type, String server) {
        E failure = catchThrowableOfType(type, () -> clients.client(server).requestToken());
        assertThat(failure).isNotNull();
        assertThat(failure.code()).isNotBlank();
        assertThat(failure.server()).contains(server);
        assertThat(failure).hasMessageStartingWith(failure.code() + " " + server + ": ");
        return failure;
    }

    @Test
    void reportsErrorOfTokenEndpoint() {
        SandboxServer ehr = resetServer("job-errors");
        String error = SandboxJson.createObjectBuilder()
                .add("error", "invalid_scope")
                .add("error_description", "Scope not allowed")
                .add("error_uri", "https://as.example/errors/1")
                .add("x_detail", 7)
                .build()
                .toString();
        ehr.script(Endpoint.TOKEN, ScriptedResponse.status(400).body(JSON, error));
        TokenException rejected = failure(TokenException.class, "job-errors");
        assertThat(rejected.status()).hasValue(400);
        assertThat(rejected.errorCode()).contains("invalid_scope");
        assertThat(rejected.errorDescription()).contains("Scope not allowed");
        assertThat(rejected.errorUri()).contains("https://as.example/errors/1");
        assertThat(rejected.members()).containsEntry("x_detail", SandboxJson.createValue(7));
    }

    @Test
    void reportsStatusOfErrorThatIsNotJson() {
        SandboxServer ehr = resetServer("job-errors");
        ehr.script(Endpoint.TOKEN, ScriptedResponse.status(500).body("text/html", "<html>"));
        TokenException failed = failure(TokenException.class, "job-errors");
        assertThat(failed.status()).hasValue(500);
        assertThat(failed.errorCode()).isEmpty();
        assertThat(failed.members()).isEmpty();
    }

    @Test
    void reportsThatServerRejectsUnknownKey() {
        resetServer("job-errors");
        SmartClient client = clients.client("job-errors");
        Credential unknown = Credential.key(TestKeys.pem(TestKeys.UNREGISTERED), "unregistered");
        TokenException rejected = catchThrowableOfType(
                TokenException.class, () -> client.with(unknown).requestToken());
        assertThat(rejected.errorCode()).contains("invalid_client");
        assertThat(client.requestToken().accessToken().value()).isNotBlank();
    }

    @Test
    void rejectsResponseWithoutUsableToken() {
        SandboxServer ehr = resetServer("job-errors");
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("an empty body", "");
        bodies.put("an HTML page", "<html>leaked-value</html>");
        bodies.put("an array", "[{\"access_token\":\"leaked-value\",\"token_type\":\"Bearer\"}]");
        bodies.put("truncated JSON", "{\"access_token\":\"leaked-value\",");
        bodies.put("no token", "{\"token_type\":\"Bearer\"}");
        bodies.put("no string", "{\"access_token\":17,\"token_type\":\"Bearer\"}");
        bodies.put("no token68", "{\"access_token\":\"leaked-value\\r\\nX: y\",\"token_type\":\"Bearer\"}");
        bodies.put("another type", "{\"access_token\":\"leaked-value\",\"token_type\":\"mac\"}");
        bodies.forEach((description, body) -> {
            ehr.script(Endpoint.TOKEN, ScriptedResponse.status(200).body(JSON, body));
            TokenException unusable = failure(TokenException.class, "job-errors");
            assertThat(unusable).as(description).hasMessageNotContaining("leaked-value");
            assertThat(unusable.toString()).as(description).doesNotContain("leaked-value");
        });
        assertThat(clients.client("job-errors").requestToken().accessToken().value())
                .isNotBlank();
    }

    @Test
    void namesReceivedMembersIfTokenIsMissing() {
        SandboxServer ehr = resetServer("job-errors");
        ehr.script(
                Endpoint.TOKEN,
                ScriptedResponse.status(200).body(JSON, "{\"token_type\":\"Bearer\",\"refresh_token\":\"leaked\"}"));
        TokenException tokenless = failure(TokenException.class, "job-errors");
        assertThat(tokenless.receivedFields()).containsExactlyInAnyOrder("token_type", "refresh_token");
        assertThat(tokenless.members()).isEmpty();
        assertThat(tokenless).hasMessageNotContaining("leaked");
    }

    @Test
    void readsScopesOfResponse() {
        resetServer("job-errors")
                .script(
                        Endpoint.TOKEN,
                        ScriptedResponse.status(200).body(JSON, TWO_MINUTES + ",\"scope\":\"system/Patient.rs\"}"));
        TokenResponse narrowed = clients.client("job-errors").requestToken();
        assertThat(narrowed.accessToken().scopes()).isEqualTo(Scopes.of("system/Patient.rs"));
        assertThat(narrowed.requestedScopes()).isEqualTo(Scopes.of("system/*.rs"));
    }

    @Test
    void assumesRequestedScopesIfResponseHasNone() {
        resetServer("job-errors")
                .script(Endpoint.TOKEN, ScriptedResponse.status(200).body(JSON, TWO_MINUTES + "}"));
        AccessToken complete = clients.client("job-errors").requestToken().accessToken();
        assertThat(complete.scopes()).isEqualTo(Scopes.of("system/*.rs"));
        assertThat(complete.server()).isEqualTo("job-errors");
    }

    @Test
    void readsLifetimeOfResponse() {
        resetServer("job-errors")
                .script(Endpoint.TOKEN, ScriptedResponse.status(200).body(JSON, TWO_MINUTES + "}"));
        Instant start = Instant.now();
        AccessToken token = clients.client("job-errors").requestToken().accessToken();
        assertThat(token.expiresAt())
                .isBetween(start.plusSeconds(119), Instant.now().plusSeconds(120));
    }

    @Test
    void keepsUnknownMembersOfResponse() {
        assertThat(requestTokenWithUnknownMember().members().getString("x_site"))
                .isEqualTo("north");
    }

    @Test
    void masksTokenAndMembersInText() {
        TokenResponse token = requestTokenWithUnknownMember();
        assertThat(token.toString()).doesNotContain(token.accessToken().value()).doesNotContain("north");
        assertThat(token.accessToken().toString())
                .doesNotContain(token.accessToken().value());
    }

    private TokenResponse requestTokenWithUnknownMember() {
        resetServer("job-errors")
                .script(
                        Endpoint.TOKEN,
                        ScriptedResponse.normal()
                                .patch(SandboxJson.createObjectBuilder()
                                        .add("x_site", "north")
                                        .build()));
        return clients.client("job-errors").requestToken();
    }

    @Test
    void reportsStatusOfMissingSmartConfiguration() {
        SandboxServer ehr = resetServer("job-missing");
        ehr.script(Endpoint.SMART_CONFIGURATION, ScriptedResponse.status(404));
        DiscoveryException missing = failure(DiscoveryException.class, "job-missing");
        assertThat(missing.endpoint()).isEqualTo(ehr.smartConfiguration());
        assertThat(missing.status()).hasValue(404);
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
        assertThat(clients.client("job-missing").requestToken().accessToken().value())
                .isNotBlank();
    }

    @Test
    void reportsUnusableSmartConfiguration() {
        SandboxServer ehr = resetServer("job-unreadable");
        for (String body : List.of("[]", "<html>", "{\"token_endpoint\":")) {
            ehr.script(
                    Endpoint.SMART_CONFIGURATION, ScriptedResponse.status(200).body(JSON, body));
            DiscoveryException unusable = failure(DiscoveryException.class, "job-unreadable");
            assertThat(unusable.endpoint()).as(body).isEqualTo(ehr.smartConfiguration());
            assertThat(unusable.status()).as(body).isEmpty();
        }
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    void reportsSmartConfigurationWithoutTokenEndpoint() {
        SandboxServer ehr = resetServer("job-endpointless");
        ehr.patchMetadata(
                SandboxJson.createObjectBuilder().addNull("token_endpoint").build());
        assertThat(failure(DiscoveryException.class, "job-endpointless").status())
                .isEmpty();
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    void reportsThatNothingWasSentIfConnectionIsRefused() {
        NetworkException refused = failure(NetworkException.class, "job-refused");
        assertThat(refused.notSent()).isTrue();
        assertThat(refused.errorDescription()).isNotBlank();
    }

    @Test
    void requiresPrivateKey() {
        SandboxServer ehr = resetServer("job-keyless");
        ConfigurationException keyless = failure(ConfigurationException.class, "job-keyless");
        assertThat(keyless.missingAttributes()).contains("private_key");
        assertThat(keyless).hasMessageContaining("safire.job-keyless.private-key");
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }
}
