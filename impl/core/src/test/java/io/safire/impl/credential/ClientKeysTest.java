package io.safire.impl.credential;

import static io.safire.impl.credential.KeyBench.NEW;
import static io.safire.impl.credential.KeyBench.OLD;
import static io.safire.impl.credential.KeyBench.RSA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.ConfigurationException;
import io.safire.impl.config.Problems;
import io.safire.key.KeyState;
import io.safire.key.PublicKeys;
import io.safire.key.PublishedKey;
import io.safire.spi.ClientKey;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Test;

class ClientKeysTest {

    private final KeyBench client = KeyBench.of(Map.of());

    @Test
    void publishesWhatServersAskForAndNothingPrivate() {
        client.name("private", OLD, "ec");
        client.name("next", RSA, "rsa");
        PublicKeys keys = client.keys.published();
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
    void coordinatesHaveTheirFullLength() {
        for (int count = 0; count < 600; count++) {
            JsonObject jwk = PublicJwk.of("k", KeyBench.pair("EC", "secp384r1").getPublic(), "ES384");
            assertThat(jwk.getString("x")).hasSize(64);
            assertThat(jwk.getString("y")).hasSize(64);
        }
    }

    @Test
    void findsThePublicPartOfAPrivateKey() {
        for (int count = 0; count < 20; count++) {
            var pair = KeyBench.pair("EC", "secp384r1");
            assertThat(PublicPart.of(pair.getPrivate())).isEqualTo(pair.getPublic());
        }
        assertThat(PublicPart.of(RSA.getPrivate())).isEqualTo(RSA.getPublic());
        assertThat(PublicPart.fits(OLD.getPrivate(), NEW.getPublic(), "ES384")).isFalse();
        assertThat(PublicPart.fits(OLD.getPrivate(), RSA.getPublic(), "ES384")).isFalse();
    }

    @Test
    void publishesThePublicPartOfAJwkAndRefusesOneWhosePartsDoNotFit() throws Exception {
        PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(OLD.getPublic());
        jwk.setPrivateKey(OLD.getPrivate());
        jwk.setKeyId("from-the-jwk");
        String whole = jwk.toJson(OutputControlLevel.INCLUDE_PRIVATE);
        client.set("private-key", whole);
        assertThat(client.published()).containsExactly("from-the-jwk ACTIVE");
        assertThat(client.signer()).isEqualTo("from-the-jwk");
        assertThat(client.keys.published().document().toString()).doesNotContain("\"d\"");
        jwk.setPrivateKey(NEW.getPrivate());
        client.set("private-key", jwk.toJson(OutputControlLevel.INCLUDE_PRIVATE));
        assertThatThrownBy(client::signer)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("safire.epic.private-key")
                .hasMessageContaining("do not match");
    }

    @Test
    void publicPartIsEnoughForAKeyThatDoesNotSign() {
        client.name("private", OLD, "active");
        client.set("next-key", KeyBench.publicPem(NEW));
        client.set("next-kid", "next");
        client.set("retiring-key", KeyBench.publicPem(RSA));
        client.set("retiring-kid", "retiring");
        assertThat(client.published()).containsExactly("active ACTIVE", "next NEXT", "retiring RETIRING");
        assertThat(client.signer()).isEqualTo("active");
        client.set("private-key", KeyBench.publicPem(OLD));
        assertThatThrownBy(client::signer)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("public key");
    }

    @Test
    void nextKeyNeverSigns() {
        client.name("private", OLD, "old");
        client.name("next", NEW, "new");
        client.published();
        client.pass(Duration.ofDays(300));
        assertThat(client.signer()).isEqualTo("old");
    }

    @Test
    void statesAreThoseOfWhatTheKeysDo() {
        client.name("private", NEW, "new");
        client.name("retiring", OLD, "old");
        assertThat(client.published()).containsExactly("old ACTIVE", "new NEXT");
        client.pass(Duration.ofHours(30).minusSeconds(1));
        assertThat(client.published()).containsExactly("old ACTIVE", "new NEXT");
        assertThat(client.keys.published().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).startsWith("SAFIRE-1001 epic: The key old signs"));
        client.pass(Duration.ofSeconds(1));
        assertThat(client.published()).containsExactly("new ACTIVE", "old RETIRING");
        assertThat(client.keys.published().findings()).isEmpty();
    }

