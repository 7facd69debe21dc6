package io.safire.internal.identity;

import static io.safire.internal.identity.IdTokenFixture.CONFIGURATION_URL;
import static io.safire.internal.identity.IdTokenFixture.ISSUER;
import static io.safire.internal.identity.IdTokenFixture.ISSUER_KEY;
import static io.safire.internal.identity.IdTokenFixture.JWKS_URL;
import static io.safire.internal.identity.IdTokenFixture.OTHER_KEY;
import static io.safire.internal.identity.IdTokenFixture.configuration;
import static io.safire.internal.identity.IdTokenFixture.expected;
import static io.safire.internal.identity.IdTokenFixture.sign;
import static io.safire.internal.identity.IdTokenFixture.tokenResponse;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.error.ValidationException;
import io.safire.internal.TestServers;
import io.safire.internal.discovery.MixUpDefense;
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
class JwksCacheTest {

    private static final String FALLBACK = "https://fhir.example/keys";

    private final IdTokenFixture fixture = new IdTokenFixture();
    private final IdTokenValidator validator = fixture.createValidator();

    @Test
    void cachesJwksFromOneMinuteToOneDay() {
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
            IdTokenFixture fresh = new IdTokenFixture();
            fresh.cacheControl = lifetime.getKey();
            IdTokenValidator validator = fresh.createValidator();
            validator.validateLaunchResponse(
                    expected(), tokenResponse(sign(fresh.claims().build())));
            fresh.clock.advance(lifetime.getValue().minusSeconds(1));
            validator.validateLaunchResponse(
                    expected(), tokenResponse(sign(fresh.claims().build())));
            assertThat(fresh.requests(JWKS_URL)).as(lifetime.getKey()).isEqualTo(1);
            fresh.clock.advance(Duration.ofSeconds(1));
            validator.validateLaunchResponse(
                    expected(), tokenResponse(sign(fresh.claims().build())));
            assertThat(fresh.requests(JWKS_URL)).as(lifetime.getKey()).isEqualTo(2);
        }
    }

    @Test
    void reloadsForUnknownKidOnceAMinute() {
        assertThat(isAccepted(ISSUER_KEY)).isTrue();
        for (int number = 0; number < 5; number++) {
            assertThat(isAccepted(OTHER_KEY)).isFalse();
        }
        assertThat(fixture.requests(JWKS_URL)).isEqualTo(2);
        fixture.clock.advance(JwksCache.MIN_RELOAD_INTERVAL.minusSeconds(1));
        fixture.publishJwks(OTHER_KEY);
        assertThat(isAccepted(OTHER_KEY)).isFalse();
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(isAccepted(OTHER_KEY)).isTrue();
        assertThat(fixture.requests(JWKS_URL)).isEqualTo(3);
    }

    @Test
    void reloadsKeyReplacedUnderSameKid() {
        assertThat(isAccepted(ISSUER_KEY)).isTrue();
        PublicJsonWebKey replaced = IdTokenFixture.rsa("one");
        fixture.publishJwks(replaced);
        assertThat(isAccepted(replaced)).isTrue();
        assertThat(isAccepted(ISSUER_KEY)).isFalse();
    }

    @Test
    void usesStaleJwksForOneDay() {
        assertThat(isAccepted(ISSUER_KEY)).isTrue();
        fixture.documents.clear();
        fixture.clock.advance(Duration.ofHours(23));
        assertThat(isAccepted(ISSUER_KEY)).isTrue();
        fixture.clock.advance(Duration.ofHours(1));
        assertThat(isAccepted(ISSUER_KEY)).isFalse();
    }

    @Test
    void usesNoStaleJwksIfSettingForbidsIt() {
        IdTokenValidator strict = fixture.createValidator("metadata-stale-if-error", "PT0S");
        assertThat(isAccepted(strict, ISSUER_KEY, "RS256")).isTrue();
        fixture.documents.clear();
        fixture.clock.advance(Duration.ofMinutes(10).minusSeconds(1));
        assertThat(isAccepted(strict, ISSUER_KEY, "RS256")).isTrue();
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(isAccepted(strict, ISSUER_KEY, "RS256")).isFalse();
    }

    @Test
    void limitsStaleJwksToOneDay() {
        IdTokenValidator tolerant = fixture.createValidator("metadata-stale-if-error", "PT168H");
        assertThat(isAccepted(tolerant, ISSUER_KEY, "RS256")).isTrue();
        fixture.documents.clear();
        fixture.clock.advance(Duration.ofHours(24));
        assertThat(isAccepted(tolerant, ISSUER_KEY, "RS256")).isFalse();
    }

    @Test
    void cachesLoadFailureForSeconds() {
        fixture.documents.clear();
        assertThat(isAccepted(ISSUER_KEY)).isFalse();
        int before = fixture.requests.size();
        assertThat(isAccepted(ISSUER_KEY)).isFalse();
        assertThat(fixture.requests).hasSize(before);
        fixture.clock.advance(Duration.ofSeconds(3));
        fixture.documents.put(CONFIGURATION_URL, configuration(ISSUER, JWKS_URL));
        fixture.publishJwks(ISSUER_KEY);
        assertThat(isAccepted(ISSUER_KEY)).isTrue();
    }

    @Test
    void usesJwksUriOfMetadataForOwnIssuerAfter404() {
        fixture.documents.put(FALLBACK, String.valueOf(fixture.documents.remove(JWKS_URL)));
        fixture.documents.put(CONFIGURATION_URL, "");
        assertThat(isAccepted(fixture.createValidator("issuer", ISSUER), ISSUER_KEY, "RS256"))
                .isTrue();
        assertThat(isAccepted(fixture.createValidator("base-url", "https://as.example/r4"), ISSUER_KEY, "RS256"))
                .isTrue();
    }

    @Test
    void ignoresJwksUriOfMetadataForForeignIssuer() {
        fixture.documents.put(FALLBACK, String.valueOf(fixture.documents.remove(JWKS_URL)));
        fixture.documents.put(CONFIGURATION_URL, "");
        assertThat(isAccepted(ISSUER_KEY)).isFalse();
        assertThat(fixture.requests).doesNotContain(FALLBACK);
    }

    @Test
    void ignoresJwksUriOfMetadataAfterOtherFailures() {
        fixture.documents.put(FALLBACK, String.valueOf(fixture.documents.remove(JWKS_URL)));
        for (String unusable : new String[] {
            "<html>",
            "{}",
            configuration("https://as.attacker.example", JWKS_URL),
            configuration(ISSUER, "::"),
            configuration(ISSUER, "http://as.example/keys"),
            configuration(ISSUER, JWKS_URL)
        }) {
            fixture.documents.put(CONFIGURATION_URL, unusable);
            assertThat(isAccepted(fixture.createValidator("issuer", ISSUER), ISSUER_KEY, "RS256"))
                    .as(unusable)
                    .isFalse();
        }
        fixture.documents.remove(CONFIGURATION_URL);
        assertThat(isAccepted(fixture.createValidator("issuer", ISSUER), ISSUER_KEY, "RS256"))
                .as("unreachable")
                .isFalse();
        assertThat(fixture.requests).doesNotContain(FALLBACK, "http://as.example/keys");
    }

    @Test
    void prefersConfiguredJwksUriToDiscovery() {
        fixture.documents.put("https://keys.example/set", String.valueOf(fixture.documents.remove(JWKS_URL)));
        assertThat(isAccepted(fixture.createValidator("jwks-uri", "https://keys.example/set"), ISSUER_KEY, "RS256"))
                .isTrue();
        assertThat(fixture.requests).containsExactly("https://keys.example/set");
    }

    @Test
    void skipsJwksOnInternalHost() {
        fixture.documents.put("https://10.0.0.5/keys", String.valueOf(fixture.documents.remove(JWKS_URL)));
        fixture.documents.put(CONFIGURATION_URL, configuration(ISSUER, "https://10.0.0.5/keys"));
        assertThat(isAccepted(ISSUER_KEY)).isFalse();
        assertThat(fixture.requests).doesNotContain("https://10.0.0.5/keys");
        assertThat(isAccepted(fixture.createValidator("jwks-uri", "https://10.0.0.5/keys"), ISSUER_KEY, "RS256"))
                .isTrue();
    }

    @Test
    void rejectsIssuerOfAnotherServer() {
        fixture.mixUpDefense = new MixUpDefense(() -> List.of(
                TestServers.of(Map.of("safire.other.base-url", "https://as.example/r4"))
                        .read("other"),
                IdTokenFixture.settings()));
        assertThat(isAccepted(fixture.createValidator(), ISSUER_KEY, "RS256")).isFalse();
        assertThat(fixture.requests).isEmpty();
        assertThat(isAccepted(fixture.createValidator("issuer", ISSUER), ISSUER_KEY, "RS256"))
                .isTrue();
    }

    @Test
    void usesConfiguredIssuerWithoutMetadata() {
        fixture.metadata = JsonValue.EMPTY_JSON_OBJECT;
        assertThat(isAccepted(ISSUER_KEY)).isFalse();
        assertThat(isAccepted(fixture.createValidator("issuer", ISSUER), ISSUER_KEY, "RS256"))
                .isTrue();
        assertThat(isAccepted(fixture.createValidator("issuer", ISSUER + "/"), ISSUER_KEY, "RS256"))
                .isFalse();
    }

    @Test
    void requiresMatchingAlgorithmUseAndCurve() throws Exception {
        PublicJsonWebKey p256 = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        p256.setKeyId("ec");
        fixture.publishJwks(p256);
        assertThat(isAccepted(fixture.createValidator(), p256, "ES256")).isTrue();
        PublicJsonWebKey encryption = IdTokenFixture.rsa("enc");
        fixture.publishJwks(encryption);
        assertThat(isAccepted(fixture.createValidator(), encryption, "RS256")).isTrue();
        encryption.setUse("enc");
        fixture.publishJwks(encryption);
        assertThat(isAccepted(fixture.createValidator(), encryption, "RS256")).isFalse();
        PublicJsonWebKey bound = IdTokenFixture.rsa("bound");
        bound.setAlgorithm("RS384");
        fixture.publishJwks(bound);
        assertThat(isAccepted(fixture.createValidator(), bound, "RS384")).isTrue();
        assertThat(isAccepted(fixture.createValidator(), bound, "RS256")).isFalse();
        fixture.documents.put(JWKS_URL, fixture.documents.get(JWKS_URL).replace("}]", ",\"key_ops\":[\"encrypt\"]}]"));
        assertThat(isAccepted(fixture.createValidator(), bound, "RS384")).isFalse();
    }

    @Test
    void ignoresUnusableKeys() {
        String good = fixture.documents.get(JWKS_URL);
        String odd = "{\"kty\":\"RSA\",\"n\":\"" + "A".repeat(3000) + "\",\"e\":\"AQAB\"},{\"kty\":\"XYZ\"},{},7,null,";
        fixture.documents.put(JWKS_URL, good.replace("[", "[" + odd));
        assertThat(isAccepted(ISSUER_KEY)).isTrue();
        fixture.documents.put(
                JWKS_URL, Json.createObjectBuilder().add("keys", 7).build().toString());
        assertThat(isAccepted(fixture.createValidator(), ISSUER_KEY, "RS256")).isFalse();
    }

    private boolean isAccepted(PublicJsonWebKey key) {
        return isAccepted(validator, key, "RS256");
    }

    private boolean isAccepted(IdTokenValidator validator, PublicJsonWebKey key, String algorithm) {
        String token = sign(fixture.claims().build().toString(), key, algorithm);
        try {
            return validator
                    .validateLaunchResponse(expected(), tokenResponse(token))
                    .identity()
                    .isPresent();
        } catch (ValidationException refused) {
            return false;
        }
    }
}
