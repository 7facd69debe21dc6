package io.safire.internal.identity;

import static io.safire.internal.identity.IdTokenFixture.expected;
import static io.safire.internal.identity.IdTokenFixture.tokenResponse;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.error.ValidationException;
import io.safire.token.IdToken;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import jakarta.json.JsonValue;

/** Validations of signed ID tokens with a fixed clock. */
abstract class IdTokenValidationFixture {

    final IdTokenFixture fixture = new IdTokenFixture();
    final IdTokenValidator validator = fixture.createValidator();

    static RefreshRequest refresh(IdToken earlier) {
        return new RefreshRequest(
                "epic", "rt", Scopes.of("openid"), Scopes.none(), JsonValue.EMPTY_JSON_OBJECT, earlier);
    }

    IdToken identity(String token) {
        return validator
                .validateLaunchResponse(expected(), tokenResponse(token))
                .identity()
                .orElseThrow();
    }

    String rejectionReason(String token) {
        try {
            validator.validateLaunchResponse(expected(), tokenResponse(token));
            return "accepted";
        } catch (ValidationException refused) {
            assertThat(refused.attribute()).isEqualTo("id_token");
            assertThat(refused.server()).contains("epic");
            return refused.reason();
        }
    }
}
