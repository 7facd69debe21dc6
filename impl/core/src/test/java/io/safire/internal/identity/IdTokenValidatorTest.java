package io.safire.internal.identity;

import static io.safire.internal.identity.IdTokenFixture.JWKS_URL;
import static io.safire.internal.identity.IdTokenFixture.expected;
import static io.safire.internal.identity.IdTokenFixture.sign;
import static io.safire.internal.identity.IdTokenFixture.tokenResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.diagnosis.Finding;
import io.safire.error.ValidationException;
import io.safire.token.IdToken;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Tests of each rule for the claims of ID tokens. Each rule is tested with an accepted and a rejected token and with a fixed clock.
 */
class IdTokenValidatorTest extends IdTokenValidationFixture {

    @Test
    void toleratesTimesWithinAllowedClockSkew() {
        long now = fixture.clock.instant().getEpochSecond();
        long allowed = IdTokenTimesValidator.ALLOWED_CLOCK_SKEW.toSeconds();
        assertAccepted(fixture.claims().add("exp", now - allowed + 1));
        assertRejected(fixture.claims().add("exp", now - allowed), "it has expired");
        assertAccepted(fixture.claims().add("iat", now + allowed));
        assertRejected(fixture.claims().add("iat", now + allowed + 1), "it was issued in the future");
        assertAccepted(fixture.claims().add("iat", now - 86_400));
        assertRejected(fixture.claims().add("iat", now - 86_401), "it was issued more than a day ago");
        assertAccepted(fixture.claims().add("nbf", now + allowed));
        assertRejected(fixture.claims().add("nbf", now + allowed + 1), "it is not valid yet");
    }

    @Test
    void ignoresSlowServerClockForExpiry() {
        long now = fixture.clock.instant().getEpochSecond();
        fixture.setServerClockDifference(Duration.ofMinutes(-4));
        assertAccepted(fixture.claims().add("exp", now - 29));
        assertRejected(fixture.claims().add("exp", now - 30), "it has expired");
        fixture.setServerClockDifference(Duration.ofHours(-20));
        assertRejected(fixture.claims().add("exp", now - 30), "it has expired");
    }

    @Test
    void followsFastServerClockUpToFiveMinutes() {
        long now = fixture.clock.instant().getEpochSecond();
        fixture.setServerClockDifference(Duration.ofMinutes(5));
        assertAccepted(fixture.claims().add("iat", now + 330).add("exp", now + 600));
        assertRejected(fixture.claims().add("iat", now + 331).add("exp", now + 600), "it was issued in the future");
        assertRejected(fixture.claims().add("exp", now + 270), "it has expired");
        fixture.setServerClockDifference(Duration.ofMinutes(6));
        assertRejected(fixture.claims().add("iat", now + 31), "it was issued in the future");
    }

    @Test
    void rejectsMalformedTimes() {
        Map<JsonValue, String> types = Map.of(
                JsonValue.TRUE,
                "a boolean",
                Json.createValue("1"),
                "a string",
                Json.createValue(" "),
                "blank",
                Json.createValue(-1),
                "a number",
                Json.createValue(1e300),
                "a number",
                JsonValue.EMPTY_JSON_ARRAY,
                "an array",
                JsonValue.NULL,
                "null");
        types.forEach((invalid, type) -> {
            String reason = " is " + type + ", but must be a number of seconds from 1970 to 9999";
            assertRejected(fixture.claims().add("exp", invalid), "exp" + reason);
            assertRejected(fixture.claims().add("nbf", invalid), "nbf" + reason);
        });
        assertRejected(
                fixture.claims().remove("iat"), "iat is missing, but must be a number of seconds from 1970 to 9999");
    }

    @Test
    void namesTypeOfWrongSubjectWithoutItsValue() {
        assertRejected(fixture.claims().add("sub", 4711), "sub is a number, but must be a string");
        assertRejected(fixture.claims().add("sub", ""), "sub is blank, but must be a string");
        assertRejected(fixture.claims().remove("sub"), "sub is missing, but must be a string");
        assertThatThrownBy(() -> identity(sign(fixture.claims().add("sub", 4711).build())))
                .hasMessageContaining("sub is a number, but must be a string")
                .hasMessageNotContaining("4711");
    }

