package io.safire.token;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
            assertThat(response.idToken()).contains("i-1");
            TokenResponse withoutTokens = response(tokens(blank, blank), tokens(blank, blank));
            assertThat(withoutTokens.refreshToken()).isEmpty();
            assertThat(withoutTokens.idToken()).isEmpty();
        }
    }

    @Test
    void checksMembersOfAnyMap() {
        Map<String, Object> members = new HashMap<>();
        members.put("access_token", "a");
        members.put("token_type", "bearer");
        members.put("scope", "system/*.rs");
        members.put("expires_in", 300L);
        assertThat(TokenResponse.conformance(members, TokenFlow.CLIENT_CREDENTIALS))
                .isEmpty();
        assertThat(TokenResponse.conformance(Json.createObjectBuilder(members).build(), TokenFlow.CLIENT_CREDENTIALS))
                .isEmpty();
        members.put("scope", null);
        members.put("token_type", "DPoP");
        members.put("access_token", List.of("a"));
        members.put("expires_in", Double.NaN);
        assertThat(violations(members, TokenFlow.AUTHORIZATION_CODE))
                .containsExactly(
                        "SAFIRE-0022 access_token",
                        "SAFIRE-0021 scope",
                        "SAFIRE-0023 token_type",
                        "SAFIRE-0024 expires_in");
    }

    @Test
    void requiresExpiresInOnlyForClientCredentials() {
        Map<String, Object> members = Map.of("access_token", "a", "token_type", "Bearer", "scope", "openid");
        assertThat(violations(members, TokenFlow.AUTHORIZATION_CODE)).isEmpty();
        assertThat(violations(members, TokenFlow.CLIENT_CREDENTIALS)).containsExactly("SAFIRE-0021 expires_in");
        assertThat(violations(Map.of(), TokenFlow.CLIENT_CREDENTIALS)).hasSize(4);
    }

    @Test
    void neverThrowsForMembersOfAnyType() {
        List<Object> values = List.of(
                JsonValue.TRUE,
                JsonValue.NULL,
                JsonValue.EMPTY_JSON_ARRAY,
                JsonValue.EMPTY_JSON_OBJECT,
                7,
                "",
                new Object());
        for (Object value : values) {
            for (TokenFlow flow : TokenFlow.values()) {
                Map<String, Object> members = new HashMap<>();
                for (String name : List.of("access_token", "token_type", "scope", "expires_in")) {
                    members.put(name, value);
                }
                assertThat(violations(members, flow)).as(value + " " + flow).isNotEmpty();
            }
        }
    }

    private static List<String> violations(Map<String, ?> members, TokenFlow flow) {
        return TokenResponse.conformance(members, flow).stream()
                .map(finding -> finding.id() + " " + finding.member().orElse(""))
                .toList();
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
