package io.safire.tck;

import static io.safire.tck.support.Bench.KEY_HOST;
import static io.safire.tck.support.Bench.SECRET;
import static io.safire.tck.support.Bench.fresh;
import static io.safire.tck.support.Bench.launched;
import static io.safire.tck.support.Bench.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.Credential;
import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.ConfigurationException;
import io.safire.error.TokenException;
import io.safire.key.PublicKeys;
import io.safire.key.PublishedKey;
import io.safire.sandbox.control.ClientEntry;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.inject.ModuleKeys;
import io.safire.tck.support.Changes;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.net.URI;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Keys of the client: the published JWKS, the signing key, and key rotation against a server that caches the key set. */
@Area("tokens")
@ArquillianTest
public class KeysTest {

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(KeysTest.class)
                .withChanges()
                .with(ModuleKeys.class)
                .server("supplied", "confidential-asymmetric")
                .set("supplied", "scopes", "system/*.rs")
                .server("shown", "confidential-asymmetric")
                .set("shown", "scopes", "system/*.rs")
                .set("shown", "private-key", TestKeys.pem(TestKeys.RSA))
                .set("shown", "kid", "rsa-1")
                .set("shown", "next-key", TestKeys.publicPem(TestKeys.EC))
                .set("shown", "next-kid", "ec-1")
                .server("fetched", "confidential-asymmetric")
                .set("fetched", "scopes", "system/*.rs")
                .keySet("fetched")
                .server("stepped", "confidential-asymmetric")
                .set("stepped", "scopes", "system/*.rs")
                .keySet("stepped")
                .server("announced", "confidential-asymmetric")
                .set("announced", "scopes", "system/*.rs")
                .keySet("announced")
                .server("dropped", "confidential-asymmetric")
                .set("dropped", "scopes", "system/*.rs")
                .server("doubled", "confidential-asymmetric")
                .set("doubled", "scopes", "system/*.rs")
                .server("keyless", "public")
                .set("keyless", "scopes", "system/*.rs")
                .server("rotated", "confidential-symmetric")
                .set("rotated", "client-secret", SECRET)
                .build();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/294", "smart-2.2.0/313", "smart-2.2.0/314", "smart-2.2.0/315"})
    void keySetHasBareKeysWithAllThatServersNeed() {
        List<PublishedKey> keys = clients.client("shown").jwks().keys();
        JsonObject rsa = keys.get(0).jwk();
        assertThat(rsa.keySet()).containsExactlyInAnyOrder("kty", "kid", "alg", "use", "key_ops", "n", "e");
        assertThat(rsa.getString("kty")).isEqualTo("RSA");
        assertThat(rsa.getString("kid")).isEqualTo("rsa-1");
        assertThat(rsa.getString("alg")).isEqualTo("RS384");
        assertThat(bytes(rsa, "n")).hasSize(256);
        JsonObject ec = keys.get(1).jwk();
        assertThat(ec.keySet()).containsExactlyInAnyOrder("kty", "kid", "alg", "use", "key_ops", "crv", "x", "y");
        assertThat(ec.getString("kty")).isEqualTo("EC");
        assertThat(ec.getString("kid")).isEqualTo("ec-1");
        assertThat(ec.getString("alg")).isEqualTo("ES384");
        assertThat(ec.getString("crv")).isEqualTo("P-384");
        assertThat(bytes(ec, "x")).hasSize(48);
        assertThat(bytes(ec, "y")).hasSize(48);
        assertThat(keys).allSatisfy(key -> {
            assertThat(key.jwk().getString("use")).isEqualTo("sig");
            assertThat(key.jwk().getJsonArray("key_ops").toString()).isEqualTo("[\"verify\"]");
        });
    }

    @Test
    @Assertion(id = "smart-2.2.0/295")
    void privateKeyIsShownNowhere() {
        String pem = ConfigProvider.getConfig().getValue("safire.shown.private-key", String.class);
        String secretPart = pem.substring(pem.length() / 2, pem.length() / 2 + 40);
        PublicKeys keys = clients.client("shown").jwks();
        assertThat(keys.document().toString())
                .doesNotContain("\"d\"", "\"p\"", "\"q\"", "\"dp\"", "\"dq\"", "\"qi\"", secretPart);
        assertThat(keys.toString()).doesNotContain(secretPart);
        try (Changes settings = Changes.of("shown")) {
            settings.set("private-key", pem.replace("END PRIVATE", "END"));
            SmartClient client = clients.client("shown");
            assertThatThrownBy(client::jwks)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("safire.shown.private-key")
                    .hasMessageNotContaining(secretPart);
        }
    }

