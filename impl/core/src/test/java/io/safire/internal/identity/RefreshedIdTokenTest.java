package io.safire.internal.identity;

import static io.safire.internal.identity.IdTokenFixture.expected;
import static io.safire.internal.identity.IdTokenFixture.sign;
import static io.safire.internal.identity.IdTokenFixture.tokenResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.ValidationException;
import io.safire.token.IdToken;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** OpenID Connect Core 1.0, section 12.2: successful refresh response. */
class RefreshedIdTokenTest {

    private final IdTokenFixture fixture = new IdTokenFixture();
    private final IdTokenValidator validator = fixture.createValidator();
    private IdToken earlier;

    @BeforeEach
    void launch() {
        earlier = validator
                .validateLaunchResponse(
                        expected(),
                        tokenResponse(sign(fixture.claims()
                                .add("auth_time", 5)
                                .add("fhirUser", "Practitioner/1")
                                .build())))
                .identity()
                .orElseThrow();
        fixture.clock.advance(Duration.ofMinutes(10));
    }

    @Test
    void acceptsMissingAudienceWithFinding() {
        TokenResponse refreshed = refresh(fixture.claims().remove("aud"));
        assertThat(refreshed.identity().orElseThrow().issuedAt()).isAfter(earlier.issuedAt());
        assertThat(refreshed.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.id()).isEqualTo("SAFIRE-0823");
            assertThat(finding.member()).contains("id_token");
        });
        assertThat(refreshed.identity().orElseThrow().claims()).doesNotContainKey("aud");
    }

    @Test
    void acceptsMissingNonceAndAuthenticationTime() {
        TokenResponse refreshed = refresh(fixture.claims().remove("nonce"));
        assertThat(refreshed.findings()).isEmpty();
        assertThat(refreshed.identity().orElseThrow().issuedAt()).isAfter(earlier.issuedAt());
    }

    @Test
    void acceptsNonceThatLaunchDidNotHave() {
        IdToken withoutNonce = IdToken.of(fixture.claims().remove("nonce").build(), null);
        TokenResponse refreshed = validator.validateRefreshResponse(
                request(withoutNonce, Scopes.of("openid")),
                tokenResponse(sign(fixture.claims().build())));
        assertThat(refreshed.findings()).isEmpty();
    }

    @Test
    void namesClaimThatHasChanged() {
        assertIgnored(fixture.claims().add("auth_time", 6), "auth_time differs from the ID token of the launch");
        assertIgnored(fixture.claims().add("nonce", "other"), "nonce differs from the ID token of the launch");
        long launched = earlier.issuedAt().getEpochSecond();
        assertIgnored(fixture.claims().add("iat", launched - 1), "iat is earlier than in the ID token of the launch");
        assertThat(refresh(fixture.claims().add("iat", launched)).findings()).isEmpty();
        assertIgnored(fixture.claims().add("aud", "other"), "aud does not contain this client");
        assertIgnored(fixture.claims().add("exp", launched), "it has expired");
    }

    @Test
    void namesIssuerThatHasChanged() {
        IdToken ofOtherIssuer =
                IdToken.of(fixture.claims().add("iss", "https://former.example").build(), null);
        TokenResponse refreshed = validator.validateRefreshResponse(
                request(ofOtherIssuer, Scopes.of("openid")),
                tokenResponse(sign(fixture.claims().build())));
        assertThat(refreshed.identity()).contains(ofOtherIssuer);
        assertThat(refreshed.findings()).singleElement().satisfies(finding -> assertThat(finding.message())
                .contains("iss differs from the ID token of the launch"));
    }

    @Test
    void rejectsOtherUser() {
        assertThatThrownBy(() -> refresh(fixture.claims().add("sub", "user-2")))
                .isInstanceOfSatisfying(ValidationException.class, rejected -> {
                    assertThat(rejected.code()).isEqualTo("SAFIRE-0813");
                    assertThat(rejected.reason()).isEqualTo("sub differs from the ID token of the launch");
                })
                .hasMessageNotContaining("user-");
    }

    @Test
    void keepsUserOfLaunchUnlessItIsSentAgain() {
        assertThat(refresh(fixture.claims()).identity().orElseThrow().fhirUser())
                .isPresent()
                .isEqualTo(earlier.fhirUser());
        assertThat(refresh(fixture.claims().add("fhirUser", "Practitioner/2"))
                        .identity()
                        .orElseThrow()
                        .fhirUser()
                        .orElseThrow()
                        .id())
                .isEqualTo("2");
        TokenResponse foreign = refresh(fixture.claims().add("fhirUser", "https://evil.example/r4/Patient/1"));
        assertThat(foreign.identity().orElseThrow().fhirUser()).isEmpty();
        assertThat(foreign.findings()).singleElement().satisfies(finding -> assertThat(finding.id())
                .isEqualTo("SAFIRE-0824"));
    }

    @Test
    void ignoresIdTokenUnlessOpenidMayBeGranted() {
        TokenResponse response = tokenResponse(sign(fixture.claims().build()));
        assertThat(validator
                        .validateRefreshResponse(request(null, Scopes.of("patient/*.rs")), response)
                        .identity())
                .isEmpty();
        assertThat(validator.deferValidation(request(null, Scopes.of("patient/*.rs")), response))
                .isEmpty();
        for (Scopes granted : new Scopes[] {Scopes.none(), Scopes.of("openid")}) {
            assertThat(validator
                            .validateRefreshResponse(request(null, granted), response)
                            .identity())
                    .isPresent();
            assertThat(validator.deferValidation(request(null, granted), response))
                    .isPresent();
        }
    }

    @Test
    void keepsIdentityIfResponseHasNoIdToken() {
        TokenResponse refreshed = validator.validateRefreshResponse(
                request(earlier, Scopes.of("openid")), tokenResponse(JsonValue.EMPTY_JSON_OBJECT));
        assertThat(refreshed.identity()).contains(earlier);
        assertThat(refreshed.findings()).isEmpty();
    }

    private void assertIgnored(JsonObjectBuilder claims, String reason) {
        TokenResponse refreshed = refresh(claims);
        assertThat(refreshed.identity()).as(reason).contains(earlier);
        assertThat(refreshed.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.id()).isEqualTo("SAFIRE-0822");
            assertThat(finding.member()).contains("id_token");
            assertThat(finding.message()).contains(": " + reason + ".");
        });
    }

    private TokenResponse refresh(JsonObjectBuilder claims) {
        return validator.validateRefreshResponse(
                request(earlier, Scopes.of("openid")), tokenResponse(sign(claims.build())));
    }

    private static RefreshRequest request(IdToken identity, Scopes granted) {
        return new RefreshRequest("epic", "rt", granted, Scopes.none(), JsonValue.EMPTY_JSON_OBJECT, identity);
    }
}
