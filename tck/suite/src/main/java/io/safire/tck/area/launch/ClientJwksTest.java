package io.safire.tck.area.launch;

import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.CLIENT_SECRET;
import static io.safire.tck.support.TckContext.KEY_HOST;
import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TckContext.server;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.authentication.Credential;
import io.safire.error.ConfigurationException;
import io.safire.error.TokenException;
import io.safire.key.PublicKeys;
import io.safire.key.PublishedKey;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.inject.ApplicationKeySource;
import io.safire.tck.registration.SampleClientMetadata;
import io.safire.tck.support.ClientCertificateSetup;
import io.safire.tck.support.SettingChanges;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.math.BigInteger;
import java.net.URI;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keys of the client: the published JWKS, the signing key, and key rotation against a server that caches the key set. */
@SharedApplication("tokens")
@Tag("launch")
@ArquillianTest
public class ClientJwksTest {

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(ClientJwksTest.class)
                .withSettingChanges()
                .with(ApplicationKeySource.class, SampleClientMetadata.class)
                .set(SampleClientMetadata.JWKS_SETTING, TestKeys.jwks().replace("\n", ""))
                .server("supplied", "confidential-asymmetric")
                .set("supplied", "scopes", "system/*.rs")
                .set(
                        ApplicationKeySource.KEY_STORE,
                        Base64.getEncoder().encodeToString(ClientCertificateSetup.keyStore()))
                .server(ApplicationKeySource.CERTIFIED, "confidential-asymmetric")
                .set(ApplicationKeySource.CERTIFIED, "scopes", "system/*.rs")
                .set(ApplicationKeySource.CERTIFIED, "assertion-algorithm", "ES256")
                .set(ApplicationKeySource.CERTIFIED, "send-x5t", "true")
                .server(ApplicationKeySource.UNCERTIFIED, "confidential-asymmetric")
                .set(ApplicationKeySource.UNCERTIFIED, "scopes", "system/*.rs")
                .set(ApplicationKeySource.UNCERTIFIED, "send-x5t", "true")
                .server("shown", "confidential-asymmetric")
                .set("shown", "scopes", "system/*.rs")
                .set("shown", "private-key", TestKeys.pem(TestKeys.RSA))
                .set("shown", "kid", "rsa-1")
                .set("shown", "next-key", TestKeys.publicPem(TestKeys.EC))
                .set("shown", "next-kid", "ec-1")
                .server("fetched", "confidential-asymmetric")
                .set("fetched", "scopes", "system/*.rs")
                .setJwksUrl("fetched")
                .server("stepped", "confidential-asymmetric")
                .set("stepped", "scopes", "system/*.rs")
                .setJwksUrl("stepped")
                .server("announced", "confidential-asymmetric")
                .set("announced", "scopes", "system/*.rs")
                .setJwksUrl("announced")
                .server("dropped", "confidential-asymmetric")
                .set("dropped", "scopes", "system/*.rs")
                .server("replaced", "confidential-asymmetric")
                .set("replaced", "scopes", "system/*.rs")
                .server("curve", "confidential-asymmetric")
                .set("curve", "scopes", "system/*.rs")
                .server(ApplicationKeySource.DUPLICATE_KIDS, "confidential-asymmetric")
                .set(ApplicationKeySource.DUPLICATE_KIDS, "scopes", "system/*.rs")
                .server("doubled", "confidential-asymmetric")
                .set("doubled", "scopes", "system/*.rs")
                .server("keyless", "public")
                .set("keyless", "scopes", "system/*.rs")
                .server("rotated", "confidential-symmetric")
                .set("rotated", "client-secret", CLIENT_SECRET)
                .build();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/294", "smart-2.2.0/313", "smart-2.2.0/314", "smart-2.2.0/315"})
    void publishesJwksWithRequiredMembers() {
        List<PublishedKey> keys = clients.client("shown").jwks().keys();
        assertThat(keys).hasSize(2);
        assertThat(keys.get(0).jwk()).containsAllEntriesOf(SampleClientMetadata.requiredKeyMembers("rsa-1"));
        assertThat(keys.get(1).jwk()).containsAllEntriesOf(SampleClientMetadata.requiredKeyMembers("ec-1"));
    }

