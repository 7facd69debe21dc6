package io.safire.internal.token;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import io.safire.error.TokenException;
import io.safire.internal.SettableClock;
import io.safire.internal.TestServers;
import io.safire.internal.authentication.ClientAuthentication;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.ServerClock;
import io.safire.token.Scopes;
import io.safire.token.TokenFlow;
import io.safire.token.TokenResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A grant that can be read is used, and each tolerated violation is a finding. */
class TokenResponseReaderTest {

    private static final URI ENDPOINT = URI.create("https://as.example/token");
    private static final Scopes REQUESTED = Scopes.parse("openid offline_access patient/Patient.rs");

    private final SettableClock clock = new SettableClock();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Bearer\"",
                "\"bearer\"",
                "\"BEARER\"",
                "\"BearerToken\"",
                "\"bearer_token\"",
                "\"Bearer Token\"",
                "\" Bearer \"",
                "\"\"",
                "null"
            })
    void acceptsTokenTypeThatIsEvidentlyBearer(String type) {
        TokenResponse tokens = read("\"token_type\":" + type + ",\"scope\":\"openid\"");
        assertThat(tokens.accessToken().value()).isEqualTo("at-1");
        assertThat(tokens.conformance(TokenFlow.AUTHORIZATION_CODE).isEmpty())
                .isEqualTo(List.of("\"Bearer\"", "\"bearer\"").contains(type));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"DPoP", "mac", "PoP", "N_A", "Bearer DPoP", "Bearers", "urn:ietf:params:oauth:token-type:jwt"})
    void refusesOtherTokenTypeWithItsValue(String type) {
        assertThatThrownBy(() -> read("\"token_type\":\"" + type + "\""))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("token_type is " + type + ", but Safire supports only Bearer")
                .hasMessageContaining("The server has probably consumed the authorization code")
                .hasMessageNotContaining("login page");
    }

    @Test
    void masksTokensInTokenType() {
        assertThatThrownBy(() -> read("\"token_type\":\"at-1 at-1\""))
                .isInstanceOf(TokenException.class)
                .hasMessageNotContaining("at-1");
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 420",
        "0, 420",
        "0.5, 420",
        "'\"-1\"', 420",
        "'\"\"', 420",
        "'\"soon\"', 420",
        "true, 420",
        "'\"3599\"', 3599",
        "'\"3599.7\"', 3599",
        "3599.7, 3599",
        "1e300, 31622400"
    })
    void readsLifetime(String expiresIn, long seconds) {
        TokenResponse tokens = read("\"expires_in\":" + expiresIn + ",\"token_type\":\"Bearer\",\"scope\":\"openid\"");
        assertThat(Duration.between(clock.instant(), tokens.accessToken().expiresAt()))
                .hasSeconds(seconds);
        if (seconds == 420) {
            assertThat(tokens.conformance(TokenFlow.AUTHORIZATION_CODE))
                    .extracting(finding -> finding.member().orElse(""))
                    .containsExactly("expires_in");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"openid,offline_access,patient/Patient.rs\"",
                "\"openid;offline_access;patient/Patient.rs\"",
                "\"openid+offline_access+patient/Patient.rs\"",
                "\"openid%20offline_access%20patient/Patient.rs\"",
                "\"openid,offline_access,patient/Patient.rs,\"",
                "[\"openid\",\"offline_access\",\"patient/Patient.rs\"]"
            })
    void readsScopesWithOtherSeparators(String scope) {
        TokenResponse tokens = read("\"token_type\":\"Bearer\",\"scope\":" + scope);
        assertThat(tokens.accessToken().scopes()).isEqualTo(REQUESTED);
        assertThat(tokens.conformance(TokenFlow.AUTHORIZATION_CODE))
                .extracting(finding -> finding.member().orElse(""))
                .containsExactly("scope");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "patient/Observation.rs?code=a,b",
                "openid,user/x",
                "custom,names",
                "openid, patient/Patient.rs",
                "openid,patient/Patient.sr"
            })
    void keepsScopesThatAreNotCertainlySeparated(String scope) {
        TokenResponse tokens = read("\"token_type\":\"Bearer\",\"scope\":\"" + scope + "\"");
        assertThat(tokens.accessToken().scopes()).isEqualTo(Scopes.parse(scope));
    }

    @Test
    void keepsRequestedScopeWithComma() {
        Grant grant = grant(Scopes.of("openid,launch"));
        TokenResponse tokens = read(grant, response("\"token_type\":\"Bearer\",\"scope\":\"openid,launch\""));
        assertThat(tokens.accessToken().scopes()).isEqualTo(Scopes.of("openid,launch"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"token_type\":\"Bearer\"", "\"scope\":null", "\"scope\":\" \""})
    void reportsMissingScope(String members) {
        TokenResponse tokens = read(members);
        assertThat(tokens.accessToken().scopes()).isEqualTo(REQUESTED);
        assertThat(tokens.findings())
                .extracting(finding -> finding.id() + " " + finding.member().orElse(""))
                .containsExactly("SAFIRE-0021 scope");
        assertThat(tokens.conformance(TokenFlow.AUTHORIZATION_CODE)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "7, a number",
        "{}, an object",
        "true, a boolean",
        "[], an array",
        "[7], an array",
        "'\"\u00fc\"', a character that no scope contains"
    })
    void namesScopeThatCannotBeRead(String scope, String observed) {
        TokenResponse tokens = read("\"token_type\":\"Bearer\",\"scope\":" + scope);
        assertThat(tokens.accessToken().scopes()).isEqualTo(REQUESTED);
        assertThat(tokens.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.id()).isEqualTo("SAFIRE-0022");
            assertThat(finding.member()).contains("scope");
            assertThat(finding.observed()).contains("'scope' is not a").endsWith(observed);
        });
        assertThat(tokens.conformance(TokenFlow.AUTHORIZATION_CODE)).isEqualTo(tokens.findings());
    }

    @Test
    void reportsDamagedRefreshTokenAsBroken() {
        byte[] body =
                "{\"access_token\":\"at-1\",\"token_type\":\"Bearer\",\"scope\":\"openid\",\"refresh_token\":\"\u00fc\"}"
                        .getBytes(ISO_8859_1);
        TokenResponse tokens = read(
                grant(REQUESTED), new InboundResponse(ENDPOINT, 200, Map.of("content-type", "application/json"), body));
        assertThat(tokens.findings())
                .extracting(finding -> finding.id() + " " + finding.severity())
                .containsExactly("SAFIRE-0244 " + Severity.BROKEN);
    }

    /** A truncated secret is not recognized, so secrets are masked before the name is truncated. */
    @Test
    void masksSecretInLongMemberName() {
        String secret = "C-1234567890";
        Grant grant =
                Grant.authorizationCode(secret, "https://app.example/callback", "v-1", Optional.empty(), REQUESTED);
        for (int start = 280; start <= 310; start++) {
            String name = "x".repeat(start) + secret;
            byte[] repeated = ("{\"" + name + "\":1,\"" + name + "\":2}").getBytes(UTF_8);
            assertThatThrownBy(() -> send(grant, new InboundResponse(ENDPOINT, 200, Map.of(), repeated)))
                    .hasMessageContaining("xxx")
                    .hasMessageNotContainingAny("C-12", "c-12");
            assertThat(send(grant, new InboundResponse(ENDPOINT, 400, Map.of(), repeated))
                            .errorText())
                    .contains("xxx")
                    .doesNotContain("C-12", "c-12");
            Map<String, String> headers = Map.of("content-encoding", name, "content-type", name);
            assertThat(send(grant, new InboundResponse(ENDPOINT, 400, headers, new byte[] {1}))
                            .errorText())
                    .contains("xxx")
                    .doesNotContain("C-12", "c-12");
            byte[] granted = "{\"access_token\":\"at-1\"}".getBytes(UTF_8);
            assertThat(send(grant, new InboundResponse(ENDPOINT, 200, headers, granted))
                            .findings())
                    .hasSize(2)
                    .asString()
                    .doesNotContain("C-12", "c-12");
        }
    }

    @Test
    void readsTokensBesideMalformedBytesAndRepetitions() {
        byte[] body =
                ("{\"access_token\":\"at-1\",\"token_type\":\"Bearer\",\"token_type\":\"Bearer\",\"scope\":\"openid\","
                                + "\"patient_name\":\"M\u00fcller\",\"refresh_token\":\"rt-1\"}")
                        .getBytes(ISO_8859_1);
        TokenResponse tokens =
                read(grant(REQUESTED), new InboundResponse(ENDPOINT, 200, Map.of("content-type", "json"), body));
        assertThat(tokens.refreshToken()).contains("rt-1");
        assertThat(tokens.findings())
                .extracting(Finding::id)
                .containsExactly("SAFIRE-0241", "SAFIRE-0244", "SAFIRE-0245");
    }

    @Test
    void saysWhetherGrantIsLost() {
        String differing = "{\"access_token\":\"leaked\",\"access_token\":\"other\"}";
        for (String body : List.of(differing, "{\"token_type\":\"Bearer\"}", "<html>", "")) {
            InboundResponse response = new InboundResponse(ENDPOINT, 200, Map.of(), body.getBytes(UTF_8));
            assertThatThrownBy(() -> send(grant(REQUESTED), response))
                    .as(body)
                    .isInstanceOfSatisfying(TokenException.class, thrown -> assertThat(thrown.findings())
                            .extracting(Finding::id)
                            .hasSize(2)
                            .contains("SAFIRE-0511"))
                    .hasMessageContaining("Start the launch again.")
                    .hasMessageNotContaining("leaked");
            Grant refresh = Grant.refreshToken(
                    "rt", Scopes.none(), REQUESTED, response("").json().members());
            assertThatThrownBy(() -> send(refresh, response))
                    .as(body)
                    .hasMessageContaining("The server may have consumed the refresh token");
            assertThatThrownBy(() -> send(Grant.clientCredentials(REQUESTED), response))
                    .as(body)
                    .hasMessageNotContaining("consumed");
        }
    }

    @Test
    void describesDifferingMembersWithoutAdviceAboutLoginPages() {
        String differing = "{\"access_token\":\"leaked\",\"access_token\":\"other\"}";
        InboundResponse response = new InboundResponse(ENDPOINT, 200, Map.of(), differing.getBytes(UTF_8));
        assertThatThrownBy(() -> send(grant(REQUESTED), response))
                .hasMessageContaining("SAFIRE-0508")
                .hasMessageContaining("the member access_token occurs more than once, with different values")
                .hasMessageContaining("https://as.example/token")
                .hasMessageNotContaining("login page")
                .hasMessageNotContaining("leaked");
    }

    private TokenResponse read(String members) {
        return read(grant(REQUESTED), response(members));
    }

    private TokenResponse read(Grant grant, InboundResponse response) {
        return new TokenResponseReader(TestServers.epic(Map.of("default-expires-in", "PT7M")), clock)
                .read(send(grant, response), grant, ENDPOINT, List.of());
    }

    private FormResponse send(Grant grant, InboundResponse response) {
        HttpSender sender = request -> response;
        ClientAuthentication authentication = ClientAuthentication.ofBearer("unused");
        return new TokenEndpointClient(TestServers.epic(), sender, new ServerClock(clock))
                .send(FormRequest.token(ENDPOINT, grant, authentication, () -> {}));
    }

    private static Grant grant(Scopes requested) {
        return Grant.authorizationCode("c-1", "https://app.example/callback", "v-1", Optional.empty(), requested);
    }

    private static InboundResponse response(String members) {
        String separator = members.isEmpty() ? "" : ",";
        return new InboundResponse(
                ENDPOINT,
                200,
                Map.of("content-type", "application/json"),
                ("{\"access_token\":\"at-1\"" + separator + members + "}").getBytes(UTF_8));
    }
}
