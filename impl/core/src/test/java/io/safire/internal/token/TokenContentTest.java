package io.safire.internal.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.error.TokenException;
import io.safire.internal.SettableClock;
import io.safire.internal.TestServers;
import io.safire.internal.authentication.ClientAuthentication;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.ServerClock;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.json.Json;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6749, section 5.1, and the launch context of SMART App Launch 2.2.0. */
class TokenContentTest {

    private static final URI ENDPOINT = URI.create("https://as.example/token?tenant=hidden");
    private static final Scopes SCOPES = Scopes.of("launch/patient", "patient/*.rs");
    private static final Grant CODE =
            Grant.authorizationCode("c-1234", "https://app.example/callback", "v-1234", Optional.empty(), SCOPES);

    private final SettableClock clock = new SettableClock();

    @ParameterizedTest
    @ValueSource(strings = {"7", "true", "{}", "\"\"", "\"a b\"", "\"t\u00f6ken\"", "\"a\\nb\"", "\"a\u007f\""})
    void rejectsAccessTokenThatNoHeaderCanContain(String value) {
        assertThatThrownBy(() -> read(CODE, "\"access_token\":" + value + ",\"token_type\":\"Bearer\"", List.of()))
                .isInstanceOfSatisfying(TokenException.class, rejected -> {
                    assertThat(rejected.code()).isEqualTo("SAFIRE-0507");
                    assertThat(rejected.status()).hasValue(200);
                    assertThat(rejected.members()).isEmpty();
                    assertThat(rejected.receivedFields()).containsExactly("access_token", "token_type");
                    assertThat(rejected.findings())
                            .extracting(Finding::id)
                            .containsExactly("SAFIRE-0507", "SAFIRE-0511");
                })
                .hasMessageContaining("access_token is not a string that can be sent in a header")
                .hasMessageContaining("received fields: access_token, token_type (https://as.example/token)")
                .hasMessageContaining("safire.epic.token-endpoint")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void acceptsEachVisibleCharacter() {
        assertThat(read(CODE, "\"access_token\":\"!~a.b/c+d=\"", List.of())
                        .accessToken()
                        .value())
                .isEqualTo("!~a.b/c+d=");
    }

    @Test
    void addsDefaultLifetimeToTime() {
        assertThat(read(CODE, "\"access_token\":\"at\"", List.of())
                        .accessToken()
                        .expiresAt())
                .isEqualTo(clock.instant().plusSeconds(420));
        assertThat(read(CODE, "\"access_token\":\"at\",\"expires_in\":60", List.of())
                        .accessToken()
                        .expiresAt())
                .isEqualTo(clock.instant().plusSeconds(60));
        assertThat(read(CODE, "\"access_token\":\"at\",\"expires_in\":1", List.of())
                        .accessToken()
                        .expiresAt())
                .isEqualTo(clock.instant().plusSeconds(1));
        assertThat(read(CODE, "\"access_token\":\"at\",\"expires_in\":0.9", List.of())
                        .accessToken()
                        .expiresAt())
                .isEqualTo(clock.instant().plusSeconds(420));
    }

    @Test
    void reportsDefectiveContextOfUsersOnly() {
        String members =
                "\"access_token\":\"at\",\"token_type\":\"Bearer\",\"scope\":\"patient/*.rs\",\"patient\":true";
        assertThat(read(CODE, members, List.of()).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.member()).contains("patient"));
        assertThat(read(Grant.clientCredentials(SCOPES), members, List.of()).findings())
                .isEmpty();
    }

    @Test
    void placesFindingsAboutClockFirst() {
        Finding ofClock =
                Finding.builder("SAFIRE-9999", Step.TOKEN, "The clock differs.").build();
        List<Finding> findings = read(CODE, "\"access_token\":\"at\",\"patient\":true", List.of(ofClock))
                .findings();
        assertThat(findings).hasSizeGreaterThan(1).first().isEqualTo(ofClock);
    }

    @Test
    void inheritsContextOfLaunchAfterRefresh() {
        Grant refresh = Grant.refreshToken(
                "rt-1234",
                Scopes.none(),
                SCOPES,
                Json.createObjectBuilder().add("patient", "p-1").build());
        TokenResponse refreshed = read(refresh, "\"access_token\":\"at\"", List.of());
        assertThat(refreshed.context().patient()).contains("p-1");
        assertThat(refreshed.server()).isEqualTo("epic");
        assertThat(read(refresh, "\"access_token\":\"at\",\"patient\":\"p-2\"", List.of())
                        .context()
                        .patient())
                .contains("p-2");
    }

    @Test
    void grantsRequestedScopesUnlessResponseNamesOthers() {
        assertThat(read(CODE, "\"access_token\":\"at\"", List.of())
                        .accessToken()
                        .scopes())
                .isEqualTo(SCOPES);
        assertThat(read(CODE, "\"access_token\":\"at\",\"scope\":\"openid\"", List.of())
                        .accessToken()
                        .scopes())
                .isEqualTo(Scopes.of("openid"));
        assertThat(read(CODE, "\"access_token\":\"at\",\"scope\":[\"openid\",7,\"fhirUser\"]", List.of())
                        .accessToken()
                        .scopes())
                .isEqualTo(Scopes.of("openid", "fhirUser"));
    }

    private TokenResponse read(Grant grant, String members, List<Finding> clockFindings) {
        InboundResponse response = new InboundResponse(
                ENDPOINT, 200, Map.of("content-type", "application/json"), ("{" + members + "}").getBytes(UTF_8));
        FormResponse sent = new TokenEndpointClient(TestServers.epic(), request -> response, new ServerClock(clock))
                .send(FormRequest.token(ENDPOINT, grant, ClientAuthentication.ofBearer("unused"), () -> {}));
        return new TokenResponseReader(TestServers.epic(Map.of("default-expires-in", "PT7M")), clock)
                .read(sent, grant, ENDPOINT, clockFindings);
    }
}
