package io.safire.internal.authentication;

import static io.safire.internal.authentication.ClientKeysFixture.NEW;
import static io.safire.internal.authentication.ClientKeysFixture.OLD;
import static io.safire.internal.authentication.ClientKeysFixture.RSA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.ConfigurationException;
import io.safire.internal.config.ConfigurationErrors;
import io.safire.internal.key.AlgorithmRule;
import io.safire.internal.key.PublicKeyDerivation;
import io.safire.internal.key.UnusableKeyException;
import io.safire.key.KeyState;
import io.safire.key.PublicKeys;
import io.safire.key.PublishedKey;
import io.safire.spi.ClientKey;
import jakarta.json.JsonObject;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Test;

class ClientKeysTest {

    private final ClientKeysFixture client = ClientKeysFixture.of(Map.of());

    @Test
    void publishesOnlyPublicMembers() {
        client.configureKey("private", OLD, "ec");
        client.configureKey("next", RSA, "rsa");
        PublicKeys keys = client.keys.publishKeys();
        JsonObject ec = keys.keys().get(0).jwk();
        assertThat(ec.keySet()).containsExactlyInAnyOrder("kty", "kid", "alg", "use", "key_ops", "crv", "x", "y");
        assertThat(ec.getString("crv")).isEqualTo("P-384");
        assertThat(ec.getString("alg")).isEqualTo("ES384");
        assertThat(bytes(ec, "x")).hasSize(48);
        assertThat(bytes(ec, "y")).hasSize(48);
        JsonObject rsa = keys.keys().get(1).jwk();
        assertThat(rsa.keySet()).containsExactlyInAnyOrder("kty", "kid", "alg", "use", "key_ops", "n", "e");
        assertThat(rsa.getString("alg")).isEqualTo("RS384");
        assertThat(bytes(rsa, "n")).hasSize(256);
        assertThat(bytes(rsa, "e")).containsExactly(1, 0, 1);
        assertThat(keys.keys()).allSatisfy(key -> {
            assertThat(key.jwk().getString("use")).isEqualTo("sig");
            assertThat(key.jwk().getJsonArray("key_ops")).hasToString("[\"verify\"]");
        });
        assertThat(keys.cacheControl()).isEqualTo("public, max-age=3600");
    }

    /** One coordinate in 256 starts with a zero byte, which must not be removed. */
    @Test
    void keepsFullLengthOfCoordinates() {
        for (int count = 0; count < 600; count++) {
            JsonObject jwk = ClientJwk.of(
                            ClientKey.publicOnly(
                                    "k",
                                    KeyState.NEXT,
                                    ClientKeysFixture.pair("EC", "secp384r1").getPublic()),
                            new AlgorithmRule(null),
                            KeyOrigin.of("of a test"),
                            null)
                    .jwk();
            assertThat(jwk.getString("x")).hasSize(64);
            assertThat(jwk.getString("y")).hasSize(64);
        }
    }

    @Test
    void derivesPublicKeyFromPrivateKey() {
        for (int count = 0; count < 20; count++) {
            var pair = ClientKeysFixture.pair("EC", "secp384r1");
            assertThat(PublicKeyDerivation.derive(pair.getPrivate())).isEqualTo(pair.getPublic());
        }
        assertThat(PublicKeyDerivation.derive(RSA.getPrivate())).isEqualTo(RSA.getPublic());
        assertThat(PublicKeyDerivation.matches(OLD.getPrivate(), NEW.getPublic(), "ES384"))
                .isFalse();
        assertThat(PublicKeyDerivation.matches(OLD.getPrivate(), RSA.getPublic(), "ES384"))
                .isFalse();
    }

