package io.safire.internal.identity;

import static io.safire.internal.identity.IdTokenFixture.expected;
import static io.safire.internal.identity.IdTokenFixture.sign;
import static io.safire.internal.identity.IdTokenFixture.tokenResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.safire.diagnosis.Finding;
import io.safire.error.ValidationException;
import io.safire.launch.AuthorizationCode;
import io.safire.launch.AuthorizationRequest;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests of the messages about rejected ID tokens, and of the expected ID tokens. */
class IdTokenMessagesTest {

    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private final IdTokenFixture fixture = new IdTokenFixture();

    @Test
    void namesClientThatDiffers() {
        ValidationException rejected = reject(fixture.claims().add("aud", "other"));
        assertThat(rejected.code()).isEqualTo("SAFIRE-0809");
        assertThat(rejected)
                .hasMessageContaining("(aud \"other\", azp null)")
                .hasMessageContaining("client_id app (safire.epic.client-id)");
    }

    @Test
    void namesTimeAndClockDifference() {
        fixture.setServerClockDifference(Duration.ofSeconds(90));
        ValidationException rejected =
                reject(fixture.claims().add("exp", fixture.clock.instant().getEpochSecond() - 600));
        assertThat(rejected.code()).isEqualTo("SAFIRE-0810");
        assertThat(rejected)
                .hasMessageContaining("it has expired (exp is 2026-11-23T23:50:00Z, and the current time is"
                        + " 2026-11-24T00:01:30Z)")
                .hasMessageContaining("differs from the clock of this machine by 90 seconds");
    }

    @Test
    void acceptsTimesFrom1970To9999() {
        assertThat(reject(fixture.claims().add("nbf", 0))).isNull();
        assertThat(reject(fixture.claims().add("exp", 253_402_300_799L))).isNull();
        assertThat(reject(fixture.claims().add("exp", 253_402_300_800L)).code()).isEqualTo("SAFIRE-0808");
        assertThat(reject(fixture.claims().add("nbf", -1)).code()).isEqualTo("SAFIRE-0808");
    }

    @Test
    void givesAdministratorClientAndServer() {
        Finding finding = reject(fixture.claims().remove("sub")).findings().get(0);
        assertThat(finding.id()).isEqualTo("SAFIRE-0808");
        assertThat(finding.administratorRequest().orElseThrow())
                .contains("sub is missing", "client_id app", "FHIR base URL https://fhir.example/r4");
    }

    @Test
    void describesNonceWithoutItsValue() {
        ValidationException rejected = reject(fixture.claims().add("nonce", "n-of-attacker"));
        assertThat(rejected.code()).isEqualTo("SAFIRE-0811");
        assertThat(rejected.reason()).isEqualTo("nonce differs from the nonce of the authorization request");
        assertThat(rejected).hasMessageNotContaining("n-of-attacker").hasMessageNotContaining(IdTokenFixture.NONCE);
        for (String similar : List.of(
                IdTokenFixture.NONCE.toUpperCase(Locale.ROOT),
                IdTokenFixture.NONCE + "0",
                IdTokenFixture.NONCE.substring(1))) {
            assertThat(reject(fixture.claims().add("nonce", similar)).code()).isEqualTo("SAFIRE-0811");
        }
    }

    @Test
    void reportsUserThatCannotBeRead() {
        assertUser("Practitioner", "SAFIRE-0825", "fhirUser");
        assertUser("https://evil.example/r4/Patient/1", "SAFIRE-0824", "fhirUser");
    }

    @Test
    void prefersFhirUserToProfile() {
        TokenResponse response = validate(
                fixture.claims().add("fhirUser", "Practitioner/1").add("profile", "https://fhir.example/r4/Patient/2"));
        assertThat(response.identity().orElseThrow().fhirUser().orElseThrow().url())
                .isEqualTo(URI.create("https://fhir.example/r4/Practitioner/1"));
        assertThat(validate(fixture.claims().addNull("fhirUser").add("profile", "https://fhir.example/r4/Patient/2"))
                        .identity()
                        .orElseThrow()
                        .fhirUser()
                        .orElseThrow()
                        .type())
                .isEqualTo("Patient");
    }

