package io.safire.internal.identity;

import static io.safire.internal.identity.IdTokenFixture.ISSUER_KEY;
import static io.safire.internal.identity.IdTokenFixture.JWKS_URL;
import static io.safire.internal.identity.IdTokenFixture.OTHER_KEY;
import static io.safire.internal.identity.IdTokenFixture.expected;
import static io.safire.internal.identity.IdTokenFixture.sign;
import static io.safire.internal.identity.IdTokenFixture.tokenResponse;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.diagnosis.Finding;
import io.safire.error.ValidationException;
import io.safire.registration.ClientRegistration;
import io.safire.spi.RegistrationStore;
import io.safire.token.IdToken;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Tests of each rule for ID tokens. Each rule is tested with an accepted and a rejected token and with a fixed clock.
 */
class IdTokenValidatorTest {

    private final IdTokenFixture fixture = new IdTokenFixture();
    private final IdTokenValidator validator = fixture.createValidator();

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
    void rejectsCriticalOrForeignHeaders() {
        String payload = fixture.claims().build().toString();
        assertThat(identity(sign(payload, ISSUER_KEY, "PS512", "typ", "jwt")).subject())
                .isEqualTo("user-1");
        assertThat(identity(sign(payload, ISSUER_KEY, "RS256", "typ", "application/JWT"))
                        .subject())
                .isEqualTo("user-1");
        assertThat(rejectionReason(sign(payload, ISSUER_KEY, "RS256", "typ", "at+jwt")))
                .contains("typ");
        assertThat(rejectionReason(withHeader("{\"alg\":\"RS256\",\"kid\":\"one\",\"crit\":[\"b64\"],\"b64\":false}")))
                .contains("crit");
        assertThat(rejectionReason(withHeader("{\"alg\":\"RS256\",\"alg\":\"RS256\"}")))
                .contains("more than once");
        assertThat(rejectionReason(withHeader("{\"kid\":\"one\"}"))).isEqualTo("alg is not allowed");
        assertThat(rejectionReason(withHeader("{\"alg\":\"nOnE\"}"))).isEqualTo("alg is not allowed");
        assertThat(rejectionReason(withHeader("{\"alg\":\"ES256K\"}"))).isEqualTo("alg is not allowed");
    }

    @Test
    void rejectsB64UnlessTrue() {
        String payload = fixture.claims().build().toString();
        assertThat(identity(signedWith("{\"alg\":\"RS256\",\"kid\":\"one\",\"b64\":true}", payload))
                        .subject())
                .isEqualTo("user-1");
        for (String b64 : List.of("false", "\"false\"", "null", "0")) {
            String header = "{\"alg\":\"RS256\",\"kid\":\"one\",\"b64\":" + b64 + "}";
            assertThat(rejectionReason(signedWith(header, payload))).as(b64).isEqualTo("its header has b64");
        }
    }

    @Test
    void rejectsCharactersOutsideBase64url() {
        String[] parts = sign(fixture.claims().build()).split("\\.");
        for (String odd : List.of("=", "==", "!", "+", "/", " ", "\n", "\u00e9")) {
            assertThat(rejectionReason(parts[0] + "." + parts[1] + "." + parts[2] + odd))
                    .isEqualTo("its signature is not base64url");
            assertThat(rejectionReason(parts[0] + "." + parts[1] + "." + odd + parts[2]))
                    .isEqualTo("its signature is not base64url");
            assertThat(rejectionReason(parts[0] + odd + "." + parts[1] + "." + parts[2]))
                    .isEqualTo("its header is not base64url");
            assertThat(rejectionReason(parts[0] + "." + parts[1] + odd + "." + parts[2]))
                    .isEqualTo("its payload is not base64url");
        }
    }