    @Test
    void droppedKeyStaysUntilItsLastAssertionHasEnded() {
        client.name("private", OLD, "old");
        assertThat(client.signer()).isEqualTo("old");
        client.name("private", NEW, "new");
        assertThat(client.signer()).isEqualTo("new");
        assertThat(client.published()).containsExactly("new ACTIVE", "old RETIRING");
        client.pass(Duration.ofSeconds(359));
        assertThat(client.published()).containsExactly("new ACTIVE", "old RETIRING");
        assertThat(client.keys.published().findings())
                .anySatisfy(finding -> assertThat(finding.message()).startsWith("SAFIRE-1003 epic: The key old"));
        client.pass(Duration.ofSeconds(1));
        assertThat(client.published()).containsExactly("new ACTIVE");
    }

    @Test
    void keyThatNeverSignedGoesAtOnce() {
        client.name("private", OLD, "old");
        client.name("next", NEW, "new");
        assertThat(client.published()).hasSize(2);
        client.drop("next");
        assertThat(client.published()).containsExactly("old ACTIVE");
    }

    @Test
    void keyThatIsTakenOutWhileItSignsStaysPublished() {
        client.name("private", OLD, "old");
        KnownKey old = client.keys.signer(new ArrayList<>()).orElseThrow();
        client.name("private", NEW, "new");
        client.set("private-key.published-since", "2020-01-01T00:00:00Z");
        assertThat(client.published()).containsExactly("new ACTIVE");
        client.keys.signed(old);
        assertThat(client.published()).containsExactly("new ACTIVE", "old RETIRING");
        client.pass(Duration.ofSeconds(360));
        assertThat(client.published()).containsExactly("new ACTIVE");
    }

    @Test
    void publicationCountsAnewForAKeyThatWasTakenOut() {
        client.name("private", OLD, "old");
        client.name("next", NEW, "new");
        client.published();
        client.drop("next");
        client.published();
        client.pass(Duration.ofHours(31));
        client.name("private", NEW, "new");
        client.name("retiring", OLD, "old");
        assertThat(client.signer()).isEqualTo("old");
    }

    @Test
    void kidThatNamesAnotherKeyThanBeforeIsPublishedOnceAndReported() {
        client.name("private", OLD, "same");
        client.signer();
        client.name("private", NEW, "same");
        PublicKeys keys = client.keys.published();
        assertThat(keys.keys()).hasSize(1);
        assertThat(keys.findings())
                .anySatisfy(finding -> assertThat(finding.message()).startsWith("SAFIRE-1004 epic: The kid same"));
    }

    @Test
    void kidForTwoKeysIsRefusedAndTheSameKeyTwiceIsOne() {
        client.name("private", OLD, "same");
        client.name("next", NEW, "same");
        assertThatThrownBy(client::published)
                .isInstanceOfSatisfying(ConfigurationException.class, thrown -> assertThat(thrown.invalidAttribute())
                        .contains("next_kid"))
                .hasMessageContaining("safire.epic.next-kid")
                .hasMessageContaining("same");
        client.name("next", OLD, "same");
        assertThat(client.published()).containsExactly("same ACTIVE");
    }

    @Test
    void brokenNextKeyIsRefusedAtTheDeploymentAndStopsNoRequest() {
        client.name("private", OLD, "old");
        client.set("next-key", "damaged");
        assertThat(client.signer()).isEqualTo("old");
        assertThatThrownBy(client::published)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("safire.epic.next-key");
        Problems problems = new Problems("epic", "safire.epic.");
        client.keys.check(problems);
        assertThat(problems.exception()).isPresent();
    }