    @Test
    void publishesAlgorithmAndUseOfKeys() {
        List<PublishedKey> keys = clients.client("shown").jwks().keys();
        JsonObject rsa = keys.get(0).jwk();
        assertThat(rsa.keySet()).containsExactlyInAnyOrder("kty", "kid", "alg", "use", "key_ops", "n", "e");
        assertThat(rsa.getString("alg")).isEqualTo("RS384");
        JsonObject ec = keys.get(1).jwk();
        assertThat(ec.keySet()).containsExactlyInAnyOrder("kty", "kid", "alg", "use", "key_ops", "crv", "x", "y");
        assertThat(ec.getString("alg")).isEqualTo("ES384");
        assertThat(keys).allSatisfy(key -> {
            assertThat(key.jwk().getString("use")).isEqualTo("sig");
            assertThat(key.jwk().getJsonArray("key_ops").toString()).isEqualTo("[\"verify\"]");
        });
    }

    @Test
    @Assertion(id = "smart-2.2.0/315")
    void publishesCoordinatesOfFullLength() {
        SmartClient client = clients.client("curve");
        KeyPair key = keyWithLeadingZero();
        ECPoint point = ((ECPublicKey) key.getPublic()).getW();
        try (SettingChanges settings = SettingChanges.of("curve")) {
            setKey(settings, "private", key, "ec-zero");
            assertThat(client.jwks().keys()).singleElement().satisfies(published -> assertThat(published.jwk())
                    .containsEntry("x", SandboxJson.createValue(TestKeys.base64Url(point.getAffineX(), 48)))
                    .containsEntry("y", SandboxJson.createValue(TestKeys.base64Url(point.getAffineY(), 48))));
        }
    }

    /** One of about 128 keys has a coordinate whose first byte is zero. */
    private static KeyPair keyWithLeadingZero() {
        while (true) {
            KeyPair key = TestKeys.generateEc();
            ECPoint point = ((ECPublicKey) key.getPublic()).getW();
            if (Math.min(point.getAffineX().bitLength(), point.getAffineY().bitLength()) <= 376) {
                return key;
            }
        }
    }

    @Test
    @Assertion(id = "smart-2.2.0/295")
    void neverRevealsPrivateKey() {
        String pem = ConfigProvider.getConfig().getValue("safire.shown.private-key", String.class);
        String secretPart = pem.substring(pem.length() / 2, pem.length() / 2 + 40);
        PublicKeys keys = clients.client("shown").jwks();
        assertThat(keys.jwkSet().toString())
                .doesNotContain("\"d\"", "\"p\"", "\"q\"", "\"dp\"", "\"dq\"", "\"qi\"", secretPart);
        assertThat(keys.toString()).doesNotContain(secretPart);
        try (SettingChanges settings = SettingChanges.of("shown")) {
            settings.set("private-key", pem.replace("END PRIVATE", "END"));
            SmartClient client = clients.client("shown");
            assertThatThrownBy(client::jwks)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("safire.shown.private-key")
                    .hasMessageNotContaining(secretPart);
        }
    }

    @Test
    @Assertion(id = "smart-2.2.0/295")
    void publishesNoPrivateValueOfEcKey() {
        SmartClient client = clients.client("curve");
        KeyPair key = TestKeys.generateEc();
        String secret = TestKeys.base64Url(((ECPrivateKey) key.getPrivate()).getS(), 48);
        try (SettingChanges settings = SettingChanges.of("curve")) {
            setKey(settings, "private", key, "ec-private");
            assertThat(client.jwks().keys()).singleElement().satisfies(published -> assertThat(published.jwk())
                    .doesNotContainKey("d")
                    .doesNotContainValue(SandboxJson.createValue(secret)));
        }
    }

