package io.safire.impl.identity;

import static io.safire.impl.identity.IdentityBench.DOCUMENT;
import static io.safire.impl.identity.IdentityBench.ISSUER;
import static io.safire.impl.identity.IdentityBench.KEY;
import static io.safire.impl.identity.IdentityBench.KEYS;
import static io.safire.impl.identity.IdentityBench.OTHER;
import static io.safire.impl.identity.IdentityBench.answer;
import static io.safire.impl.identity.IdentityBench.configuration;
import static io.safire.impl.identity.IdentityBench.request;
import static io.safire.impl.identity.IdentityBench.signed;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.error.ValidationException;
import io.safire.impl.TestServers;
import io.safire.impl.discovery.Authorities;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.junit.jupiter.api.Test;

/** Tests of the location, lifetime and reload of the JWKS. */
class IssuerKeysTest {

    private static final String FALLBACK = "https://fhir.example/keys";

    private final IdentityBench bench = new IdentityBench();
    private final Identities identities = bench.identities();

    @Test
    void keysAreKeptAsLongAsTheServerAllowsWithinAMinuteAndADay() {
        for (Map.Entry<String, Duration> lifetime : Map.of(
                        "max-age=600",
                        Duration.ofMinutes(10),
                        "no-store",
                        Duration.ofMinutes(1),
                        "max-age=999999999",
                        Duration.ofDays(1),
                        "",
                        Duration.ofHours(1))
                .entrySet()) {
            IdentityBench fresh = new IdentityBench();
            fresh.cacheControl = lifetime.getKey();
            Identities step = fresh.identities();
            step.ofLaunch(request(), answer(signed(fresh.claims().build())));
            fresh.clock.pass(lifetime.getValue().minusSeconds(1));
            step.ofLaunch(request(), answer(signed(fresh.claims().build())));
            assertThat(fresh.requests(KEYS)).as(lifetime.getKey()).isEqualTo(1);
            fresh.clock.pass(Duration.ofSeconds(1));
            step.ofLaunch(request(), answer(signed(fresh.claims().build())));
            assertThat(fresh.requests(KEYS)).as(lifetime.getKey()).isEqualTo(2);
        }
    }

    @Test
    void unknownKidsHaveTheKeysReadAgainOnceInAMinute() {
        assertThat(accepted(KEY)).isTrue();
        for (int number = 0; number < 5; number++) {
            assertThat(accepted(OTHER)).isFalse();
        }
        assertThat(bench.requests(KEYS)).isEqualTo(2);
        bench.clock.pass(IssuerKeys.BETWEEN_REREADS.minusSeconds(1));
        bench.publish(OTHER);
        assertThat(accepted(OTHER)).isFalse();
        bench.clock.pass(Duration.ofSeconds(1));
        assertThat(accepted(OTHER)).isTrue();
        assertThat(bench.requests(KEYS)).isEqualTo(3);
    }

    @Test
    void keyThatWasReplacedUnderTheSameKidIsRead() {
        assertThat(accepted(KEY)).isTrue();
        PublicJsonWebKey replaced = IdentityBench.rsa("one");
        bench.publish(replaced);
        assertThat(accepted(replaced)).isTrue();
        assertThat(accepted(KEY)).isFalse();
    }

    @Test
    void keysThatCannotBeReadAnewAreUsedForADay() {
        assertThat(accepted(KEY)).isTrue();
        bench.documents.clear();
        bench.clock.pass(Duration.ofHours(23));
        assertThat(accepted(KEY)).isTrue();
        bench.clock.pass(Duration.ofHours(1));
        assertThat(accepted(KEY)).isFalse();
    }

    @Test
    void thatKeysCannotBeReadIsRememberedForSeconds() {
        bench.documents.clear();
        assertThat(accepted(KEY)).isFalse();
        int before = bench.requests.size();
        assertThat(accepted(KEY)).isFalse();
        assertThat(bench.requests).hasSize(before);
        bench.clock.pass(Duration.ofSeconds(3));
        bench.documents.put(DOCUMENT, configuration(ISSUER, KEYS));
        bench.publish(KEY);
        assertThat(accepted(KEY)).isTrue();
    }

    @Test
    void metadataServesKeysOfOwnIssuerAfter404() {
        bench.documents.put(FALLBACK, String.valueOf(bench.documents.remove(KEYS)));
        bench.documents.put(DOCUMENT, "");
        assertThat(accepted(bench.identities("id-token-issuer", ISSUER), KEY, "RS256"))
                .isTrue();
        assertThat(accepted(bench.identities("base-url", "https://as.example/r4"), KEY, "RS256"))
                .isTrue();
    }

    @Test
    void metadataServesNoKeysOfForeignIssuer() {
        bench.documents.put(FALLBACK, String.valueOf(bench.documents.remove(KEYS)));
        bench.documents.put(DOCUMENT, "");
        assertThat(accepted(KEY)).isFalse();
        assertThat(bench.requests).doesNotContain(FALLBACK);
    }

