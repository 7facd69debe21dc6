package io.safire.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.ConfigurationException;
import io.safire.spi.ClientKey;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PublicKeysTest {

    @Test
    void publishesAllKeysWithoutPrivateMembers() {
        PublicKeys keys = keys(key(jwk("a")), key(jwk("b")));
        assertThat(keys.jwkSet().getJsonArray("keys")).hasSize(2);
        assertThat(keys.cacheControl()).isEqualTo("public, max-age=90");
        for (String member : List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k")) {
            assertThatThrownBy(() -> key(jwk("a").add(member, "x")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(member);
        }
    }

    @Test
    void requiresTypeKidAndAlgorithm() {
        for (String member : List.of("kty", "kid", "alg")) {
            assertThatThrownBy(() -> key(jwk("a").remove(member)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(member);
        }
        assertThat(key(jwk("a")).kid()).isEqualTo("a");
        assertThat(key(jwk("a")).algorithm()).isEqualTo("ES384");
    }

    @Test
    void rejectsDuplicateKid() {
        assertThatThrownBy(() -> keys(key(jwk("a")), key(jwk("a"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kid a");
    }

    @Test
    @SuppressWarnings("NullAway")
    void rejectsIncompleteClientKey() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
        PublicKey key = pair.getPublic();
        Map<String, ThrowingCallable> incomplete = Map.of(
                "an active key requires its private key", () -> ClientKey.publicOnly("a", KeyState.ACTIVE, key),
                "its kid is blank", () -> ClientKey.publicOnly(" ", KeyState.NEXT, key),
                "its public key is null", () -> ClientKey.publicOnly("a", KeyState.NEXT, null),
                "its private key is null", () -> ClientKey.of("a", KeyState.ACTIVE, key, null),
                "its signer is null", () -> ClientKey.signer("a", KeyState.ACTIVE, key, null));
        incomplete.forEach((reason, call) -> assertThatThrownBy(call)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("SAFIRE-0051 A ClientKey cannot be used: " + reason + "."));
        assertThatThrownBy(() -> ClientKey.of(null, KeyState.ACTIVE, key, pair.getPrivate()))
                .hasMessageContaining("its kid is blank");
        assertThat(ClientKey.publicOnly("a", KeyState.NEXT, key).privateKey()).isEmpty();
    }

    private static PublicKeys keys(PublishedKey... keys) {
        return new PublicKeys(List.of(keys), Duration.ofMillis(90_500), List.of());
    }

    private static PublishedKey key(JsonObjectBuilder jwk) {
        return new PublishedKey(jwk.build(), KeyState.ACTIVE, Instant.EPOCH);
    }

    private static JsonObjectBuilder jwk(String kid) {
        return Json.createObjectBuilder()
                .add("kty", "EC")
                .add("kid", kid)
                .add("alg", "ES384")
                .add("x", "AA")
                .add("y", "AA");
    }
}