    @Test
    @Assertion(id = {"smart-2.2.0/303", "smart-2.2.0/324", "smart-2.2.0/325"})
    void authenticatesWithJwksOfRegisteredUrlOnly() {
        SandboxServer ehr = resetServer("fetched");
        resetServer(KEY_HOST);
        SmartClient client = clients.client("fetched");
        try (SettingChanges settings = SettingChanges.of("fetched")) {
            setKey(settings, "private", TestKeys.generateEc(), "k");
            assertThat(client.jwks().cacheControl()).matches("public, max-age=[1-9]\\d*");
            URI url = publish(client, ehr);
            client.requestToken();
            assertThat(lastHeader(ehr).getString("jku")).isEqualTo(url.toString());
            String elsewhere = url.toString().replace("fetched.json", "other.json");
            ehr.registerClient(SandboxClient.keyClient(
                            "app-fetched", client.jwks().jwkSet().toString(), "")
                    .withJwksUri(elsewhere));
            assertThatThrownBy(client::requestToken)
                    .isInstanceOf(TokenException.class)
                    .hasMessageContaining("invalid_client");
        }
    }

    @Test
    void signsWithFormerKeyUntilNewKeyIsPublishedLongEnough() {
        SandboxServer ehr = resetServer("stepped");
        SmartClient client = clients.client("stepped");
        KeyPair former = TestKeys.generateEc();
        KeyPair latest = TestKeys.generateEc();
        try (SettingChanges settings = SettingChanges.of("stepped")) {
            setKey(settings, "private", former, "former");
            publish(client, ehr);
            client.requestToken();
            setKey(settings, "private", latest, "latest");
            setKey(settings, "retiring", former, "former");
            publish(client, ehr);
            assertThat(keyStates(client)).containsExactly("former ACTIVE", "latest NEXT");
            Throwable outcome = catchThrowable(() -> client.requestToken());
            assertThat(lastHeader(ehr).getString("kid")).isEqualTo("former");
            assertThat(outcome).isNull();
            Credential unannounced = Credential.key(TestKeys.pem(latest), "latest");
            assertThatThrownBy(() -> client.with(unannounced).requestToken())
                    .isInstanceOf(TokenException.class)
                    .hasMessageContaining("invalid_client");
            settings.set(
                    "private-key.published-since",
                    Instant.now().minus(Duration.ofHours(31)).toString());
            ehr.discardFetchedKeySets();
            assertThat(keyStates(client)).containsExactly("latest ACTIVE", "former RETIRING");
            client.requestToken();
            assertThat(lastHeader(ehr).getString("kid")).isEqualTo("latest");
        }
    }

    @Test
    void signsAtOnceWithPreviouslyPublishedKey() {
        SandboxServer ehr = resetServer("announced");
        SmartClient client = clients.client("announced");
        KeyPair latest = TestKeys.generateEc();
        try (SettingChanges settings = SettingChanges.of("announced")) {
            setKey(settings, "private", TestKeys.generateEc(), "former");
            settings.set("next-key", TestKeys.publicPem(latest));
            settings.set("next-kid", "latest");
            publish(client, ehr);
            assertThat(keyStates(client)).containsExactly("former ACTIVE", "latest NEXT");
            client.requestToken();
            assertThat(lastHeader(ehr).getString("kid")).isEqualTo("former");
            settings.unset("next-key", "next-kid");
            setKey(settings, "private", latest, "latest");
            client.requestToken();
            assertThat(lastHeader(ehr).getString("kid")).isEqualTo("latest");
            assertThat(server(KEY_HOST).requests(Endpoint.PUBLISHED).stream()
                            .filter(fetch -> fetch.uri().endsWith("announced.json")))
                    .as("the server still uses the key set that it fetched before")
                    .hasSize(1);
        }
    }