    @Test
    void metadataServesNoKeysAfterOtherFailures() {
        bench.documents.put(FALLBACK, String.valueOf(bench.documents.remove(KEYS)));
        for (String unusable : new String[] {
            "<html>",
            "{}",
            configuration("https://as.attacker.example", KEYS),
            configuration(ISSUER, "::"),
            configuration(ISSUER, "http://as.example/keys"),
            configuration(ISSUER, KEYS)
        }) {
            bench.documents.put(DOCUMENT, unusable);
            assertThat(accepted(bench.identities("id-token-issuer", ISSUER), KEY, "RS256"))
                    .as(unusable)
                    .isFalse();
        }
        bench.documents.remove(DOCUMENT);
        assertThat(accepted(bench.identities("id-token-issuer", ISSUER), KEY, "RS256"))
                .as("unreachable")
                .isFalse();
        assertThat(bench.requests).doesNotContain(FALLBACK, "http://as.example/keys");
    }

    @Test
    void configuredKeysWinOverDiscovery() {
        bench.documents.put("https://keys.example/set", String.valueOf(bench.documents.remove(KEYS)));
        assertThat(accepted(bench.identities("jwks-uri", "https://keys.example/set"), KEY, "RS256"))
                .isTrue();
        assertThat(bench.requests).containsExactly("https://keys.example/set");
    }

    @Test
    void keysOnInternalHostAreNotRead() {
        bench.documents.put("https://10.0.0.5/keys", String.valueOf(bench.documents.remove(KEYS)));
        bench.documents.put(DOCUMENT, configuration(ISSUER, "https://10.0.0.5/keys"));
        assertThat(accepted(KEY)).isFalse();
        assertThat(bench.requests).doesNotContain("https://10.0.0.5/keys");
        assertThat(accepted(bench.identities("jwks-uri", "https://10.0.0.5/keys"), KEY, "RS256"))
                .isTrue();
    }

    @Test
    void issuerOfAnotherServerIsRefused() {
        bench.authorities = new Authorities(() -> List.of(
                TestServers.of(Map.of("safire.other.base-url", "https://as.example/r4"))
                        .read("other"),
                IdentityBench.settings()));
        assertThat(accepted(bench.identities(), KEY, "RS256")).isFalse();
        assertThat(bench.requests).isEmpty();
        assertThat(accepted(bench.identities("id-token-issuer", ISSUER), KEY, "RS256"))
                .isTrue();
    }

    @Test
    void configuredIssuerNeedsNoMetadata() {
        bench.metadata = JsonValue.EMPTY_JSON_OBJECT;
        assertThat(accepted(KEY)).isFalse();
        assertThat(accepted(bench.identities("id-token-issuer", ISSUER), KEY, "RS256"))
                .isTrue();
        assertThat(accepted(bench.identities("id-token-issuer", ISSUER + "/"), KEY, "RS256"))
                .isFalse();
    }

    @Test
    void keyHasToFitAlgorithmUseAndCurve() throws Exception {
        PublicJsonWebKey p256 = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        p256.setKeyId("ec");
        bench.publish(p256);
        assertThat(accepted(bench.identities(), p256, "ES256")).isTrue();
        PublicJsonWebKey encryption = IdentityBench.rsa("enc");
        bench.publish(encryption);
        assertThat(accepted(bench.identities(), encryption, "RS256")).isTrue();
        encryption.setUse("enc");
        bench.publish(encryption);
        assertThat(accepted(bench.identities(), encryption, "RS256")).isFalse();
        PublicJsonWebKey bound = IdentityBench.rsa("bound");
        bound.setAlgorithm("RS384");
        bench.publish(bound);
        assertThat(accepted(bench.identities(), bound, "RS384")).isTrue();
        assertThat(accepted(bench.identities(), bound, "RS256")).isFalse();
        bench.documents.put(KEYS, bench.documents.get(KEYS).replace("}]", ",\"key_ops\":[\"encrypt\"]}]"));
        assertThat(accepted(bench.identities(), bound, "RS384")).isFalse();
    }

    @Test
    void keysThatCannotBeUsedAreSkipped() {
        String good = bench.documents.get(KEYS);
        String odd = "{\"kty\":\"RSA\",\"n\":\"" + "A".repeat(3000) + "\",\"e\":\"AQAB\"},{\"kty\":\"XYZ\"},{},7,null,";
        bench.documents.put(KEYS, good.replace("[", "[" + odd));
        assertThat(accepted(KEY)).isTrue();
        bench.documents.put(
                KEYS, Json.createObjectBuilder().add("keys", 7).build().toString());
        assertThat(accepted(bench.identities(), KEY, "RS256")).isFalse();
    }

    private boolean accepted(PublicJsonWebKey key) {
        return accepted(identities, key, "RS256");
    }

    private boolean accepted(Identities step, PublicJsonWebKey key, String algorithm) {
        String token = signed(bench.claims().build().toString(), key, algorithm);
        try {
            return step.ofLaunch(request(), answer(token)).identity().isPresent();
        } catch (ValidationException refused) {
            return false;
        }
    }
}
