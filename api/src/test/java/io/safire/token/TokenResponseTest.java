package io.safire.token;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TokenResponseTest {

    @Test
    void prefersTokensOfLatestResponse() {
        TokenResponse response = response(tokens("r-2", "i-2"), tokens("r-1", "i-1"));
        assertThat(response.refreshToken()).contains("r-2");
        assertThat(response.idToken()).contains("i-2");
    }

    @Test
    void readsBlankTokenAsEmpty() {
        for (String blank : new String[] {"", " "}) {
            TokenResponse response = response(tokens(blank, blank), tokens("r-1", "i-1"));
            assertThat(response.refreshToken()).contains("r-1");
            assertThat(response.idToken()).isEmpty();
            assertThat(response(tokens(blank, blank), tokens(blank, blank)).refreshToken())
                    .isEmpty();
        }
    }

    private static JsonObject tokens(String refreshToken, String idToken) {
        return Json.createObjectBuilder()
                .add("refresh_token", refreshToken)
                .add("id_token", idToken)
                .build();
    }

    private static TokenResponse response(JsonObject members, JsonObject carriedOver) {
        AccessToken token = new AccessToken("epic", "a", Instant.EPOCH, Scopes.none());
        return TokenResponse.of("epic", token, Scopes.none(), members, carriedOver);
    }
}