    @Test
    void acceptsFurtherAudiencesWithFinding() {
        assertThat(audienceFindings(validator, "app", "https://platform.example"))
                .containsExactly("SAFIRE-0832");
        assertThat(audienceFindings(validator, "https://platform.example", "app"))
                .containsExactly("SAFIRE-0832");
        assertThat(audienceFindings(validator, "app")).isEmpty();
        assertThat(audienceFindings(validator, "app", "app")).isEmpty();
        assertRejected(
                fixture.claims().add("aud", audiences("https://platform.example")), "aud does not contain this client");
        JsonValue both = audiences("app", "https://platform.example");
        assertAccepted(fixture.claims().add("aud", both).add("azp", "app"));
        for (JsonValue other :
                List.of(Json.createValue("other"), Json.createValue(""), Json.createValue(7), audiences("app"))) {
            assertRejected(fixture.claims().add("aud", both).add("azp", other), "azp is not this client");
            assertRejected(fixture.claims().add("azp", other), "azp is not this client");
        }
    }

    @Test
    void limitsFurtherAudiencesToListedOnes() {
        IdTokenValidator strict = fixture.createValidator("id-token-audiences", "https://platform.example, other");
        assertThat(audienceFindings(strict, "app", "https://platform.example")).isEmpty();
        assertThat(audienceFindings(strict, "app")).isEmpty();
        assertThatThrownBy(() -> audienceFindings(strict, "app", "https://platform.example", "unlisted"))
                .hasMessageContaining("SAFIRE-0831")
                .hasMessageContaining("safire.epic.id-token-audiences")
                .hasMessageContaining("unlisted");
        IdTokenValidator clientOnly = fixture.createValidator("id-token-audiences", "app");
        assertThat(audienceFindings(clientOnly, "app")).isEmpty();
        assertThatThrownBy(() -> audienceFindings(clientOnly, "app", "https://platform.example"))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void expectsNoNonceIfSettingIsFalse() {
        String without = sign(fixture.claims().remove("nonce").build());
        assertThatThrownBy(() -> validator.validateLaunchResponse(expected(), tokenResponse(without)))
                .hasMessageContaining("SAFIRE-0833")
                .hasMessageContaining("set safire.epic.nonce=false");
        IdTokenValidator lenient = fixture.createValidator("nonce", "false");
        ExpectedIdToken unsent = new ExpectedIdToken(Scopes.of("openid"), "app", Optional.empty());
        assertThat(lenient.validateLaunchResponse(unsent, tokenResponse(without))
                        .findings())
                .isEmpty();
        String own = sign(fixture.claims().add("nonce", "of-server").build());
        assertFinding(lenient.validateLaunchResponse(unsent, tokenResponse(own)), "SAFIRE-0834", "safire.epic.nonce");
        assertFinding(
                lenient.validateLaunchResponse(expected(), tokenResponse(without)), "SAFIRE-0835", "safire.epic.nonce");
        assertThat(lenient.validateLaunchResponse(
                                expected(), tokenResponse(sign(fixture.claims().build())))
                        .findings())
                .isEmpty();
        assertThatThrownBy(() -> lenient.validateLaunchResponse(expected(), tokenResponse(own)))
                .hasMessageContaining("SAFIRE-0811");
    }

    private static void assertFinding(TokenResponse response, String id, String text) {
        assertThat(response.identity()).isPresent();
        assertThat(response.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.id()).isEqualTo(id);
            assertThat(finding.message()).contains(text);
        });
    }

    @Test
    void reportsViolationsOfDocumentsOfIssuer() {
        String token = sign(fixture.claims().build());
        for (String document : List.of(JWKS_URL, IdTokenFixture.CONFIGURATION_URL)) {
            fixture.contentTypes.clear();
            fixture.contentTypes.put(document, "text/html");
            IdTokenValidator fresh = fixture.createValidator();
            TokenResponse response = fresh.validateLaunchResponse(expected(), tokenResponse(token));
            assertFinding(response, "SAFIRE-0241", document + ": The response has the Content-Type text/html");
            TokenResponse refreshed =
                    fresh.validateRefreshResponse(refresh(response.identity().orElseThrow()), tokenResponse(token));
            assertFinding(refreshed, "SAFIRE-0241", document);
        }
    }

    @Test
    void ignoresKeysOfMetadataForIssuerOfServerOnAnotherOrigin() {
        fixture.documents.put("https://fhir.example/keys", fixture.documents.get(JWKS_URL));
        fixture.documents.put(IdTokenFixture.CONFIGURATION_URL, "");
        for (String issuer : List.of("accounts.example.com", IdTokenFixture.ISSUER)) {
            String token = sign(fixture.claims().add("iss", issuer).build());
            for (String setting : List.of("issuer", "callback-issuer")) {
                fixture.share("https://other.example/r4", setting, issuer);
                IdTokenValidator shared = fixture.createValidator("issuer", issuer);
                assertThatThrownBy(() -> shared.validateLaunchResponse(expected(), tokenResponse(token)))
                        .as(issuer)
                        .hasMessageContaining("SAFIRE-0805")
                        .hasMessageContaining("the server other, which has another origin, has the same issuer")
                        .hasMessageContaining("safire.epic.jwks-uri");
                assertThat(fixture.requests("https://fhir.example/keys")).isZero();
            }
            assertAccepted(fixture.createValidator("issuer", issuer, "jwks-uri", JWKS_URL), token);
            fixture.share("https://fhir.example/r5", "issuer", issuer);
            assertAccepted(fixture.createValidator("issuer", issuer), token);
            fixture.share("https://other.example/r4", "issuer", "another");
            assertAccepted(fixture.createValidator("issuer", issuer), token);
            fixture.requests.clear();
        }
        fixture.share("https://other.example/r4", "issuer", IdTokenFixture.ISSUER);
        fixture.metadata = Json.createObjectBuilder().add("jwks_uri", JWKS_URL).build();
        assertAccepted(
                fixture.createValidator("issuer", IdTokenFixture.ISSUER),
                sign(fixture.claims().build()));
    }

    private static void assertAccepted(IdTokenValidator accepting, String token) {
        assertThat(accepting
                        .validateLaunchResponse(expected(), tokenResponse(token))
                        .identity())
                .isPresent();
    }

    @Test
    void treatsBlankIdTokenAsMissing() {
        for (String blank : List.of("", " ", "\t")) {
            TokenResponse response = validator.validateLaunchResponse(expected(), tokenResponse(blank));
            assertThat(response.identity()).isEmpty();
            assertThat(response.findings()).extracting(Finding::id).containsExactly("SAFIRE-0821");
            IdToken earlier = identity(sign(fixture.claims().build()));
            assertThat(validator
                            .validateRefreshResponse(refresh(earlier), tokenResponse(blank))
                            .identity())
                    .contains(earlier);
            assertThat(validator.deferValidation(refresh(earlier), tokenResponse(blank)))
                    .isEmpty();
        }
    }

    @Test
    void comparesIssuerThatIsNoHttpsUrl() {
        fixture.documents.put("https://fhir.example/keys", fixture.documents.get(JWKS_URL));
        for (String issuer :
                List.of("http://idp.internal/realms/h", "accounts.example.com", "not a URL", "urn:idp:1")) {
            IdTokenValidator named = fixture.createValidator("issuer", issuer);
            String token = sign(fixture.claims().add("iss", issuer).build());
            assertThat(named.validateLaunchResponse(expected(), tokenResponse(token))
                            .identity())
                    .as(issuer)
                    .isPresent();
            IdTokenValidator withKeys = fixture.createValidator("issuer", issuer, "jwks-uri", JWKS_URL);
            assertThat(withKeys.validateLaunchResponse(expected(), tokenResponse(token))
                            .identity())
                    .as(issuer)
                    .isPresent();
            assertThatThrownBy(() -> named.validateLaunchResponse(
                            expected(), tokenResponse(sign(fixture.claims().build()))))
                    .hasMessageContaining("SAFIRE-0804");
        }
        assertThat(fixture.requests).allMatch(address -> address.startsWith("https://"));
    }

    @Test
    void namesMissingKeySetOfIssuerThatIsNoUrl() {
        fixture.metadata = Json.createObjectBuilder().build();
        IdTokenValidator named = fixture.createValidator("issuer", "accounts.example.com");
        String token = sign(fixture.claims().add("iss", "accounts.example.com").build());
        assertThatThrownBy(() -> named.validateLaunchResponse(expected(), tokenResponse(token)))
                .hasMessageContaining("the issuer is not an https URL")
                .hasMessageContaining("safire.epic.jwks-uri");
    }

    @Test
    void neverRequestsDiscoveredIssuerOverHttp() {
        fixture.metadata = Json.createObjectBuilder(fixture.metadata)
                .add("issuer", "http://as.example/auth")
                .build();
        String token =
                sign(fixture.claims().add("iss", "http://as.example/auth").build());
        assertThatThrownBy(() -> validator.validateLaunchResponse(expected(), tokenResponse(token)))
                .isInstanceOf(ValidationException.class);
        assertThat(fixture.requests).isEmpty();
    }

    private static JsonValue audiences(String... names) {
        return Json.createArrayBuilder(List.of(names)).build();
    }

    private List<String> audienceFindings(IdTokenValidator checked, String... names) {
        String token = sign(fixture.claims().add("aud", audiences(names)).build());
        return checked.validateLaunchResponse(expected(), tokenResponse(token)).findings().stream()
                .map(Finding::id)
                .toList();
    }

    @Test
    void comparesUserHostWithSchemeAndPort() {
        IdTokenValidator partner = fixture.createValidator("fhir-user-hosts", "Partner.example, [::1]:8443");
        for (String trusted : List.of(
                "https://FHIR.example:443/other/Patient/1",
                "https://partner.example/Person/1",
                "https://[::1]:8443/r4/Person/1")) {
            assertThat(validateWithFhirUser(partner, trusted)
                            .identity()
                            .orElseThrow()
                            .fhirUser())
                    .as(trusted)
                    .isPresent();
        }
        for (String foreign : List.of(
                "https://fhir.example:8443/r4/Patient/1",
                "http://fhir.example/r4/Patient/1",
                "http://partner.example/Person/1",
                "https://partner.example:8443/Person/1",
                "https://fhir.example@attacker.example/r4/Patient/1",
                "https://fhir.example.attacker.example/r4/Patient/1",
                "Practitioner")) {
            TokenResponse response = validateWithFhirUser(partner, foreign);
            assertThat(response.identity().orElseThrow().fhirUser()).as(foreign).isEmpty();
            assertThat(response.findings()).as(foreign).hasSize(1);
        }
    }

    @Test
    void ignoresProfilePageAsUser() {
        JsonObject page = fixture.claims()
                .add("profile", "https://hospital.example/People/ada")
                .build();
        TokenResponse response = validator.validateLaunchResponse(expected(), tokenResponse(sign(page)));
        assertThat(response.identity().orElseThrow().fhirUser()).isEmpty();
        assertThat(response.findings()).isEmpty();
    }

    private TokenResponse validateWithFhirUser(IdTokenValidator validator, String fhirUser) {
        String token = sign(fixture.claims().add("fhirUser", fhirUser).build());
        return validator.validateLaunchResponse(expected(), tokenResponse(token));
    }

    private void assertAccepted(JsonObjectBuilder claims) {
        assertThat(identity(sign(claims.build())).subject()).isEqualTo("user-1");
    }

    private void assertRejected(JsonObjectBuilder claims, String reason) {
        assertThat(rejectionReason(sign(claims.build()))).isEqualTo(reason);
    }
}
