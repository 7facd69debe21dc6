package io.safire.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.ValidationException;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RefreshRequestTest {

    private static final Scopes GRANTED = Scopes.of("patient/*.rs", "offline_access");

    @Test
    void takesGrantedScopesAndContextFromResponse() {
        JsonObject members = Json.createObjectBuilder()
                .add("refresh_token", "once")
                .add("patient", "pat-1")
                .build();
        RefreshRequest request = RefreshRequest.of(response(members)).withScopes(Scopes.of("patient/*.r"));
        assertThat(request.refreshToken()).isEqualTo("once");
        assertThat(request.grantedScopes()).isEqualTo(GRANTED);
        assertThat(request.scopes()).isEqualTo(Scopes.of("patient/*.r"));
        assertThat(request.carriedOver()).containsOnlyKeys("patient");
    }

    @Test
    void rejectsResponseWithoutRefreshToken() {
        TokenResponse response = response(JsonValue.EMPTY_JSON_OBJECT);
        assertThatThrownBy(() -> RefreshRequest.of(response))
                .isInstanceOfSatisfying(ValidationException.class, failure -> {
                    assertThat(failure.server()).contains("epic");
                    assertThat(failure.attribute()).isEqualTo("refresh_token");
                })
                .hasMessageStartingWith("SAFIRE-0002 epic: ")
                .hasMessageContaining("offline_access");
    }

    private static TokenResponse response(JsonObject members) {
        AccessToken token = new AccessToken("epic", "access", Instant.EPOCH, GRANTED);
        return TokenResponse.of("epic", token, GRANTED, members, JsonValue.EMPTY_JSON_OBJECT);
    }
}