    @Test
    void publishesPublicJwkAndRejectsMismatchedPair() throws Exception {
        PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(OLD.getPublic());
        jwk.setPrivateKey(OLD.getPrivate());
        jwk.setKeyId("from-the-jwk");
        String json = jwk.toJson(OutputControlLevel.INCLUDE_PRIVATE);
        client.setValue("private-key", json);
        assertThat(client.publishedKeys()).containsExactly("from-the-jwk ACTIVE");
        assertThat(client.signingKid()).isEqualTo("from-the-jwk");
        assertThat(client.keys.publishKeys().jwkSet().toString()).doesNotContain("\"d\"");
        jwk.setPrivateKey(NEW.getPrivate());
        client.setValue("private-key", jwk.toJson(OutputControlLevel.INCLUDE_PRIVATE));
        assertThatThrownBy(client::signingKid)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("safire.epic.private-key")
                .hasMessageContaining("do not match");
    }

    @Test
    void acceptsPublicKeyForNonSigningStates() {
        client.configureKey("private", OLD, "active");
        client.setValue("next-key", ClientKeysFixture.publicPem(NEW));
        client.setValue("next-kid", "next");
        client.setValue("retiring-key", ClientKeysFixture.publicPem(RSA));
        client.setValue("retiring-kid", "retiring");
        assertThat(client.publishedKeys()).containsExactly("active ACTIVE", "next NEXT", "retiring RETIRING");
        assertThat(client.signingKid()).isEqualTo("active");
        client.setValue("private-key", ClientKeysFixture.publicPem(OLD));
        assertThatThrownBy(client::signingKid)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("public key");
    }

    @Test
    void neverSignsWithNextKey() {
        client.configureKey("private", OLD, "old");
        client.configureKey("next", NEW, "new");
        client.publishedKeys();
        client.advance(Duration.ofDays(300));
        assertThat(client.signingKid()).isEqualTo("old");
    }

    @Test
    void publishesStateByActualUse() {
        client.configureKey("private", NEW, "new");
        client.configureKey("retiring", OLD, "old");
        assertThat(client.publishedKeys()).containsExactly("old ACTIVE", "new NEXT");
        client.advance(Duration.ofHours(30).minusSeconds(1));
        assertThat(client.publishedKeys()).containsExactly("old ACTIVE", "new NEXT");
        assertThat(client.keys.publishKeys().findings()).singleElement().satisfies(finding -> assertThat(finding)
                .asString()
                .startsWith("SAFIRE-1001 Safire signs with the former key old until"));
        client.advance(Duration.ofSeconds(1));
        assertThat(client.publishedKeys()).containsExactly("new ACTIVE", "old RETIRING");
        assertThat(client.keys.publishKeys().findings()).isEmpty();
    }

    @Test
    void publishesRemovedKeyUntilLastAssertionExpires() {
        client.configureKey("private", OLD, "old");
        assertThat(client.signingKid()).isEqualTo("old");
        client.configureKey("private", NEW, "new");
        assertThat(client.signingKid()).isEqualTo("new");
        assertThat(client.publishedKeys()).containsExactly("new ACTIVE", "old RETIRING");
        client.advance(Duration.ofSeconds(359));
        assertThat(client.publishedKeys()).containsExactly("new ACTIVE", "old RETIRING");
        assertThat(client.keys.publishKeys().findings())
                .anySatisfy(finding -> assertThat(finding).asString().startsWith("SAFIRE-1003 The key old"));
        client.advance(Duration.ofSeconds(1));
        assertThat(client.publishedKeys()).containsExactly("new ACTIVE");
    }

    @Test
    void unpublishesRemovedKeyThatNeverSigned() {
        client.configureKey("private", OLD, "old");
        client.configureKey("next", NEW, "new");
        assertThat(client.publishedKeys()).hasSize(2);
        client.removeKey("next");
        assertThat(client.publishedKeys()).containsExactly("old ACTIVE");
    }

    @Test
    void publishesKeyRemovedDuringSigning() {
        client.configureKey("private", OLD, "old");
        SigningKey old =
                client.keys.findSigningKey(Optional.empty(), new ArrayList<>()).orElseThrow();
        client.configureKey("private", NEW, "new");
        client.setValue("private-key.published-since", "2020-01-01T00:00:00Z");
        assertThat(client.publishedKeys()).containsExactly("new ACTIVE");
        client.keys.recordSignature(old);
        assertThat(client.publishedKeys()).containsExactly("new ACTIVE", "old RETIRING");
        client.advance(Duration.ofSeconds(360));
        assertThat(client.publishedKeys()).containsExactly("new ACTIVE");
    }

