package io.safire.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.launch.AuthorizationRequest;
import io.safire.web.LocalPath;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.StringReader;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PendingLaunchTest {

    private static final AuthorizationRequest REQUEST = new AuthorizationRequest(
            "epic",
            URI.create("https://as.example/authorize?tenant=1"),
            Map.of(
                    "response_type", "code",
                    "client_id", "app",
                    "redirect_uri", "https://app.example/callback",
                    "launch", "very-long",
                    "scope", "openid launch",
                    "state", "state-1",
                    "nonce", "nonce-1",
                    "aud", "https://fhir.example/r4",
                    "code_challenge", "challenge",
                    "code_challenge_method", "S256"),
            "verifier-1");
    private static final PendingLaunch LAUNCH =
            new PendingLaunch(REQUEST, Instant.parse("2026-11-24T00:10:00.123Z"), LocalPath.of("/chart?patient=mrn-1"));

    @Test
    void keepsValuesThatTheResponseNeeds() {
        PendingLaunch read = PendingLaunch.fromJson(LAUNCH.toJson()).orElseThrow();
        assertThat(read.request().parameters())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "client_id", "app",
                        "redirect_uri", "https://app.example/callback",
                        "launch", "",
                        "scope", "openid launch",
                        "state", "state-1",
                        "nonce", "nonce-1",
                        "aud", "https://fhir.example/r4"));
        assertThat(read.server()).isEqualTo("epic");
        assertThat(read.state()).isEqualTo("state-1");
        assertThat(read.id()).isEqualTo(LAUNCH.id()).hasSize(16).doesNotContain("state");
        assertThat(read.request().endpoint()).isEqualTo(REQUEST.endpoint());
        assertThat(read.request().codeVerifier()).isEqualTo("verifier-1");
        assertThat(read.expiresAt()).isEqualTo(LAUNCH.expiresAt());
        assertThat(read.returnTo()).isEqualTo(LAUNCH.returnTo());
    }

    @Test
    void keepsMissingPath() {
        PendingLaunch without = new PendingLaunch(REQUEST, LAUNCH.expiresAt(), null);
        assertThat(PendingLaunch.fromJson(without.toJson()).orElseThrow().returnTo())
                .isNull();
    }

    @Test
    void ignoresOtherFormats() {
        JsonObject complete =
                Json.createReader(new StringReader(LAUNCH.toJson())).readObject();
        for (String member : List.of("server", "endpoint", "parameters", "code_verifier", "expires_at")) {
            JsonObjectBuilder incomplete = Json.createObjectBuilder(complete).remove(member);
            assertThat(PendingLaunch.fromJson(incomplete.build().toString()))
                    .as(member)
                    .isEmpty();
        }
        for (String text : List.of("", "x", "[]", "{}")) {
            assertThat(PendingLaunch.fromJson(text)).as(text).isEmpty();
        }
        assertThat(PendingLaunch.fromJson(Json.createObjectBuilder(complete)
                        .add("return_to", "https://evil.example")
                        .build()
                        .toString()))
                .isEmpty();
    }

    @Test
    void omitsSecretsAndPathInString() {
        assertThat(LAUNCH.toString())
                .contains("epic", "2026-11-24T00:10:00.123Z")
                .doesNotContain("state-1", "nonce-1", "verifier-1", "very-long", "mrn-1");
    }
}
