package io.safire.tck;

import static io.safire.tck.support.Bench.SECRET;
import static io.safire.tck.support.Bench.answer;
import static io.safire.tck.support.Bench.fresh;
import static io.safire.tck.support.Bench.launched;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.token.RefreshRequest;
import io.safire.Credential;
import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.ConfigurationException;
import io.safire.error.TokenException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.Launch;
import io.safire.sandbox.control.Answer;
import io.safire.sandbox.control.ClientEntry;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import jakarta.json.Json;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Frequent mistakes in configuration and at servers: the error message names the cause and the setting. */
@Area("protocol")
@ArquillianTest
public class TroubleshootingTest {

    private static final String SPECIAL = "s3:cr%t+/=&\" '#";
    private static final String FORMER = "former-battery-staple";
    private static final String UNKNOWN = "unknown-token-0123456789";

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(TroubleshootingTest.class)
                .server("secretless", "confidential-symmetric")
                .server("trouble-symmetric", "confidential-symmetric")
                .set("trouble-symmetric", "client-secret", SECRET)
                .server("special", "confidential-symmetric")
                .set("special", "client-secret", SPECIAL)
                .server("raw", "confidential-symmetric")
                .set("raw", "client-secret", SPECIAL)
                .set("raw", "client-secret-encoding", "raw")
                .server("nobasic", "confidential-symmetric")
                .set("nobasic", "client-secret", SECRET)
                .server("nojwt", "confidential-asymmetric")
                .set("nojwt", "private-key", TestKeys.pem(TestKeys.RSA))
                .set("nojwt", "kid", "rsa-1")
                .server("keyless", "confidential-asymmetric")
                .server("trouble-asymmetric", "confidential-asymmetric")
                .set("trouble-asymmetric", "private-key", TestKeys.pem(TestKeys.RSA))
                .set("trouble-asymmetric", "kid", "rsa-1")
                .server("strange-key", "confidential-asymmetric")
                .set("strange-key", "private-key", TestKeys.pem(TestKeys.STRANGER))
                .set("strange-key", "kid", "rsa-1")
                .server("wrongkid", "confidential-asymmetric")
                .set("wrongkid", "private-key", TestKeys.pem(TestKeys.RSA))
                .set("wrongkid", "kid", "of-last-year")
                .server("bare", "public")
                .set("bare", "client-id", "")
                .set("bare", "redirect-uri", "")
                .set("bare", "scopes", "");
        for (String name : List.of("early", "early-code", "early-refresh", "neither")) {
            archive.server(name, "confidential-symmetric")
                    .set(name, "client-secret", SECRET)
                    .set(name, "client-secret.previous", FORMER);
        }
        return archive.build();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/64", "safire-0.4/11", "safire-0.4/48"})
    void missingSecretIsNamedWithItsKey() {
        SandboxServer ehr = fresh("secretless");
        SmartClient client = clients.client("secretless");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        assertThatThrownBy(() -> client.exchange(request, answer(ehr, request)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Configuration missing: client_secret")
                .hasMessageContaining("safire.secretless.client-secret")
                .satisfies(thrown -> assertThat(((ConfigurationException) thrown).missingAttributes())
                        .containsExactly("client_secret"));
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    @Assertion(id = "safire-0.4/47")
    void secretCanBeGivenForACall() {
        SandboxServer ehr = fresh("secretless");
        SmartClient client = clients.client("secretless");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        assertThat(client.with(Credential.secret(SECRET)).exchange(request, answer(ehr, request))
                        .accessToken()
                        .value())
                .isNotBlank();
    }

    @Test
    @Assertion(id = "safire-0.4/48")
    void missingKeyAndKidAreNamedInOneError() {
        fresh("keyless");
        assertThatThrownBy(() -> clients.client("keyless").requestToken())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Configuration missing: private_key, kid")
                .hasMessageContaining("safire.keyless.private-key")
                .hasMessageContaining("safire.keyless.kid");
    }

    @Test
    @Assertion(id = {"safire-0.4/11", "safire-0.4/39"})
    void everythingThatAnAuthorizationRequestLacksIsNamedInOneError() {
        assertThatThrownBy(() -> clients.client("bare").authorize(Launch.standalone()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("client_id, redirect_uri, scopes");
    }

    @Test
    @Assertion(id = "safire-0.4/52")
    void wrongSecretPointsAtTheKeysAndDoesNotShowIt() {
        SandboxServer ehr = fresh("trouble-symmetric");
        SmartClient client = clients.client("trouble-symmetric");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        assertThatThrownBy(() -> client.with(Credential.secret("wrong-secret-1")).exchange(request, answer(ehr, request)))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("HTTP 401")
                .hasMessageContaining("invalid_client")
                .hasMessageContaining("safire.trouble-symmetric.client-secret")
                .hasMessageNotContaining("wrong-secret-1");
    }

    @Test
    void secretThatTheServerDoesNotTakeYetGivesWayToThePreviousOne() {
        SandboxServer ehr = fresh("early");
        SmartClient client = clients.client("early");
        assertThat(client.tokens().introspect(UNKNOWN).active()).isFalse();
        takes(ehr, "early", FORMER);
        assertThat(client.tokens().introspect(UNKNOWN).active()).isFalse();
        client.tokens().revokeRefreshToken(UNKNOWN);
        client.refresh(RefreshRequest.of(launched(client, ehr)));
        assertThat(secrets(ehr, Endpoint.INTROSPECT)).containsExactly(SECRET, SECRET, FORMER);
        assertThat(secrets(ehr, Endpoint.REVOKE)).containsExactly(FORMER);
        assertThat(secrets(ehr, Endpoint.TOKEN)).containsExactly(FORMER, FORMER);
    }

    @Test
    void withoutAPreviousSecretOrAfterAnotherErrorNothingIsSentOnceMore() {
        SandboxServer symmetric = fresh("trouble-symmetric");
        takes(symmetric, "trouble-symmetric", FORMER);
        try {
            assertThatThrownBy(() -> clients.client("trouble-symmetric").tokens().introspect(UNKNOWN))
                    .isInstanceOf(TokenException.class)
                    .hasMessageContaining("invalid_client");
            assertThat(secrets(symmetric, Endpoint.INTROSPECT)).containsExactly(SECRET);
        } finally {
            takes(symmetric, "trouble-symmetric", SECRET);
        }
        SandboxServer neither = fresh("neither");
        takes(neither, "neither", SECRET);
        neither.next(
                Endpoint.INTROSPECT, Answer.status(400).body("application/json", "{\"error\":\"invalid_request\"}"));
        assertThatThrownBy(() -> clients.client("neither").tokens().introspect(UNKNOWN))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("invalid_request");
        assertThat(secrets(neither, Endpoint.INTROSPECT)).containsExactly(SECRET);
    }

    @Test
    void whereTheServerTakesNeitherSecretBothKeysAreNamed() {
        SandboxServer ehr = fresh("neither");
        takes(ehr, "neither", "secret-of-another-client");
        SmartClient client = clients.client("neither");
        assertThatThrownBy(() -> client.tokens().introspect(UNKNOWN))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("rejected both secrets")
                .hasMessageContaining("safire.neither.client-secret and")
                .hasMessageContaining("safire.neither.client-secret.previous")
                .hasMessageNotContaining(SECRET)
                .hasMessageNotContaining(FORMER);
        assertThat(secrets(ehr, Endpoint.INTROSPECT)).containsExactly(SECRET, FORMER);
    }

    @Test
    void codeIsNotSentAgainWithThePreviousSecretWhichTheNextLaunchGoesWith() {
        SandboxServer ehr = fresh("early-code");
        takes(ehr, "early-code", FORMER);
        SmartClient client = clients.client("early-code");
        assertThatThrownBy(() -> launched(client, ehr))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("invalid_client")
                .hasMessageContaining("uses the secret in safire.early-code.client-secret.previous")
                .hasMessageNotContaining(FORMER);
        assertThat(secrets(ehr, Endpoint.TOKEN)).containsExactly(SECRET);
        assertThat(launched(client, ehr).accessToken().value()).isNotBlank();
        assertThat(secrets(ehr, Endpoint.TOKEN)).containsExactly(SECRET, FORMER);
    }

    @Test
    void refreshTokenIsNotSentAgainWithThePreviousSecretBeforeTheNextRefresh() {
        SandboxServer ehr = fresh("early-refresh");
        takes(ehr, "early-refresh", SECRET);
        SmartClient client = clients.client("early-refresh");
        TokenResponse tokens = launched(client, ehr);
        takes(ehr, "early-refresh", FORMER);
        assertThatThrownBy(() -> client.refresh(RefreshRequest.of(tokens)))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("uses the secret in safire.early-refresh.client-secret.previous");
        assertThat(secrets(ehr, Endpoint.TOKEN)).containsExactly(SECRET, SECRET);
        assertThat(client.refresh(RefreshRequest.of(tokens)).accessToken().value()).isNotBlank();
        assertThat(secrets(ehr, Endpoint.TOKEN)).containsExactly(SECRET, SECRET, FORMER);
    }

    @Test
    void serverWithoutBasicIsSaidToBe() {
        SandboxServer ehr = fresh("nobasic");
        without(ehr, "private_key_jwt");
        assertThatThrownBy(() -> launched(clients.client("nobasic"), ehr))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("does not advertise client_secret_basic");
    }

    @Test
    void serverWithoutAssertionsIsSaidToBe() {
        SandboxServer ehr = fresh("nojwt");
        without(ehr, "client_secret_basic");
        assertThatThrownBy(() -> launched(clients.client("nojwt"), ehr))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("does not advertise private_key_jwt");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/345", "safire-0.4/91"})
    void secretWithSpecialCharactersIsEncoded() {
        SandboxServer ehr = fresh("special");
        ehr.client(ClientEntry.secretClient("app-special", secretOf("special"), TckArchive.REDIRECT_URI));
        assertThat(launched(clients.client("special"), ehr).accessToken().value())
                .isNotBlank();
    }

    @Test
    @Assertion(id = "safire-0.4/91")
    void serverThatComparesTheBarePairIsServedByRawAndElseTheErrorNamesTheSwitch() {
        SandboxServer raw = fresh("raw");
        raw.client(ClientEntry.secretClient("app-raw", secretOf("raw"), TckArchive.REDIRECT_URI));
        raw.quirks(Quirk.RAW_BASIC);
        assertThat(launched(clients.client("raw"), raw).accessToken().value()).isNotBlank();
        SandboxServer special = fresh("special");
        special.client(ClientEntry.secretClient("app-special", secretOf("special"), TckArchive.REDIRECT_URI));
        special.quirks(Quirk.RAW_BASIC);
        assertThatThrownBy(() -> launched(clients.client("special"), special))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("safire.special.client-secret-encoding=raw");
    }

    @Test
    @Assertion(id = "safire-0.4/52")
    void wrongKeyAndWrongKidPointAtKeyAndKid() {
        for (String name : new String[] {"strange-key", "wrongkid"}) {
            SandboxServer ehr = fresh(name);
            assertThatThrownBy(() -> launched(clients.client(name), ehr))
                    .isInstanceOf(TokenException.class)
                    .hasMessageContaining("HTTP 401 — invalid_client")
                    .hasMessageContaining("safire." + name + ".kid")
                    .hasMessageContaining("safire." + name + ".private-key")
                    .hasMessageContaining(ehr.tokenEndpoint().toString());
        }
    }

    @Test
    @Assertion(id = {"safire-0.4/52", "safire-0.4/64", "safire-0.4/94"})
    void bareAndEmptyRefusalsAreStillExplained() {
        SandboxServer ehr = fresh("strange-key");
        for (Quirk quirk : new Quirk[] {Quirk.BARE_INVALID_CLIENT, Quirk.EMPTY_401, Quirk.ERROR_URI_ONLY}) {
            ehr.quirks(quirk);
            assertThatThrownBy(() -> launched(clients.client("strange-key"), ehr))
                    .isInstanceOf(TokenException.class)
                    .hasMessageContaining("HTTP 401")
                    .hasMessageContaining("safire.strange-key.private-key");
        }
        assertThatThrownBy(() -> launched(clients.client("strange-key"), ehr))
                .satisfies(thrown ->
                        assertThat(((TokenException) thrown).errorUri()).contains("urn:sandbox:token:invalid_client"));
    }

    @Test
    @Assertion(id = "safire-0.4/46")
    void serverThatWantsClientIdBesideTheAssertionIsExplained() {
        SandboxServer ehr = fresh("trouble-asymmetric");
        ehr.quirks(Quirk.CLIENT_ID_BESIDE_ASSERTION_REQUIRED);
        assertThatThrownBy(() -> launched(clients.client("trouble-asymmetric"), ehr))
                .hasMessageContaining("safire.trouble-asymmetric.send-client-id=true");
    }

    private static void without(SandboxServer ehr, String remaining) {
        ehr.patchMetadata(Json.createObjectBuilder()
                .add(
                        "token_endpoint_auth_methods_supported",
                        Json.createArrayBuilder().add(remaining))
                .build());
    }

    /** Registers the only secret of the client that the server accepts from now on. */
    private static void takes(SandboxServer ehr, String name, String secret) {
        ehr.client(ClientEntry.secretClient("app-" + name, secret, TckArchive.REDIRECT_URI));
    }

    /** Returns the secrets of all requests to the endpoint. */
    private static List<String> secrets(SandboxServer ehr, Endpoint endpoint) {
        return ehr.requests(endpoint).stream()
                .map(request -> request.basicCredentials().replaceFirst("^[^:]*:", ""))
                .toList();
    }

    private static String secretOf(String name) {
        return ConfigProvider.getConfig().getValue("safire." + name + ".client-secret", String.class);
    }
}
