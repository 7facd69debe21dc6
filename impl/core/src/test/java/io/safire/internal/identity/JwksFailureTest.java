package io.safire.internal.identity;

import static io.safire.internal.identity.IdTokenFixture.CONFIGURATION_URL;
import static io.safire.internal.identity.IdTokenFixture.ISSUER;
import static io.safire.internal.identity.IdTokenFixture.ISSUER_KEY;
import static io.safire.internal.identity.IdTokenFixture.JWKS_URL;
import static io.safire.internal.identity.IdTokenFixture.configuration;
import static io.safire.internal.identity.IdTokenFixture.expected;
import static io.safire.internal.identity.IdTokenFixture.sign;
import static io.safire.internal.identity.IdTokenFixture.tokenResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.diagnosis.Finding;
import io.safire.error.ValidationException;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** The reasons for which the key set of an issuer cannot be used, in OpenID Connect Discovery 1.0, section 4. */
class JwksFailureTest {

    private static final String FALLBACK = "https://fhir.example/keys";

    private final IdTokenFixture fixture = new IdTokenFixture();

    @Test
    void namesDefectOfConfiguration() {
        assertUnusable("<html>", CONFIGURATION_URL + " is not a usable JSON object: ");
        assertUnusable("{\"issuer\":\"" + ISSUER + "\"}", CONFIGURATION_URL + " has no jwks_uri");
        assertUnusable("{\"jwks_uri\":\"" + JWKS_URL + "\"}", CONFIGURATION_URL + " names a different issuer");
        assertUnusable(configuration(ISSUER + "/", JWKS_URL), CONFIGURATION_URL + " names a different issuer");
        assertUnusable(configuration(ISSUER, "::"), ":: is malformed");
        assertUnusable(configuration(ISSUER, "http://as.example/keys"), "http://as.example/keys ");
        assertUnusable(
                        configuration(ISSUER, "https://10.0.0.5/keys?x=hidden"),
                        "https://10.0.0.5/keys is on an internal host")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void acceptsJwksUriWithSurroundingSpaces() {
        fixture.documents.put(CONFIGURATION_URL, configuration(ISSUER, " " + JWKS_URL + " "));
        assertThat(validate()).isTrue();
    }

    @Test
    void requestsConfigurationOfIssuerWithTrailingSlash() {
        fixture.documents.put(CONFIGURATION_URL, configuration(ISSUER + "/", JWKS_URL));
        String token = sign(fixture.claims().add("iss", ISSUER + "/").build());
        assertThat(fixture.createValidator("issuer", ISSUER + "/")
                        .validateLaunchResponse(expected(), tokenResponse(token))
                        .identity())
                .isPresent();
    }

    @Test
    void namesStatusAndSettingToCorrect() {
        fixture.statuses.put(CONFIGURATION_URL, 400);
        assertRejected(CONFIGURATION_URL + ": HTTP 400").hasMessageContaining("safire.epic.issuer");
        fixture.statuses.clear();
        fixture.statuses.put(JWKS_URL, 404);
        assertRejected(JWKS_URL + ": HTTP 404").hasMessageContaining("safire.epic.jwks-uri");
        fixture.documents.remove(JWKS_URL);
        assertRejected(JWKS_URL + ": ")
                .hasMessageContaining("Connection refused")
                .hasMessageContaining("safire.epic.issuer or safire.epic.jwks-uri");
    }

    @Test
    void readsKeysOfMetadataAfter410() {
        fixture.documents.put(FALLBACK, fixture.documents.get(JWKS_URL));
        fixture.statuses.put(CONFIGURATION_URL, 410);
        assertThat(validate("issuer", ISSUER)).isTrue();
        fixture.statuses.put(CONFIGURATION_URL, 405);
        assertRejected(CONFIGURATION_URL + ": HTTP 405", "issuer", ISSUER);
    }

    @Test
    void namesReasonWhyKeysOfMetadataAreNotUsed() {
        fixture.documents.put(CONFIGURATION_URL, "");
        assertRejected(CONFIGURATION_URL
                + ": HTTP 404; jwks_uri of the SMART configuration is not used, because the issuer is neither"
                + " configured nor on the origin of base-url");
        fixture.metadata =
                Json.createObjectBuilder(fixture.metadata).remove("jwks_uri").build();
        assertRejected(
                CONFIGURATION_URL + ": HTTP 404; the SMART configuration has no usable jwks_uri", "issuer", ISSUER);
    }

    @Test
    void namesUrlOfUnusableKeySet() {
        fixture.documents.put(JWKS_URL, "[]");
        assertRejected(JWKS_URL + " is not a usable JSON object: ")
                .hasMessageContaining("safire.epic.jwks-uri")
                .isInstanceOfSatisfying(ValidationException.class, rejected -> assertThat(rejected.findings())
                        .extracting(Finding::id)
                        .contains("SAFIRE-0814"));
    }

    /** A configured issuer is trusted, even on a host that is internal. */
    @Test
    void requestsInternalHostOfConfiguredIssuerOnly() {
        String internal = "https://10.0.0.5/auth";
        fixture.documents.put(
                internal + "/.well-known/openid-configuration", configuration(internal, "https://10.0.0.5/keys"));
        fixture.documents.put("https://10.0.0.5/keys", fixture.documents.get(JWKS_URL));
        String token = sign(fixture.claims().add("iss", internal).build());
        assertThat(fixture.createValidator("issuer", internal)
                        .validateLaunchResponse(expected(), tokenResponse(token))
                        .identity())
                .isPresent();
        fixture.metadata = Json.createObjectBuilder().add("issuer", internal).build();
        fixture.requests.clear();
        assertThatThrownBy(() -> fixture.createValidator().validateLaunchResponse(expected(), tokenResponse(token)))
                .hasMessageContaining("is on an internal host");
        assertThat(fixture.requests).isEmpty();
    }

    @Test
    void skipsInternalHostOfOtherOriginThanConfiguredIssuer() {
        fixture.documents.put(CONFIGURATION_URL, configuration(ISSUER, "https://10.0.0.5/keys"));
        assertRejected("https://10.0.0.5/keys is on an internal host", "issuer", ISSUER);
        assertThat(fixture.requests).containsExactly(CONFIGURATION_URL);
    }

    @Test
    void reportsViolationOfReloadedKeySet() {
        IdTokenValidator validator = fixture.createValidator();
        String token = sign(fixture.claims().build().toString(), IdTokenFixture.OTHER_KEY, "RS256");
        assertThatThrownBy(() -> validator.validateLaunchResponse(expected(), tokenResponse(token)))
                .isInstanceOf(ValidationException.class);
        fixture.publishJwks(IdTokenFixture.OTHER_KEY);
        fixture.contentTypes.put(JWKS_URL, "text/html");
        fixture.clock.advance(JwksCache.MIN_RELOAD_INTERVAL);
        assertThat(validator
                        .validateLaunchResponse(
                                expected(),
                                tokenResponse(
                                        sign(fixture.claims().build().toString(), IdTokenFixture.OTHER_KEY, "RS256")))
                        .findings())
                .extracting(Finding::id)
                .containsExactly("SAFIRE-0241");
    }

    @Test
    void namesKeysThatDoNotMatch() {
        fixture.publishJwks(IdTokenFixture.OTHER_KEY);
        assertThatThrownBy(() -> validate())
                .isInstanceOfSatisfying(ValidationException.class, rejected -> {
                    assertThat(rejected.code()).isEqualTo("SAFIRE-0806");
                    assertThat(rejected.reason()).isEqualTo("no key of the issuer matches");
                    assertThat(rejected.findings())
                            .extracting(Finding::administratorRequest)
                            .first()
                            .asString()
                            .contains("client_id app", "FHIR base URL https://fhir.example/r4");
                })
                .hasMessageContaining("(alg RS256, kid one)")
                .hasMessageContaining("The key set at " + JWKS_URL + " contains: two RSA");
    }

    @Test
    void namesKeyWhoseSignatureIsInvalid() {
        String forged = sign(fixture.claims().build().toString(), IdTokenFixture.rsa("one"), "RS256");
        assertThatThrownBy(() -> fixture.createValidator().validateLaunchResponse(expected(), tokenResponse(forged)))
                .isInstanceOfSatisfying(ValidationException.class, rejected -> {
                    assertThat(rejected.code()).isEqualTo("SAFIRE-0807");
                    assertThat(rejected.reason()).isEqualTo("the signature is invalid");
                })
                .hasMessageContaining("the kid one at " + JWKS_URL);
    }

    @Test
    void namesIssuerThatIsUnknown() {
        fixture.metadata = JsonValue.EMPTY_JSON_OBJECT;
        assertThatThrownBy(() -> validate())
                .isInstanceOfSatisfying(ValidationException.class, rejected -> assertThat(rejected.code())
                        .isEqualTo("SAFIRE-0803"))
                .hasMessageContaining("(the SMART configuration has no issuer)")
                .hasMessageContaining("safire.epic.issuer");
    }

    private AbstractThrowableAssert<?, ?> assertUnusable(String configuration, String reason) {
        fixture.documents.put(CONFIGURATION_URL, configuration);
        AbstractThrowableAssert<?, ?> rejected = assertRejected(reason);
        assertThat(fixture.requests).containsOnly(CONFIGURATION_URL);
        return rejected;
    }

    private AbstractThrowableAssert<?, ?> assertRejected(String reason, String... settings) {
        return assertThatThrownBy(() -> validate(settings))
                .as(reason)
                .isInstanceOfSatisfying(ValidationException.class, rejected -> {
                    assertThat(rejected.code()).isEqualTo("SAFIRE-0805");
                    assertThat(rejected.reason()).isEqualTo("the keys of the issuer cannot be read");
                })
                .hasMessageContaining("the keys of the issuer " + ISSUER + " cannot be read (" + reason);
    }

    private boolean validate(String... settings) {
        String token = sign(fixture.claims().build().toString(), ISSUER_KEY, "RS256");
        return fixture.createValidator(settings)
                .validateLaunchResponse(expected(), tokenResponse(token))
                .identity()
                .isPresent();
    }
}
