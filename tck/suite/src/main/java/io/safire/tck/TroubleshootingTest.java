package io.safire.tck;

import static io.safire.tck.support.Bench.SECRET;
import static io.safire.tck.support.Bench.answer;
import static io.safire.tck.support.Bench.fresh;
import static io.safire.tck.support.Bench.launched;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.Credential;
import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.ConfigurationException;
import io.safire.error.TokenException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.Launch;
import io.safire.sandbox.control.ClientEntry;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import jakarta.inject.Inject;
import jakarta.json.Json;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Every mistake that costs a day: what the error says. */
@ArquillianTest
public class TroubleshootingTest {

    private static final String SPECIAL = "s3:cr%t+/=&\" '#";

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(TroubleshootingTest.class)
                .server("secretless", "confidential-symmetric")
                .server("symmetric", "confidential-symmetric")
                .set("symmetric", "client-secret", SECRET)
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
                .server("asymmetric", "confidential-asymmetric")
                .set("asymmetric", "private-key", TestKeys.pem(TestKeys.RSA))
                .set("asymmetric", "kid", "rsa-1")
                .server("stranger", "confidential-asymmetric")
                .set("stranger", "private-key", TestKeys.pem(TestKeys.STRANGER))
                .set("stranger", "kid", "rsa-1")
                .server("wrongkid", "confidential-asymmetric")
                .set("wrongkid", "private-key", TestKeys.pem(TestKeys.RSA))
                .set("wrongkid", "kid", "of-last-year")
                .server("bare", "public")
                .set("bare", "client-id", "")
                .set("bare", "redirect-uri", "")
                .set("bare", "scopes", "")
                .build();
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
        assertThat(client.exchange(request, answer(ehr, request), Credential.secret(SECRET))
                        .accessToken()
                        .value())
                .isNotBlank();
    }

    @Test
    @Assertion(id = "safire-0.4/48")
    void missingKeyAndKidAreNamedInOneError() {
        fresh("keyless");
        assertThatThrownBy(() -> clients.client("keyless").backendToken())
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
        SandboxServer ehr = fresh("symmetric");
        SmartClient client = clients.client("symmetric");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        assertThatThrownBy(() -> client.exchange(request, answer(ehr, request), Credential.secret("wrong-secret-1")))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("HTTP 401")
                .hasMessageContaining("invalid_client")
                .hasMessageContaining("safire.symmetric.client-secret")
                .hasMessageNotContaining("wrong-secret-1");
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
        for (String name : new String[] {"stranger", "wrongkid"}) {
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
        SandboxServer ehr = fresh("stranger");
        for (Quirk quirk : new Quirk[] {Quirk.BARE_INVALID_CLIENT, Quirk.EMPTY_401, Quirk.ERROR_URI_ONLY}) {
            ehr.quirks(quirk);
            assertThatThrownBy(() -> launched(clients.client("stranger"), ehr))
                    .isInstanceOf(TokenException.class)
                    .hasMessageContaining("HTTP 401")
                    .hasMessageContaining("safire.stranger.private-key");
        }
        assertThatThrownBy(() -> launched(clients.client("stranger"), ehr))
                .satisfies(thrown ->
                        assertThat(((TokenException) thrown).errorUri()).contains("urn:sandbox:token:invalid_client"));
    }

    @Test
    @Assertion(id = "safire-0.4/46")
    void serverThatWantsClientIdBesideTheAssertionIsExplained() {
        SandboxServer ehr = fresh("asymmetric");
        ehr.quirks(Quirk.CLIENT_ID_BESIDE_ASSERTION_REQUIRED);
        assertThatThrownBy(() -> launched(clients.client("asymmetric"), ehr))
                .hasMessageContaining("safire.asymmetric.send-client-id=true");
    }

    private static void without(SandboxServer ehr, String remaining) {
        ehr.patchMetadata(Json.createObjectBuilder()
                .add(
                        "token_endpoint_auth_methods_supported",
                        Json.createArrayBuilder().add(remaining))
                .build());
    }

    private static String secretOf(String name) {
        return ConfigProvider.getConfig().getValue("safire." + name + ".client-secret", String.class);
    }
}
