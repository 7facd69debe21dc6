package io.safire.internal.identity;

import static io.safire.internal.identity.IdTokenFixture.OTHER_KEY;
import static io.safire.internal.identity.IdTokenFixture.sign;
import static io.safire.internal.identity.IdTokenFixture.tokenResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.ValidationException;
import io.safire.registration.ClientRegistration;
import io.safire.spi.RegistrationStore;
import io.safire.token.IdToken;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests of the identity of the user after a refresh, with and without a new ID token. */
class IdentityAfterRefreshTest extends IdTokenValidationFixture {

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

    private TokenResponse validateRefresh(IdToken earlier, JsonObjectBuilder claims) {
        return validator.validateRefreshResponse(refresh(earlier), tokenResponse(sign(claims.build())));
    }

    private void assertIgnored(IdToken earlier, JsonObjectBuilder claims) {
        TokenResponse response = validateRefresh(earlier, claims);
        assertThat(response.identity()).contains(earlier);
        assertThat(response.findings()).hasSize(1);
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
