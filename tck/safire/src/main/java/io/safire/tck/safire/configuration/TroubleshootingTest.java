package io.safire.tck.safire.configuration;

import static io.safire.tck.support.TckContext.CLIENT_SECRET;
import static io.safire.tck.support.TckContext.authorize;
import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TckContext.tokenRequest;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.authentication.Credential;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.error.ConfigurationException;
import io.safire.error.SmartException;
import io.safire.error.TokenException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Frequent mistakes in configuration and at servers: the error message names the cause and the setting. */
@SharedApplication("protocol")
@Tag("configuration")
@ArquillianTest
public class TroubleshootingTest {

    private static final String SPECIAL_SECRET = "s3:cr%t+/=&\" '#";
    private static final String FORM_ENCODED_SECRET = "s3%3Acr%25t%2B%2F%3D%26%22+%27%23";
    private static final String PREVIOUS_SECRET = "former-battery-staple";
    private static final String JSON = "application/json";
    private static final String UNKNOWN_TOKEN = "unknown-token-0123456789";

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(TroubleshootingTest.class)
                .server("secretless", "confidential-symmetric")
                .server("trouble-symmetric", "confidential-symmetric")
                .set("trouble-symmetric", "client-secret", CLIENT_SECRET)
                .server("special", "confidential-symmetric")
                .set("special", "client-secret", SPECIAL_SECRET)
                .server("raw", "confidential-symmetric")
                .set("raw", "client-secret", SPECIAL_SECRET)
                .set("raw", "client-secret-encoding", "raw")
                .server("nobasic", "confidential-symmetric")
                .set("nobasic", "client-secret", CLIENT_SECRET)
                .server("nojwt", "confidential-asymmetric")
                .set("nojwt", "private-key", TestKeys.pem(TestKeys.RSA))
                .set("nojwt", "kid", "rsa-1")
                .server("keyless", "confidential-asymmetric")
                .server("trouble-asymmetric", "confidential-asymmetric")
                .set("trouble-asymmetric", "private-key", TestKeys.pem(TestKeys.RSA))
                .set("trouble-asymmetric", "kid", "rsa-1")
                .server("strange-key", "confidential-asymmetric")
                .set("strange-key", "private-key", TestKeys.pem(TestKeys.UNREGISTERED))
                .set("strange-key", "kid", "rsa-1")
                .server("wrongkid", "confidential-asymmetric")
                .set("wrongkid", "private-key", TestKeys.pem(TestKeys.RSA))
                .set("wrongkid", "kid", "of-last-year")
                .server("trouble-jku", "confidential-asymmetric")
                .set("trouble-jku", "private-key", TestKeys.pem(TestKeys.RSA))
                .set("trouble-jku", "kid", "rsa-1")
                .setJwksUrl("trouble-jku")
                .server("long-id", "public")
                .set("long-id", "client-id", "c".repeat(1000))
                .server("bare", "public")
                .set("bare", "client-id", "")
                .set("bare", "redirect-uri", "")
                .set("bare", "scopes", "");
        for (String name : List.of("early", "early-code", "early-refresh", "neither")) {
            archive.server(name, "confidential-symmetric")
                    .set(name, "client-secret", CLIENT_SECRET)
                    .set(name, "client-secret.previous", PREVIOUS_SECRET);
        }
        return archive.build();
    }

    @Test
    @Assertion(id = "smart-2.2.0/64")
    void namesSettingOfMissingSecret() {
        SandboxServer ehr = resetServer("secretless");
        SmartClient client = clients.client("secretless");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        assertThatThrownBy(() -> client.exchange(request, authorize(ehr, request)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Configuration missing: client_secret")
                .hasMessageContaining("safire.secretless.client-secret")
                .satisfies(thrown -> assertThat(((ConfigurationException) thrown).missingAttributes())
                        .containsExactly("client_secret"));
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    void describesFailuresForPrograms() {
        SandboxServer ehr = resetServer("secretless");
        SmartClient client = clients.client("secretless");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        assertDescribed(() -> client.exchange(request, authorize(ehr, request)), Step.CONFIGURATION);
        assertDescribed(
                () -> client.with(Credential.secret("wrong-secret-3")).exchange(request, authorize(ehr, request)),
                Step.TOKEN);
        assertDescribed(
                () -> client.exchange(request, AuthorizationResponse.parse("state=another&code=1")),
                Step.AUTHORIZATION);
    }

    private static void assertDescribed(ThrowingCallable call, Step step) {
        SmartException failure = catchThrowableOfType(SmartException.class, call);
        assertThat(failure.server()).contains("secretless");
        assertThat(failure.code()).isNotBlank();
        assertThat(failure).hasMessageStartingWith(failure.code() + " secretless: ");
        assertThat(failure.findings()).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.id()).isNotBlank();
            assertThat(finding.step()).isEqualTo(step);
            assertThat(failure.getMessage()).contains(finding.observed());
        });
    }

    @Test
    void usesSecretOfCall() {
        SandboxServer ehr = resetServer("secretless");
        SmartClient client = clients.client("secretless");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        assertThat(client.with(Credential.secret(CLIENT_SECRET))
                        .exchange(request, authorize(ehr, request))
                        .accessToken()
                        .value())
                .isNotBlank();
    }

    @Test
    void reportsMissingKeyAndKidTogether() {
        resetServer("keyless");
        assertThatThrownBy(() -> clients.client("keyless").requestToken())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Configuration missing: private_key, kid")
                .hasMessageContaining("safire.keyless.private-key")
                .hasMessageContaining("safire.keyless.kid");
    }

    @Test
    void reportsAllMissingAuthorizationSettingsTogether() {
        assertThatThrownBy(() -> clients.client("bare").authorize(Launch.standalone()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("client_id, redirect_uri, scopes");
    }

    @Test
    void namesSettingOfWrongSecretWithoutRevealingIt() {
        SandboxServer ehr = resetServer("trouble-symmetric");
        SmartClient client = clients.client("trouble-symmetric");
        acceptOnly(ehr, "trouble-symmetric", PREVIOUS_SECRET);
        try {
            assertThatThrownBy(() -> launch(client, ehr))
                    .isInstanceOf(TokenException.class)
                    .hasMessageContaining("HTTP 401")
                    .hasMessageContaining("invalid_client")
                    .hasMessageContaining("the client secret (safire.trouble-symmetric.client-secret)")
                    .hasMessageContaining("the client_id app-trouble-symmetric (safire.trouble-symmetric.client-id)")
                    .hasMessageNotContaining(CLIENT_SECRET);
        } finally {
            acceptOnly(ehr, "trouble-symmetric", CLIENT_SECRET);
        }
    }

    @Test
    void fallsBackToPreviousSecret() {
        SandboxServer ehr = resetServer("early");
        SmartClient client = clients.client("early");
        assertThat(client.tokens().introspect(UNKNOWN_TOKEN).isActive()).isFalse();
        acceptOnly(ehr, "early", PREVIOUS_SECRET);
        assertThat(client.tokens().introspect(UNKNOWN_TOKEN).isActive()).isFalse();
        client.tokens().revokeRefreshToken(UNKNOWN_TOKEN);
        client.refresh(RefreshRequest.of(launch(client, ehr)));
        assertThat(sentSecrets(ehr, Endpoint.INTROSPECT))
                .containsExactly(CLIENT_SECRET, CLIENT_SECRET, PREVIOUS_SECRET);
        assertThat(sentSecrets(ehr, Endpoint.REVOKE)).containsExactly(PREVIOUS_SECRET);
        assertThat(sentSecrets(ehr, Endpoint.TOKEN)).containsExactly(PREVIOUS_SECRET, PREVIOUS_SECRET);
    }

    @Test
    void retriesOnlyWithPreviousSecretAfterInvalidClient() {
        SandboxServer symmetric = resetServer("trouble-symmetric");
        acceptOnly(symmetric, "trouble-symmetric", PREVIOUS_SECRET);
        try {
            assertThatThrownBy(
                            () -> clients.client("trouble-symmetric").tokens().introspect(UNKNOWN_TOKEN))
                    .isInstanceOf(TokenException.class)
                    .hasMessageContaining("invalid_client");
            assertThat(sentSecrets(symmetric, Endpoint.INTROSPECT)).containsExactly(CLIENT_SECRET);
        } finally {
            acceptOnly(symmetric, "trouble-symmetric", CLIENT_SECRET);
        }
        SandboxServer neither = resetServer("neither");
        acceptOnly(neither, "neither", CLIENT_SECRET);
        neither.script(
                Endpoint.INTROSPECT,
                ScriptedResponse.status(400).body("application/json", "{\"error\":\"invalid_request\"}"));
        assertThatThrownBy(() -> clients.client("neither").tokens().introspect(UNKNOWN_TOKEN))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("invalid_request");
        assertThat(sentSecrets(neither, Endpoint.INTROSPECT)).containsExactly(CLIENT_SECRET);
    }

    @Test
    void namesBothSecretSettingsIfServerRejectsBoth() {
        SandboxServer ehr = resetServer("neither");
        acceptOnly(ehr, "neither", "secret-of-another-client");
        SmartClient client = clients.client("neither");
        assertThatThrownBy(() -> client.tokens().introspect(UNKNOWN_TOKEN))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("rejected both secrets")
                .hasMessageContaining("safire.neither.client-secret and")
                .hasMessageContaining("safire.neither.client-secret.previous")
                .hasMessageNotContaining(CLIENT_SECRET)
                .hasMessageNotContaining(PREVIOUS_SECRET);
        assertThat(sentSecrets(ehr, Endpoint.INTROSPECT)).containsExactly(CLIENT_SECRET, PREVIOUS_SECRET);
    }

    @Test
    void sendsCodeOnceAndUsesPreviousSecretForNextLaunch() {
        SandboxServer ehr = resetServer("early-code");
        acceptOnly(ehr, "early-code", PREVIOUS_SECRET);
        SmartClient client = clients.client("early-code");
        assertThatThrownBy(() -> launch(client, ehr))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("invalid_client")
                .hasMessageContaining("uses the secret in safire.early-code.client-secret.previous")
                .hasMessageNotContaining(PREVIOUS_SECRET);
        assertThat(sentSecrets(ehr, Endpoint.TOKEN)).containsExactly(CLIENT_SECRET);
        assertThat(launch(client, ehr).accessToken().value()).isNotBlank();
        assertThat(sentSecrets(ehr, Endpoint.TOKEN)).containsExactly(CLIENT_SECRET, PREVIOUS_SECRET);
    }

    @Test
    void usesPreviousSecretOnlyFromNextRefreshOn() {
        SandboxServer ehr = resetServer("early-refresh");
        acceptOnly(ehr, "early-refresh", CLIENT_SECRET);
        SmartClient client = clients.client("early-refresh");
        TokenResponse tokens = launch(client, ehr);
        acceptOnly(ehr, "early-refresh", PREVIOUS_SECRET);
        assertThatThrownBy(() -> client.refresh(RefreshRequest.of(tokens)))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("uses the secret in safire.early-refresh.client-secret.previous");
        assertThat(sentSecrets(ehr, Endpoint.TOKEN)).containsExactly(CLIENT_SECRET, CLIENT_SECRET);
        assertThat(client.refresh(RefreshRequest.of(tokens)).accessToken().value())
                .isNotBlank();
        assertThat(sentSecrets(ehr, Endpoint.TOKEN)).containsExactly(CLIENT_SECRET, CLIENT_SECRET, PREVIOUS_SECRET);
    }

    @Test
    void reportsServerWithoutClientSecretBasic() {
        SandboxServer ehr = resetServer("nobasic");
        advertiseOnly(ehr, "private_key_jwt");
        assertThatThrownBy(() -> launch(clients.client("nobasic"), ehr))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("does not advertise client_secret_basic");
    }

    @Test
    void reportsServerWithoutPrivateKeyJwt() {
        SandboxServer ehr = resetServer("nojwt");
        advertiseOnly(ehr, "client_secret_basic");
        assertThatThrownBy(() -> launch(clients.client("nojwt"), ehr))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("does not advertise private_key_jwt");
    }

    @Test
    @Assertion(id = "smart-2.2.0/345")
    void encodesSpecialCharactersOfSecret() {
        SandboxServer ehr = resetServer("special");
        ehr.registerClient(SandboxClient.secretClient("app-special", secretOf("special"), TckArchive.REDIRECT_URI));
        RecordedRequest request = tokenRequest(ehr, () -> launch(clients.client("special"), ehr));
        assertThat(request.basicCredentials()).isEqualTo("app-special:" + FORM_ENCODED_SECRET);
        assertThat(launch(clients.client("special"), ehr).accessToken().value()).isNotBlank();
    }

    @Test
    void supportsRawEncodingOfBasicCredentials() {
        SandboxServer raw = resetServer("raw");
        raw.registerClient(SandboxClient.secretClient("app-raw", secretOf("raw"), TckArchive.REDIRECT_URI));
        raw.setQuirks(Quirk.RAW_BASIC);
        assertThat(launch(clients.client("raw"), raw).accessToken().value()).isNotBlank();
        SandboxServer special = resetServer("special");
        special.registerClient(SandboxClient.secretClient("app-special", secretOf("special"), TckArchive.REDIRECT_URI));
        special.setQuirks(Quirk.RAW_BASIC);
        assertThatThrownBy(() -> launch(clients.client("special"), special))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("safire.special.client-secret-encoding=raw");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/320", "smart-2.2.0/322"})
    void namesKeySettingsForWrongKeyOrKid() {
        assertEach(List.of("strange-key", "wrongkid"), name -> {
            SandboxServer ehr = resetServer(name);
            assertThatThrownBy(() -> launch(clients.client(name), ehr))
                    .isInstanceOf(TokenException.class)
                    .hasMessageContaining("HTTP 401 — invalid_client")
                    .hasMessageContaining("kid " + (name.equals("wrongkid") ? "of-last-year" : "rsa-1") + " (safire."
                            + name + ".kid)")
                    .hasMessageContaining("safire." + name + ".private-key")
                    .hasMessageContaining(ehr.tokenEndpoint().toString());
        });
    }

    @Test
    void explainsErrorResponsesWithoutDescription() {
        SandboxServer ehr = resetServer("strange-key");
        assertEach(List.of(Quirk.BARE_INVALID_CLIENT, Quirk.EMPTY_401, Quirk.ERROR_URI_ONLY), quirk -> {
            ehr.setQuirks(quirk);
            assertThatThrownBy(() -> launch(clients.client("strange-key"), ehr))
                    .isInstanceOf(TokenException.class)
                    .hasMessageContaining("HTTP 401")
                    .hasMessageContaining("safire.strange-key.private-key");
        });
        assertThatThrownBy(() -> launch(clients.client("strange-key"), ehr))
                .satisfies(thrown ->
                        assertThat(((TokenException) thrown).errorUri()).contains("urn:sandbox:token:invalid_client"));
    }

    @Test
    void suggestsSendClientIdIfServerRequiresIt() {
        SandboxServer ehr = resetServer("trouble-asymmetric");
        ehr.setQuirks(Quirk.CLIENT_ID_BESIDE_ASSERTION_REQUIRED);
        assertThatThrownBy(() -> launch(clients.client("trouble-asymmetric"), ehr))
                .hasMessageContaining("safire.trouble-asymmetric.send-client-id=true");
    }

    /** For client credentials, some servers use {@code invalid_grant} for errors of the client or of its keys. */
    @Test
    void explainsInvalidGrantOfBackendByItsDescription() {
        SandboxServer ehr = resetServer("trouble-jku");
        Map<String, String> causes = Map.of(
                "The jku does not match",
                "SAFIRE-0626",
                "The client registration has expired",
                "SAFIRE-0651",
                "aud is wrong",
                "SAFIRE-0625");
        causes.forEach((description, cause) -> {
            ehr.script(Endpoint.TOKEN, invalidGrant(description));
            assertThatThrownBy(() -> clients.client("trouble-jku").requestToken(Scopes.of("system/*.rs")))
                    .as(description)
                    .isInstanceOfSatisfying(TokenException.class, thrown -> assertThat(thrown.findings())
                            .extracting(Finding::id)
                            .startsWith(cause)
                            .doesNotContain("SAFIRE-0610"));
        });
        ehr.script(Endpoint.TOKEN, ScriptedResponse.status(400).body(JSON, "{\"error\":\"invalid_grant\"}"));
        assertThatThrownBy(() -> clients.client("trouble-jku").requestToken(Scopes.of("system/*.rs")))
                .isInstanceOfSatisfying(TokenException.class, thrown -> assertThat(thrown.findings())
                        .extracting(Finding::id)
                        .contains("SAFIRE-0610"));
    }

    private static ScriptedResponse invalidGrant(String description) {
        return ScriptedResponse.status(400)
                .body(JSON, "{\"error\":\"invalid_grant\",\"error_description\":\"" + description + "\"}");
    }

    @Test
    void suggestsEncodingForSentSecretOnly() {
        SandboxServer ehr = resetServer("special");
        ehr.setQuirks(Quirk.BARE_INVALID_CLIENT);
        String advice = "safire.special.client-secret-encoding=raw";
        assertThatThrownBy(() -> requestWith(ehr, "needs+encoding")).hasMessageContaining(advice);
        assertThatThrownBy(() -> requestWith(ehr, "plain"))
                .isInstanceOf(TokenException.class)
                .hasMessageNotContaining(advice);
    }

    private void requestWith(SandboxServer ehr, String secret) {
        SmartClient client = clients.client("special");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        AuthorizationResponse response = authorize(ehr, request);
        client.with(Credential.secret(secret)).exchange(request, response);
    }

    @Test
    void shortensLongClientId() {
        SandboxServer ehr = resetServer("long-id");
        ehr.script(Endpoint.TOKEN, ScriptedResponse.status(401).body(JSON, "{\"error\":\"invalid_client\"}"));
        assertThatThrownBy(() -> clients.client("long-id").refresh(RefreshRequest.of("refresh-0123456789")))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("c".repeat(100))
                .hasMessageContaining("(1000 characters)")
                .hasMessageNotContaining("c".repeat(300));
    }

    private static void advertiseOnly(SandboxServer ehr, String remaining) {
        ehr.patchMetadata(SandboxJson.createObjectBuilder()
                .add(
                        "token_endpoint_auth_methods_supported",
                        SandboxJson.createArrayBuilder().add(remaining))
                .build());
    }

    /** Registers a secret of the client. From then on, the server accepts only this secret. */
    private static void acceptOnly(SandboxServer ehr, String name, String secret) {
        ehr.registerClient(SandboxClient.secretClient("app-" + name, secret, TckArchive.REDIRECT_URI));
    }

    /** Returns the secrets of all requests to the endpoint. */
    private static List<String> sentSecrets(SandboxServer ehr, Endpoint endpoint) {
        return ehr.requests(endpoint).stream()
                .map(request -> request.basicCredentials().replaceFirst("^[^:]*:", ""))
                .toList();
    }

    private static String secretOf(String name) {
        return ConfigProvider.getConfig().getValue("safire." + name + ".client-secret", String.class);
    }
}