    @Test
    void ignoresKeysInTokenHeader() {
        String payload = fixture.claims().build().toString();
        String jwk = OTHER_KEY.toJson();
        String header = "{\"alg\":\"RS256\",\"jku\":\"https://attacker.example/keys\",\"jwk\":" + jwk + "}";
        String forged = sign(payload, OTHER_KEY, "RS256");
        assertThat(rejectionReason(encode(header) + forged.substring(forged.indexOf('.'))))
                .contains("signature");
        assertThat(fixture.requests).allMatch(address -> address.startsWith("https://as.example/"));
    }

    @Test
    void rejectsChangedPayload() {
        String token = sign(fixture.claims().build());
        String[] parts = token.split("\\.");
        String changed = encode(fixture.claims().add("sub", "user-2").build().toString());
        assertThat(rejectionReason(parts[0] + "." + changed + "." + parts[2])).contains("signature");
        assertThat(rejectionReason(parts[0] + "." + parts[1] + ".")).contains("signature");
    }

    @Test
    void rejectsIdTokenThatIsNotAString() {
        for (JsonValue value : List.of(JsonValue.TRUE, JsonValue.EMPTY_JSON_OBJECT, Json.createValue(7))) {
            TokenResponse response = tokenResponse(
                    Json.createObjectBuilder().add("id_token", value).build());
            assertThatThrownBy(() -> validator.validateLaunchResponse(expected(), response))
                    .isInstanceOf(ValidationException.class);
        }
        JsonObject none = Json.createObjectBuilder().addNull("id_token").build();
        assertThat(validator
                        .validateLaunchResponse(expected(), tokenResponse(none))
                        .findings())
                .hasSize(1);
    }