    @Test
    void restartsPublicationTimeOfReaddedKey() {
        client.configureKey("private", OLD, "old");
        client.configureKey("next", NEW, "new");
        client.publishedKeys();
        client.removeKey("next");
        client.publishedKeys();
        client.advance(Duration.ofHours(31));
        client.configureKey("private", NEW, "new");
        client.configureKey("retiring", OLD, "old");
        assertThat(client.signingKid()).isEqualTo("old");
    }

    @Test
    void reportsReusedKidAndPublishesItOnce() {
        client.configureKey("private", OLD, "same");
        client.signingKid();
        client.configureKey("private", NEW, "same");
        PublicKeys keys = client.keys.publishKeys();
        assertThat(keys.keys()).hasSize(1);
        assertThat(keys.findings())
                .anySatisfy(finding -> assertThat(finding).asString().startsWith("SAFIRE-1004 The kid same"));
    }

    @Test
    void rejectsKidOfTwoKeysAndMergesSameKey() {
        client.configureKey("private", OLD, "same");
        client.configureKey("next", NEW, "same");
        assertThatThrownBy(client::publishedKeys)
                .isInstanceOfSatisfying(ConfigurationException.class, thrown -> assertThat(thrown.invalidAttribute())
                        .contains("next_kid"))
                .hasMessageContaining("safire.epic.next-kid")
                .hasMessageContaining("same");
        client.configureKey("next", OLD, "same");
        assertThat(client.publishedKeys()).containsExactly("same ACTIVE");
    }

    @Test
    void rejectsBrokenNextKeyOnlyAtDeployment() {
        client.configureKey("private", OLD, "old");
        client.setValue("next-key", "damaged");
        assertThat(client.signingKid()).isEqualTo("old");
        assertThatThrownBy(client::publishedKeys)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("safire.epic.next-key");
        ConfigurationErrors problems = client.errors();
        client.keys.validate(problems);
        assertThat(problems.toException()).isPresent();
    }

    @Test
    void reportsMissingSettings() {
        assertThatThrownBy(client::publishedKeys)
                .hasMessageContaining("Configuration missing: private_key")
                .hasMessageContaining("safire.epic.private-key");
        assertThatThrownBy(client::signingKid).hasMessageContaining("Configuration missing: private_key, kid");
        client.setValue("private-key", ClientKeysFixture.pem(OLD));
        assertThatThrownBy(client::signingKid).hasMessageContaining("Configuration missing: kid");
        client.setValue("kid", "old");
        client.setValue("next-key", ClientKeysFixture.pem(NEW));
        assertThatThrownBy(client::publishedKeys).hasMessageContaining("Configuration missing: next_kid");
        client.setValue("private-key.published-since", "yesterday");
        assertThatThrownBy(client::signingKid)
                .hasMessageContaining("yesterday")
                .hasMessageContaining("safire.epic.private-key.published-since");
    }

    @Test
    void prefersKeySourceToConfiguration() {
        List<ClientKey> clientKeys = new ArrayList<>();
        ClientKeysFixture sourced = new ClientKeysFixture(Map.of(), server -> List.copyOf(clientKeys));
        sourced.configureKey("private", OLD, "configured");
        assertThat(sourced.publishedKeys()).containsExactly("configured ACTIVE");
        clientKeys.add(ClientKey.of("supplied", KeyState.ACTIVE, NEW.getPublic(), NEW.getPrivate()));
        clientKeys.add(
                ClientKey.publicOnly("later", KeyState.NEXT, RSA.getPublic()).withPublishedSince(sourced.now()));
        assertThat(sourced.publishedKeys()).containsExactly("supplied ACTIVE", "later NEXT");
        assertThat(sourced.keys.publishKeys().keys().get(1))
                .extracting(PublishedKey::publishedSince)
                .isEqualTo(sourced.now());
    }