    @Test
    @Assertion(
            id = {
                "smart-2.2.0/291",
                "smart-2.2.0/301",
                "smart-2.2.0/302",
                "smart-2.2.0/303",
                "smart-2.2.0/324",
                "smart-2.2.0/325"
            })
    void serverVerifiesWithTheSetBehindTheRegisteredUrlOnly() {
        SandboxServer ehr = fresh("fetched");
        fresh(KEY_HOST);
        SmartClient client = clients.client("fetched");
        try (Changes settings = Changes.of("fetched")) {
            name(settings, "private", TestKeys.ec(), "k");
            assertThat(client.jwks().cacheControl()).matches("public, max-age=[1-9]\\d*");
            URI url = publish(client, ehr);
            assertThat(url.getScheme()).isEqualTo("https");
            client.requestToken();
            assertThat(lastHeader(ehr).getString("jku")).isEqualTo(url.toString());
            RecordedRequest fetch =
                    server(KEY_HOST).requests(Endpoint.PUBLISHED).get(0);
            assertThat(fetch.headers()).doesNotContainKeys("authorization", "cookie");
            String elsewhere = url.toString().replace("fetched.json", "other.json");
            ehr.client(ClientEntry.keyClient(
                            "app-fetched", client.jwks().document().toString(), "")
                    .withJwksUri(elsewhere));
            assertThatThrownBy(client::requestToken)
                    .isInstanceOf(TokenException.class)
                    .hasMessageContaining("invalid_client");
        }
    }

    @Test
    void formerKeySignsUntilTheNewOneHasBeenPublishedLongEnough() {
        SandboxServer ehr = fresh("stepped");
        SmartClient client = clients.client("stepped");
        KeyPair former = TestKeys.ec();
        KeyPair latest = TestKeys.ec();
        try (Changes settings = Changes.of("stepped")) {
            name(settings, "private", former, "former");
            publish(client, ehr);
            client.requestToken();
            name(settings, "private", latest, "latest");
            name(settings, "retiring", former, "former");
            publish(client, ehr);
            assertThat(states(client)).containsExactly("former ACTIVE", "latest NEXT");
            client.requestToken();
            assertThat(lastHeader(ehr).getString("kid")).isEqualTo("former");
            Credential hasty = Credential.key(TestKeys.pem(latest), "latest");
            assertThatThrownBy(() -> client.with(hasty).requestToken())
                    .isInstanceOf(TokenException.class)
                    .hasMessageContaining("invalid_client");
            settings.set(
                    "private-key.published-since",
                    Instant.now().minus(Duration.ofHours(31)).toString());
            ehr.forgetKeys();
            assertThat(states(client)).containsExactly("latest ACTIVE", "former RETIRING");
            client.requestToken();
            assertThat(lastHeader(ehr).getString("kid")).isEqualTo("latest");
        }
    }

    @Test
    void keyThatWasAnnouncedSignsAtOnceWhenItBecomesThePrivateKey() {
        SandboxServer ehr = fresh("announced");
        SmartClient client = clients.client("announced");
        KeyPair latest = TestKeys.ec();
        try (Changes settings = Changes.of("announced")) {
            name(settings, "private", TestKeys.ec(), "former");
            settings.set("next-key", TestKeys.publicPem(latest));
            settings.set("next-kid", "latest");
            publish(client, ehr);
            assertThat(states(client)).containsExactly("former ACTIVE", "latest NEXT");
            client.requestToken();
            assertThat(lastHeader(ehr).getString("kid")).isEqualTo("former");
            settings.unset("next-key", "next-kid");
            name(settings, "private", latest, "latest");
            client.requestToken();
            assertThat(lastHeader(ehr).getString("kid")).isEqualTo("latest");
            assertThat(server(KEY_HOST).requests(Endpoint.PUBLISHED).stream()
                            .filter(fetch -> fetch.uri().endsWith("announced.json")))
                    .as("the server still uses the key set that it fetched before")
                    .hasSize(1);
        }
    }

    @Test
    void keyThatIsNamedNoMoreStaysPublishedForItsLastAssertionAndSignsNoMore() {
        SandboxServer ehr = fresh("dropped");
        SmartClient client = clients.client("dropped");
        try (Changes settings = Changes.of("dropped")) {
            name(settings, "private", TestKeys.ec(), "former");
            register(client, ehr);
            client.requestToken();
            name(settings, "private", TestKeys.ec(), "latest");
            assertThat(states(client)).containsExactly("latest ACTIVE", "former RETIRING");
            register(client, ehr);
            client.requestToken();
            assertThat(lastHeader(ehr).getString("kid")).isEqualTo("latest");
        }
    }

