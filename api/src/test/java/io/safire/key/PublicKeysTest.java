package io.safire.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.ConfigurationException;
import io.safire.spi.ClientKey;
import jakarta.json.Json;
import jakarta.json.JsonObject;
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

    /** The example of RFC 7638, section 3.1. */
    @Test
    void computesThumbprintOfRfc7638() {
        JsonObject rsa = Json.createObjectBuilder()
                .add("kty", "RSA")
                .add(
                        "n",
                        "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCi"
                                + "FV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8"
                                + "KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ"
                                + "-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw")
                .add("e", "AQAB")
                .add("alg", "RS256")
                .add("kid", "2011-04-29")
                .build();
        String thumbprint = key(Json.createObjectBuilder(rsa)).thumbprint();
        assertThat(thumbprint).isEqualTo("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
        assertThat(key(Json.createObjectBuilder(rsa).add("kid", "another")).thumbprint())
                .isEqualTo(thumbprint);
        assertThat(key(Json.createObjectBuilder(rsa).add("e", "AQAC")).thumbprint())
                .isNotEqualTo(thumbprint);
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
