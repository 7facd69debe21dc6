package io.safire.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdTokenTest {

    @Test
    void returnsTypedClaims() {
        IdToken token = IdToken.of(
                claims().add("aud", Json.createArrayBuilder().add("app").add(7).add("other"))
                        .add("azp", "app")
                        .add("nonce", "n")
                        .add("profile", "https://hospital.example/ada")
                        .add("name", "Ada")
                        .add("preferred_username", "ada")
                        .add("email", "ada@hospital.example")
                        .add("exp", new BigDecimal("1000.75"))
                        .build(),
                null);
        assertThat(token.issuer()).isEqualTo("https://as.example");
        assertThat(token.subject()).isEqualTo("the-subject");
        assertThat(token.audience()).containsExactly("app", "other");
        assertThat(token.authorizedParty()).contains("app");
        assertThat(token.nonce()).contains("n");
        assertThat(token.profile()).contains("https://hospital.example/ada");
        assertThat(token.name()).contains("Ada");
        assertThat(token.preferredUsername()).contains("ada");
        assertThat(token.email()).contains("ada@hospital.example");
        assertThat(token.expiresAt()).isEqualTo(Instant.ofEpochSecond(1000));
        assertThat(token.issuedAt()).isEqualTo(Instant.ofEpochSecond(900));
        assertThat(token.fhirUser()).isEmpty();
        assertThat(token).asString().contains("email").doesNotContain("the-subject", "Ada", "hospital.example");
    }

    @Test
    void readsBlankOrMistypedClaimAsEmpty() {
        IdToken token = IdToken.of(
                claims().add("name", 7)
                        .addNull("aud")
                        .add("email", "")
                        .add("profile", " ")
                        .build(),
                null);
        assertThat(token.name()).isEmpty();
        assertThat(token.email()).isEmpty();
        assertThat(token.profile()).isEmpty();
        assertThat(token.audience()).isEmpty();
    }

    @Test
    void rejectsMissingIssuerSubjectOrTimes() {
        for (String name : List.of("iss", "sub", "exp", "iat")) {
            assertRejected(name, JsonValue.NULL);
            assertRejected(name, JsonValue.EMPTY_JSON_ARRAY);
            assertRejected(name, Json.createValue(""));
            assertRejected(name, Json.createValue(" "));
        }
        assertRejected("exp", Json.createValue(new BigDecimal("1e999999")));
        assertRejected("iat", Json.createValue(-1));
    }

    private static void assertRejected(String name, JsonValue wrong) {
        JsonObject claims = claims().add(name, wrong).build();
        assertThatThrownBy(() -> IdToken.of(claims, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    private static JsonObjectBuilder claims() {
        return Json.createObjectBuilder()
                .add("iss", "https://as.example")
                .add("sub", "the-subject")
                .add("aud", "app")
                .add("exp", 1000)
                .add("iat", 900);
    }
}