    @Test
    void missingSettingsAreNamed() {
        assertThatThrownBy(client::published)
                .hasMessageContaining("Configuration missing: private_key")
                .hasMessageContaining("safire.epic.private-key");
        assertThatThrownBy(client::signer).hasMessageContaining("Configuration missing: private_key, kid");
        client.set("private-key", KeyBench.pem(OLD));
        assertThatThrownBy(client::signer).hasMessageContaining("Configuration missing: kid");
        client.set("kid", "old");
        client.set("next-key", KeyBench.pem(NEW));
        assertThatThrownBy(client::published).hasMessageContaining("Configuration missing: next_kid");
        client.set("private-key.published-since", "yesterday");
        assertThatThrownBy(client::signer)
                .hasMessageContaining("yesterday")
                .hasMessageContaining("safire.epic.private-key.published-since");
    }

    @Test
    void keysOfASourceComeBeforeThoseOfTheConfiguration() {
        List<ClientKey> given = new ArrayList<>();
        KeyBench sourced = new KeyBench(Map.of(), server -> List.copyOf(given));
        sourced.name("private", OLD, "configured");
        assertThat(sourced.published()).containsExactly("configured ACTIVE");
        given.add(new ClientKey("supplied", KeyState.ACTIVE, NEW.getPublic(), NEW.getPrivate(), null));
        given.add(new ClientKey("later", KeyState.NEXT, RSA.getPublic(), null, sourced.now()));
        assertThat(sourced.published()).containsExactly("supplied ACTIVE", "later NEXT");
        assertThat(sourced.keys.published().keys().get(1))
                .extracting(PublishedKey::publishedSince)
                .isEqualTo(sourced.now());
    }

    @Test
    void keysOfASourceThatCannotBeUsedAreRefused() {
        ClientKey active = new ClientKey("a", KeyState.ACTIVE, NEW.getPublic(), NEW.getPrivate(), null);
        ClientKey next = new ClientKey("b", KeyState.NEXT, RSA.getPublic(), null, null);
        Map<String, List<ClientKey>> wrong = Map.of(
                "do not match",
                List.of(new ClientKey("a", KeyState.ACTIVE, NEW.getPublic(), OLD.getPrivate(), null)),
                "two keys have the kid a",
                List.of(active, new ClientKey("a", KeyState.NEXT, RSA.getPublic(), null, null)),
                "two keys have the state NEXT",
                List.of(next, new ClientKey("c", KeyState.NEXT, OLD.getPublic(), null, null)),
                "P-384",
                List.of(new ClientKey(
                        "a", KeyState.NEXT, KeyBench.pair("EC", "secp256r1").getPublic(), null, null)));
        wrong.forEach((why, keys) -> assertThatThrownBy(() -> new KeyBench(Map.of(), server -> keys).published())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("SAFIRE-1005 epic:")
                .hasMessageContaining(why));
        assertThat(new KeyBench(Map.of(), server -> List.of(active, next)).signer())
                .isEqualTo("a");
    }

    @Test
    void setThatServersKeepLongerThanAKeyIsPublishedIsRefused() {
        assertThatThrownBy(() -> KeyBench.of(Map.of("key-publication-time", "PT1H", "jwks-cache", "PT2H")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("safire.epic.jwks-cache");
        assertThat(KeyBench.of(Map.of("key-publication-time", "PT2H", "jwks-cache", "PT2H")))
                .isNotNull();
    }

    @Test
    void sourceThatThrowsIsNamedWithItsCause() {
        IllegalStateException failure = new IllegalStateException("the module is locked with the PIN 1234");
        KeyBench sourced = new KeyBench(Map.of(), server -> {
            throw failure;
        });
        assertThatThrownBy(sourced::signer)
                .isInstanceOf(ConfigurationException.class)
                .hasCause(failure)
                .hasMessageStartingWith("SAFIRE-1005 epic: ")
                .hasMessageContaining("java.lang.IllegalStateException")
                .hasMessageNotContaining("1234");
    }

    private static byte[] bytes(JsonObject jwk, String member) {
        return Base64.getUrlDecoder().decode(jwk.getString(member));
    }
}