    @Test
    void comparesRefreshedIdTokenWithEarlierOne() {
        IdToken earlier = identity(sign(fixture.claims()
                .add("auth_time", 5)
                .add("fhirUser", "Practitioner/1")
                .build()));
        fixture.clock.advance(Duration.ofMinutes(10));
        TokenResponse refreshed = validateRefresh(earlier, fixture.claims().add("auth_time", 5));
        assertThat(refreshed.findings()).isEmpty();
        assertThat(refreshed.identity().orElseThrow().issuedAt()).isAfter(earlier.issuedAt());
        assertThat(refreshed.identity().orElseThrow().fhirUser()).isEqualTo(earlier.fhirUser());
        assertIgnored(earlier, fixture.claims().add("auth_time", 6));
        assertIgnored(earlier, fixture.claims().add("nonce", "other"));
        assertIgnored(earlier, fixture.claims().add("iat", earlier.issuedAt().getEpochSecond() - 1));
        assertIgnored(earlier, fixture.claims().add("iss", "https://as.attacker.example"));
        assertIgnored(earlier, fixture.claims().add("aud", "other"));
        assertThatThrownBy(() -> validateRefresh(earlier, fixture.claims().add("sub", "user-2")))
                .isInstanceOfSatisfying(ValidationException.class, thrown -> assertThat(thrown.reason())
                        .contains("sub"));
        assertThatThrownBy(() -> validateRefresh(earlier, fixture.claims().remove("sub")))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void identifiesUnknownUserAfterRefresh() {
        String token = sign(fixture.claims().build());
        assertThat(validator
                        .validateRefreshResponse(RefreshRequest.of("rt"), tokenResponse(token))
                        .identity())
                .isPresent();
        String noAudience = sign(fixture.claims().remove("aud").build());
        TokenResponse incomplete =
                validator.validateRefreshResponse(RefreshRequest.of("rt"), tokenResponse(noAudience));
        assertThat(incomplete.identity()).isEmpty();
        assertThat(incomplete.findings()).hasSize(1);
        RefreshRequest anonymous =
                new RefreshRequest("rt", Scopes.of("patient/*.rs"), Scopes.none(), JsonValue.EMPTY_JSON_OBJECT);
        assertThat(validator
                        .validateRefreshResponse(anonymous, tokenResponse(token))
                        .identity())
                .isEmpty();
    }

    @Test
    void defersValidationUnlessOtherUserIsNamed() {
        IdToken earlier = identity(sign(fixture.claims().build()));
        fixture.requests.clear();
        for (String token : List.of(
                sign(fixture.claims().build()),
                sign(fixture.claims().build().toString(), OTHER_KEY, "RS256"),
                "no token")) {
            TokenResponse response = validator
                    .deferValidation(refresh(earlier), tokenResponse(token))
                    .orElseThrow();
            assertThat(response.identity()).contains(earlier);
            assertThat(response.findings()).isEmpty();
        }
        assertThat(validator.deferValidation(
                        RefreshRequest.of("rt"),
                        tokenResponse(sign(fixture.claims().build()))))
                .isPresent();
        String another = sign(fixture.claims().add("sub", "user-2").build());
        assertThat(validator.deferValidation(refresh(earlier), tokenResponse(another)))
                .isEmpty();
        assertThat(validator.deferValidation(refresh(earlier), tokenResponse(JsonValue.EMPTY_JSON_OBJECT)))
                .isEmpty();
        assertThat(fixture.requests).isEmpty();
    }

    @Test
    void keepsRefreshedTokensWithoutJwks() {
        IdToken earlier = identity(sign(fixture.claims().build()));
        fixture.clock.advance(Duration.ofDays(2));
        fixture.documents.clear();
        assertIgnored(earlier, fixture.claims());
    }

    @Test
    void keepsRefreshedTokensIfClientIdIsUnknown() {
        IdToken earlier = identity(sign(fixture.claims().build()));
        RefreshRequest request = refresh(earlier);
        TokenResponse response = tokenResponse(sign(fixture.claims().build()));
        IdTokenValidator failing = fixture.createValidator(new FailingRegistrationStore(), "client-id", "");
        assertThat(failing.validateRefreshResponse(request, response).identity())
                .contains(earlier);
        assertThat(failing.validateRefreshResponse(request, response).findings())
                .hasSize(1);
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

    private TokenResponse validateRefresh(IdToken earlier, JsonObjectBuilder claims) {
        return validator.validateRefreshResponse(refresh(earlier), tokenResponse(sign(claims.build())));
    }

    private static RefreshRequest refresh(IdToken earlier) {
        return new RefreshRequest(
                "epic", "rt", Scopes.of("openid"), Scopes.none(), JsonValue.EMPTY_JSON_OBJECT, earlier);
    }

    private void assertIgnored(IdToken earlier, JsonObjectBuilder claims) {
        TokenResponse response = validateRefresh(earlier, claims);
        assertThat(response.identity()).contains(earlier);
        assertThat(response.findings()).hasSize(1);
    }

    private void assertAccepted(JsonObjectBuilder claims) {
        assertThat(identity(sign(claims.build())).subject()).isEqualTo("user-1");
    }

    private void assertRejected(JsonObjectBuilder claims, String reason) {
        assertThat(rejectionReason(sign(claims.build()))).isEqualTo(reason);
    }

    private IdToken identity(String token) {
        return validator
                .validateLaunchResponse(expected(), tokenResponse(token))
                .identity()
                .orElseThrow();
    }

    private String rejectionReason(String token) {
        try {
            validator.validateLaunchResponse(expected(), tokenResponse(token));
            return "accepted";
        } catch (ValidationException refused) {
            assertThat(refused.attribute()).isEqualTo("id_token");
            assertThat(refused.server()).contains("epic");
            return refused.reason();
        }
    }

    private String withHeader(String header) {
        String token = sign(fixture.claims().build());
        return encode(header) + token.substring(token.indexOf('.'));
    }

    private static String signedWith(String header, String payload) {
        String input = encode(header) + "." + encode(payload);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(ISSUER_KEY.getPrivateKey());
            signature.update(input.getBytes(UTF_8));
            return input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private static final class FailingRegistrationStore implements RegistrationStore {
        @Override
        public Optional<VersionedRegistration> find(String server) {
            throw new IllegalStateException("database unavailable");
        }

        @Override
        public boolean save(ClientRegistration registration, long expected) {
            return false;
        }

        @Override
        public boolean delete(String server, long expected) {
            return false;
        }
    }
}
