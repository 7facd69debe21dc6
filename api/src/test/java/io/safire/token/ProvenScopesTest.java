package io.safire.token;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A scope does not count as missing if the response proves that the server granted it. */
class ProvenScopesTest {

    private static final Scopes REQUESTED =
            Scopes.parse("openid offline_access online_access launch/patient launch/encounter patient/Patient.rs");

    @Test
    void countsUnlistedScopesWithoutEvidenceAsMissing() {
        assertThat(missing(JsonValue.EMPTY_JSON_OBJECT))
                .hasToString("openid offline_access online_access launch/patient launch/encounter");
    }

    @Test
    void acceptsTokensAndContextAsEvidence() {
        assertThat(missing(object("id_token", "a.b.c")).values())
                .doesNotContain("openid")
                .contains("offline_access");
        assertThat(missing(object("refresh_token", "r")).values())
                .doesNotContain("offline_access", "online_access")
                .contains("openid");
        assertThat(missing(object("patient", "p")).values()).doesNotContain("launch/patient");
        assertThat(missing(object("encounter", "Encounter/e")).values()).doesNotContain("launch/encounter");
        assertThat(missing(object("id_token", " ")).values()).contains("openid");
    }

    @Test
    void acceptsUserOfIdentityAsEvidence() {
        JsonObjectBuilder claims = Json.createObjectBuilder()
                .add("iss", "https://as.example")
                .add("sub", "u")
                .add("exp", 9)
                .add("iat", 1);
        FhirUser user = FhirUser.of("Patient/1", java.net.URI.create("https://fhir.example/r4"))
                .orElseThrow();
        TokenResponse response = response(Scopes.of("openid", "fhirUser"), JsonValue.EMPTY_JSON_OBJECT);
        assertThat(response.withIdentity(IdToken.of(claims.build(), user))
                        .missingScopes()
                        .isEmpty())
                .isTrue();
        assertThat(response.missingScopes()).hasToString("openid fhirUser");
    }

    @Test
    void neverProvesAccessToData() {
        TokenResponse response = TokenResponse.of(
                "epic",
                new AccessToken("epic", "a", Instant.EPOCH, Scopes.of("openid")),
                REQUESTED,
                object("patient", "p"),
                JsonValue.EMPTY_JSON_OBJECT);
        assertThat(response.missingScopes().values()).contains("patient/Patient.rs");
        assertThat(response.scopeReport().missing()).isEqualTo(response.missingScopes());
    }

    private static Scopes missing(JsonObject members) {
        return response(REQUESTED, members).missingScopes();
    }

    private static TokenResponse response(Scopes requested, JsonObject members) {
        AccessToken token = new AccessToken("epic", "a", Instant.EPOCH, Scopes.of("patient/Patient.rs"));
        return TokenResponse.of("epic", token, requested, members, JsonValue.EMPTY_JSON_OBJECT);
    }

    private static JsonObject object(String name, String value) {
        return Json.createObjectBuilder().add(name, value).build();
    }
}