    @Test
    void publishesRemovedKeyUntilItsLastAssertionExpires() {
        SandboxServer ehr = resetServer("dropped");
        SmartClient client = clients.client("dropped");
        try (SettingChanges settings = SettingChanges.of("dropped")) {
            setKey(settings, "private", TestKeys.generateEc(), "former");
            register(client, ehr);
            client.requestToken();
            setKey(settings, "private", TestKeys.generateEc(), "latest");
            assertThat(keyStates(client)).containsExactly("latest ACTIVE", "former RETIRING");
            register(client, ehr);
            client.requestToken();
            assertThat(lastHeader(ehr).getString("kid")).isEqualTo("latest");
        }
    }

    @Test
    @Assertion(id = "smart-2.2.0/322")
    void publishesOneKeyUnderKidOfReplacedKey() {
        SandboxServer ehr = resetServer("replaced");
        SmartClient client = clients.client("replaced");
        KeyPair latest = TestKeys.generateEc();
        try (SettingChanges settings = SettingChanges.of("replaced")) {
            setKey(settings, "private", TestKeys.generateEc(), "same");
            register(client, ehr);
            client.requestToken();
            setKey(settings, "private", latest, "same");
            BigInteger x = ((ECPublicKey) latest.getPublic()).getW().getAffineX();
            assertThat(client.jwks().keys()).singleElement().satisfies(key -> assertThat(key.jwk())
                    .containsEntry("kid", SandboxJson.createValue("same"))
                    .containsEntry("x", SandboxJson.createValue(TestKeys.base64Url(x, 48))));
        }
    }