    @Test
    void ignoresProfileOfOtherResourceType() {
        TokenResponse response = validate(fixture.claims().add("profile", "https://fhir.example/r4/Device/2"));
        assertThat(response.identity().orElseThrow().fhirUser()).isEmpty();
        assertThat(response.findings()).isEmpty();
    }

    @Test
    void expectsIdTokenOfRequestedScopes() {
        ExpectedIdToken expected = ExpectedIdToken.of(request("openid fhirUser"));
        assertThat(expected.clientId()).isEqualTo("app");
        assertThat(expected.nonce()).contains("n-1");
        assertThat(expected.isRequested()).isTrue();
        assertThat(expected.isPossible()).isTrue();
        ExpectedIdToken without = ExpectedIdToken.of(request("launch/patient"));
        assertThat(without.isRequested()).isFalse();
        assertThat(without.isPossible()).isFalse();
    }

    @Test
    void mayReceiveIdTokenIfScopesOfCodeAreUnknown() {
        AuthorizationCode code = AuthorizationCode.of("c", VERIFIER, "https://app.example/callback");
        ExpectedIdToken unknown = ExpectedIdToken.of(code, null);
        assertThat(unknown.clientId()).isEmpty();
        assertThat(unknown.nonce()).isEmpty();
        assertThat(unknown.isRequested()).isFalse();
        assertThat(unknown.isPossible()).isTrue();
        ExpectedIdToken known = ExpectedIdToken.of(code.withNonce("n-1").withScopes(Scopes.of("openid")), "app");
        assertThat(known.clientId()).isEqualTo("app");
        assertThat(known.nonce()).contains("n-1");
        assertThat(known.isRequested()).isTrue();
    }

    @Test
    void ignoresIdTokenThatWasNotRequested() {
        ExpectedIdToken none = new ExpectedIdToken(Scopes.of("launch/patient"), "app", Optional.empty());
        TokenResponse response = fixture.createValidator().validateLaunchResponse(none, tokenResponse("no token"));
        assertThat(response.identity()).isEmpty();
        assertThat(response.findings()).isEmpty();
        assertThat(fixture.requests).isEmpty();
    }

    @Test
    void expectsNoIdTokenIfScopesAreUnknown() {
        ExpectedIdToken unknown = new ExpectedIdToken(Scopes.none(), "app", Optional.empty());
        TokenResponse response =
                fixture.createValidator().validateLaunchResponse(unknown, tokenResponse(JsonValue.EMPTY_JSON_OBJECT));
        assertThat(response.identity()).isEmpty();
        assertThat(response.findings()).isEmpty();
        assertThat(fixture.createValidator()
                        .validateLaunchResponse(
                                unknown,
                                tokenResponse(
                                        sign(fixture.claims().remove("nonce").build())))
                        .identity())
                .isPresent();
    }

    private static AuthorizationRequest request(String scope) {
        return new AuthorizationRequest(
                "epic",
                URI.create("https://as.example/authorize"),
                Map.of(
                        "client_id", "app",
                        "state", "s-1",
                        "nonce", "n-1",
                        "scope", scope,
                        "redirect_uri", "https://app.example/callback"),
                VERIFIER);
    }

    private void assertUser(String reference, String id, String member) {
        TokenResponse response = validate(fixture.claims().add("fhirUser", reference));
        assertThat(response.identity().orElseThrow().fhirUser()).as(reference).isEmpty();
        assertThat(response.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.id()).isEqualTo(id);
            assertThat(finding.member()).contains(member);
        });
    }

    private TokenResponse validate(JsonObjectBuilder claims) {
        return fixture.createValidator().validateLaunchResponse(expected(), tokenResponse(sign(claims.build())));
    }

    private ValidationException reject(JsonObjectBuilder claims) {
        return catchThrowableOfType(ValidationException.class, () -> validate(claims));
    }
}