    @Test
    void keysOfABeanComeBeforeTheConfigurationAndForItsServerOnly() {
        SandboxServer ehr = fresh("supplied");
        SmartClient client = clients.client("supplied");
        assertThat(states(client)).containsExactly("module-1 ACTIVE", "module-2 NEXT");
        register(client, ehr);
        client.requestToken();
        assertThat(lastHeader(ehr).getString("kid")).isEqualTo("module-1");
        assertThat(states(clients.client("shown"))).containsExactly("rsa-1 ACTIVE", "ec-1 NEXT");
    }

    @Test
    @Assertion(id = "smart-2.2.0/322")
    void kidNamesOneKeyOnly() {
        SmartClient client = clients.client("doubled");
        KeyPair key = TestKeys.ec();
        try (Changes settings = Changes.of("doubled")) {
            name(settings, "private", key, "same");
            name(settings, "next", TestKeys.ec(), "same");
            assertThatThrownBy(client::jwks)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("safire.doubled.next-kid");
            name(settings, "next", TestKeys.ec(), "other");
            assertThat(client.jwks().keys()).extracting(PublishedKey::kid).containsExactly("same", "other");
        }
    }

    @Test
    @Assertion(id = {"smart-2.2.0/229", "smart-2.2.0/290"})
    void withoutAKeyThereIsNoBackendTokenAndNoKeySet() {
        SandboxServer ehr = fresh("keyless");
        SmartClient client = clients.client("keyless");
        assertThatThrownBy(client::requestToken)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("safire.keyless.private-key");
        assertThatThrownBy(client::jwks)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("safire.keyless.private-key");
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
        try (Changes settings = Changes.of("keyless")) {
            name(settings, "private", TestKeys.ec(), "k");
            register(client, ehr);
            assertThat(client.requestToken().accessToken().value()).isNotBlank();
        }
    }

    @Test
    @Assertion(id = "smart-2.2.0/312")
    void keyForAnotherAlgorithmIsRefusedByName() {
        SandboxServer ehr = fresh("shown");
        SmartClient client = clients.client("shown");
        String ed25519 = "-----BEGIN PRIVATE KEY-----"
                + "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC-----END PRIVATE KEY-----";
        assertThatThrownBy(() -> client.with(Credential.key(ed25519, "k")).requestToken())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("private_key");
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
        client.requestToken();
        assertThat(lastHeader(ehr).getString("alg")).isEqualTo("RS384");
    }

    @Test
    void rotatedSecretIsUsedWithoutARestart() {
        SandboxServer ehr = fresh("rotated");
        SmartClient client = clients.client("rotated");
        launched(client, ehr);
        ehr.client(ClientEntry.secretClient("app-rotated", "another-secret", TckArchive.REDIRECT_URI));
        assertThatThrownBy(() -> launched(client, ehr)).isInstanceOf(TokenException.class);
        try (Changes settings = Changes.of("rotated")) {
            settings.set("client-secret", "another-secret");
            assertThat(launched(client, ehr).accessToken().value()).isNotBlank();
        } finally {
            ehr.client(ClientEntry.secretClient("app-rotated", SECRET, TckArchive.REDIRECT_URI));
        }
    }

    /** Sets the key and the {@code kid} of a state: {@code private}, {@code next} or {@code retiring}. */
    private static void name(Changes settings, String state, KeyPair key, String kid) {
        settings.set(state + "-key", TestKeys.pem(key));
        settings.set(state.equals("private") ? "kid" : state + "-kid", kid);
    }

    /** Publishes the current key set and registers its URL. A server that fetched an earlier key set continues to use it. */
    private static URI publish(SmartClient client, SandboxServer ehr) {
        PublicKeys keys = client.jwks();
        URI url = server(KEY_HOST).publish(client.name() + ".json", keys.document(), keys.cacheControl());
        ehr.client(ClientEntry.keyUrlClient("app-" + client.name(), url.toString(), ""));
        return url;
    }

    private static void register(SmartClient client, SandboxServer ehr) {
        ehr.client(ClientEntry.keyClient(
                "app-" + client.name(), client.jwks().document().toString(), ""));
    }

    private static List<String> states(SmartClient client) {
        return client.jwks().keys().stream()
                .map(key -> key.kid() + " " + key.state())
                .toList();
    }

    private static JsonObject lastHeader(SandboxServer ehr) {
        List<RecordedRequest> requests = ehr.requests(Endpoint.TOKEN);
        return requests.get(requests.size() - 1).assertionHeader();
    }

    private static byte[] bytes(JsonObject jwk, String member) {
        return Base64.getUrlDecoder().decode(jwk.getString(member));
    }
}