    @Test
    @Assertion(id = "smart-2.2.0/322")
    void rejectsDuplicateKidOfKeySource() {
        SandboxServer ehr = resetServer(ApplicationKeySource.DUPLICATE_KIDS);
        SmartClient client = clients.client(ApplicationKeySource.DUPLICATE_KIDS);
        assertEach(
                Map.<String, ThrowingCallable>of("jwks", client::jwks, "requestToken", client::requestToken), call -> {
                    assertThatThrownBy(call)
                            .isInstanceOf(ConfigurationException.class)
                            .hasMessageContaining("module-1")
                            .satisfies(saying("two keys have the kid module-1"));
                });
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    void prefersKeySourceBeanForItsServerOnly() {
        SandboxServer ehr = resetServer("supplied");
        SmartClient client = clients.client("supplied");
        assertThat(keyStates(client)).containsExactly("module-1 ACTIVE", "module-2 NEXT");
        register(client, ehr);
        client.requestToken();
        assertThat(lastHeader(ehr).getString("kid")).isEqualTo("module-1");
        assertThat(keyStates(clients.client("shown"))).containsExactly("rsa-1 ACTIVE", "ec-1 NEXT");
    }

    /** The token response is scripted, because the sandbox verifies signatures of the algorithms of SMART only. */
    @Test
    void sendsThumbprintOfCertificateOfKeySource() {
        SandboxServer ehr = resetServer(ApplicationKeySource.CERTIFIED);
        ehr.patchMetadata(SandboxJson.createObjectBuilder()
                .add(
                        "token_endpoint_auth_signing_alg_values_supported",
                        SandboxJson.createArrayBuilder().add("ES256"))
                .build());
        ehr.script(
                Endpoint.TOKEN,
                ScriptedResponse.status(200)
                        .body("application/json", "{\"access_token\":\"at-es256\",\"token_type\":\"bearer\"}"));
        clients.client(ApplicationKeySource.CERTIFIED).requestToken();
        assertThat(lastHeader(ehr).getString("x5t")).isEqualTo(ApplicationKeySource.thumbprint());
        SandboxServer other = resetServer(ApplicationKeySource.UNCERTIFIED);
        assertThatThrownBy(
                        () -> clients.client(ApplicationKeySource.UNCERTIFIED).requestToken())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("send-x5t")
                .satisfies(
                        saying("a key without its certificate, which send-x5t requires", "ClientKey.withCertificate"));
        assertThat(other.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/322")
    void rejectsDuplicateKid() {
        SmartClient client = clients.client("doubled");
        KeyPair key = TestKeys.generateEc();
        try (SettingChanges settings = SettingChanges.of("doubled")) {
            setKey(settings, "private", key, "same");
            setKey(settings, "next", TestKeys.generateEc(), "same");
            assertThatThrownBy(client::jwks)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("safire.doubled.next-kid");
            setKey(settings, "next", TestKeys.generateEc(), "other");
            assertThat(client.jwks().keys()).extracting(PublishedKey::kid).containsExactly("same", "other");
            setKey(settings, "retiring", TestKeys.generateEc(), "same");
            assertThatThrownBy(client::jwks)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("safire.doubled.retiring-kid");
        }
    }

    @Test
    @Assertion(id = {"smart-2.2.0/229", "smart-2.2.0/290"})
    void requiresPrivateKeyForClientCredentialsAndJwks() {
        SandboxServer ehr = resetServer("keyless");
        SmartClient client = clients.client("keyless");
        assertThatThrownBy(client::requestToken)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("safire.keyless.private-key");
        assertThatThrownBy(client::jwks)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("safire.keyless.private-key");
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
        try (SettingChanges settings = SettingChanges.of("keyless")) {
            setKey(settings, "private", TestKeys.generateEc(), "k");
            register(client, ehr);
            assertThat(client.requestToken().accessToken().value()).isNotBlank();
        }
    }

    @Test
    void rejectsKeyOfUnsupportedAlgorithm() {
        SandboxServer ehr = resetServer("shown");
        SmartClient client = clients.client("shown");
        String ed25519 = "-----BEGIN PRIVATE KEY-----"
                + "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC-----END PRIVATE KEY-----";
        assertThatThrownBy(() -> client.with(Credential.key(ed25519, "k")).requestToken())
                .isInstanceOf(ConfigurationException.class)
                .satisfies(saying("private_key"));
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
        client.requestToken();
        assertThat(lastHeader(ehr).getString("alg")).isEqualTo("RS384");
    }

    @Test
    void usesRotatedSecretWithoutRestart() {
        SandboxServer ehr = resetServer("rotated");
        SmartClient client = clients.client("rotated");
        launch(client, ehr);
        ehr.registerClient(SandboxClient.secretClient("app-rotated", "another-secret", TckArchive.REDIRECT_URI));
        assertThatThrownBy(() -> launch(client, ehr)).isInstanceOf(TokenException.class);
        try (SettingChanges settings = SettingChanges.of("rotated")) {
            settings.set("client-secret", "another-secret");
            assertThat(launch(client, ehr).accessToken().value()).isNotBlank();
        } finally {
            ehr.registerClient(SandboxClient.secretClient("app-rotated", CLIENT_SECRET, TckArchive.REDIRECT_URI));
        }
    }

    /** Sets the key and the {@code kid} of a state: {@code private}, {@code next} or {@code retiring}. */
    private static void setKey(SettingChanges settings, String state, KeyPair key, String kid) {
        settings.set(state + "-key", TestKeys.pem(key));
        settings.set(state.equals("private") ? "kid" : state + "-kid", kid);
    }

    /**
     * Publishes the current key set and registers its URL. A server that has fetched an earlier key set continues to
     * use that key set.
     */
    private static URI publish(SmartClient client, SandboxServer ehr) {
        PublicKeys keys = client.jwks();
        URI url = server(KEY_HOST).publish(client.name() + ".json", keys.jwkSet(), keys.cacheControl());
        ehr.registerClient(SandboxClient.keyUrlClient("app-" + client.name(), url.toString(), ""));
        return url;
    }

    private static void register(SmartClient client, SandboxServer ehr) {
        ehr.registerClient(SandboxClient.keyClient(
                "app-" + client.name(), client.jwks().jwkSet().toString(), ""));
    }

    private static List<String> keyStates(SmartClient client) {
        return client.jwks().keys().stream()
                .map(key -> key.kid() + " " + key.state())
                .toList();
    }

    private static JsonObject lastHeader(SandboxServer ehr) {
        List<RecordedRequest> requests = ehr.requests(Endpoint.TOKEN);
        return requests.get(requests.size() - 1).assertionHeader();
    }
}