    @Test
    void rejectsUnusableKeysOfKeySource() {
        ClientKey active = ClientKey.of("a", KeyState.ACTIVE, NEW.getPublic(), NEW.getPrivate());
        ClientKey next = ClientKey.publicOnly("b", KeyState.NEXT, RSA.getPublic());
        Map<String, List<ClientKey>> invalidKeys = Map.of(
                "do not match",
                List.of(ClientKey.of("a", KeyState.ACTIVE, NEW.getPublic(), OLD.getPrivate())),
                "two keys have the kid a",
                List.of(active, ClientKey.publicOnly("a", KeyState.NEXT, RSA.getPublic())),
                "two keys have the state NEXT",
                List.of(next, ClientKey.publicOnly("c", KeyState.NEXT, OLD.getPublic())),
                "P-384",
                List.of(ClientKey.publicOnly(
                        "a",
                        KeyState.NEXT,
                        ClientKeysFixture.pair("EC", "secp256r1").getPublic())));
        invalidKeys.forEach(
                (why, keys) -> assertThatThrownBy(() -> new ClientKeysFixture(Map.of(), server -> keys).publishedKeys())
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageStartingWith("SAFIRE-1005 epic:")
                        .hasMessageContaining(why));
        assertThat(new ClientKeysFixture(Map.of(), server -> List.of(active, next)).signingKid())
                .isEqualTo("a");
    }

    @Test
    void rejectsJwksCacheAbovePublicationTime() {
        assertThatThrownBy(() -> ClientKeysFixture.of(Map.of("key-publication-time", "PT1H", "jwks-cache", "PT2H")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("safire.epic.jwks-cache");
        assertThat(ClientKeysFixture.of(Map.of("key-publication-time", "PT2H", "jwks-cache", "PT2H")))
                .isNotNull();
    }

    @Test
    void reportsFailedKeySourceWithCause() {
        IllegalStateException failure = new IllegalStateException("the module is locked with the PIN 1234");
        ClientKeysFixture sourced = new ClientKeysFixture(Map.of(), server -> {
            throw failure;
        });
        assertThatThrownBy(sourced::signingKid)
                .isInstanceOf(ConfigurationException.class)
                .hasCause(failure)
                .hasMessageStartingWith("SAFIRE-1005 epic: ")
                .hasMessageContaining("java.lang.IllegalStateException")
                .hasMessageNotContaining("1234");
    }

    @Test
    void namesSettingOfKeyThatCannotSign() {
        client.configureKey("private", NEW, "new");
        client.configureKey("retiring", OLD, "old");
        for (Map.Entry<KeyState, KeyPair> key :
                Map.of(KeyState.ACTIVE, NEW, KeyState.RETIRING, OLD).entrySet()) {
            ClientJwk unusable = ClientJwk.of(
                    ClientKey.of(
                            "k",
                            key.getKey(),
                            key.getValue().getPublic(),
                            key.getValue().getPrivate()),
                    new AlgorithmRule(null),
                    KeyOrigin.of("of this test"),
                    null);
            String setting = "safire.epic." + (key.getKey() == KeyState.ACTIVE ? "private" : "retiring") + "-key";
            assertThat(client.keys.signingFailure(unusable, new UnusableKeyException("a broken key")))
                    .hasMessageContaining("the key k is a broken key")
                    .hasMessageContaining("Change " + setting + ".");
        }
    }

    @Test
    void publishesThumbprintOfSigningKey() {
        for (KeyPair pair : List.of(OLD, RSA)) {
            client.configureKey("private", pair, "k");
            assertThat(client.keys.publishKeys().keys().get(0).thumbprint())
                    .isEqualTo(client.keys.requireSignature().thumbprint());
        }
    }

    private static byte[] bytes(JsonObject jwk, String member) {
        return Base64.getUrlDecoder().decode(jwk.getString(member));
    }
}
