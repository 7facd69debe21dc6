package io.safire.internal.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.diagnosis.Finding;
import io.safire.error.NetworkException;
import io.safire.error.TokenException;
import io.safire.internal.SettableClock;
import io.safire.internal.TestServers;
import io.safire.internal.authentication.ClientAuthentication;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.http.ServerClock;
import io.safire.internal.http.TransportException;
import io.safire.token.Scopes;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** RFC 6749, sections 3.2, 4.1.3, 4.4.2, 5.1, 5.2 and 6. */
class TokenEndpointClientTest {

    private static final URI ENDPOINT = URI.create("https://as.example/token?tenant=secret");
    private static final Scopes SCOPES = Scopes.of("system/*.rs", "openid");
    private static final Grant CODE =
            Grant.authorizationCode("c+1/code", "https://app.example/callback", "v-1234", Optional.empty(), SCOPES);
    private static final Grant REFRESH =
            Grant.refreshToken("rt 1234", Scopes.none(), SCOPES, JsonValue.EMPTY_JSON_OBJECT);
    private static final Grant CREDENTIALS = Grant.clientCredentials(SCOPES);

    private final SettableClock clock = new SettableClock();
    private final ServerClock serverClock = new ServerClock(clock);
    private final List<OutboundRequest> requests = new ArrayList<>();
    private final List<String> events = new ArrayList<>();

    @Test
    void sendsExactlyTheParametersOfEachGrant() {
        send(CODE, 200, "{\"access_token\":\"at\"}");
        send(REFRESH, 200, "{\"access_token\":\"at\"}");
        send(
                Grant.refreshToken("rt", Scopes.of("openid"), SCOPES, JsonValue.EMPTY_JSON_OBJECT),
                200,
                "{\"access_token\":\"at\"}");
        send(CREDENTIALS, 200, "{\"access_token\":\"at\"}");
        assertThat(requests)
                .extracting(request -> new String(request.body(), UTF_8))
                .containsExactly(
                        "grant_type=authorization_code&code=c%2B1%2Fcode&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback&code_verifier=v-1234",
                        "grant_type=refresh_token&refresh_token=rt+1234",
                        "grant_type=refresh_token&refresh_token=rt&scope=openid",
                        "grant_type=client_credentials&scope=system%2F*.rs+openid");
        assertThat(requests).allSatisfy(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.target()).isEqualTo(ENDPOINT);
            assertThat(request.contentType()).isEqualTo("application/x-www-form-urlencoded");
            assertThat(request.authorization()).isEqualTo("Bearer secret-1");
        });
    }

    /** A code and a refresh token can be used only once. */
    @Test
    void repeatsOnlyClientCredentials() {
        assertThat(List.of(CODE, REFRESH, CREDENTIALS))
                .extracting(Grant::repeatable)
                .containsExactly(false, false, true);
        assertThat(FormRequest.token(ENDPOINT, CREDENTIALS, bearer(), () -> {}).repeatable())
                .isTrue();
        assertThat(FormRequest.token(ENDPOINT, CODE, bearer(), () -> {}).repeatable())
                .isFalse();
        assertThat(FormRequest.idempotent(ENDPOINT, Map.of(), bearer(), List.of())
                        .repeatable())
                .isTrue();
    }

    @Test
    void callsBeforeSendForEachAttempt() {
        send(CREDENTIALS, 200, "{\"access_token\":\"at\"}");
        send(CREDENTIALS, 400, "{\"error\":\"invalid_scope\"}");
        assertThat(events).containsExactly("before", "sent", "before", "sent");
    }

    @Test
    void acceptsResponseWithAccessToken() {
        FormResponse response = send(CODE, 200, "{\"access_token\":\"at-1\",\"error\":\"ignored\"}");
        assertThat(response.accepted()).isTrue();
        assertThat(response.members().getString("access_token")).isEqualTo("at-1");
        assertThat(response.findings()).isEmpty();
    }

    @Test
    void rejectsErrorOfAnyStatusWithoutSecretsOfRequest() {
        for (int status : new int[] {200, 400, 401, 500}) {
            FormResponse response = send(
                    CODE,
                    status,
                    "{\"error\":\"invalid_grant\",\"error_description\":\"code c+1/code of https://app.example/callback\"}");
            assertThat(response.accepted()).as("%s", status).isFalse();
            assertThat(response.status()).isEqualTo(status);
            assertThat(response.error()).isEqualTo("invalid_grant");
            assertThat(response.errorText())
                    .contains("invalid_grant")
                    .contains("code *** of https://app.example/callback");
            assertThat(response.members().getString("error_description"))
                    .isEqualTo("code *** of https://app.example/callback");
        }
    }

    @Test
    void keepsScopesReadableInErrors() {
        FormResponse response =
                send(CREDENTIALS, 400, "{\"error\":\"invalid_scope\",\"error_description\":\"system/*.rs openid\"}");
        assertThat(response.errorText()).contains("system/*.rs openid");
    }

    @Test
    void reportsRedirectWithoutFollowingIt() {
        InboundResponse redirect = new InboundResponse(
                ENDPOINT,
                307,
                Map.of("location", "https://login.example/token?state=hidden"),
                "{\"access_token\":\"at\"}".getBytes(UTF_8));
        assertThatThrownBy(() -> send(CODE, redirect))
                .isInstanceOfSatisfying(TokenException.class, rejected -> {
                    assertThat(rejected.code()).isEqualTo("SAFIRE-0504");
                    assertThat(rejected.status()).hasValue(307);
                    assertThat(rejected.members()).isEmpty();
                })
                .hasMessageContaining("https://as.example/token redirects to https://login.example/token.")
                .hasMessageContaining("safire.epic.token-endpoint")
                .hasMessageNotContaining("hidden");
        assertThat(requests).hasSize(1);
    }

    @Test
    void reportsBodyThatIsNotAnObject() {
        for (String body : List.of("<html><title>Sign in</title>", "[]", "{\"access_token\":", "")) {
            assertThatThrownBy(() -> send(CODE, 200, body))
                    .as(body)
                    .isInstanceOfSatisfying(TokenException.class, rejected -> {
                        assertThat(rejected.code()).isEqualTo("SAFIRE-0503");
                        assertThat(rejected.status()).hasValue(200);
                        assertThat(ids(rejected)).containsExactly("SAFIRE-0503", "SAFIRE-0511");
                    })
                    .hasMessageContaining("(https://as.example/token)")
                    .hasMessageContaining("safire.epic.token-endpoint")
                    .hasMessageNotContaining("tenant");
        }
    }

    @Test
    void namesMembersOfResponseWithoutAccessToken() {
        assertThatThrownBy(() -> send(REFRESH, 200, "{\"token_type\":\"Bearer\",\"rt 1234\":1}"))
                .isInstanceOfSatisfying(TokenException.class, rejected -> {
                    assertThat(rejected.code()).isEqualTo("SAFIRE-0502");
                    assertThat(rejected.members()).isEmpty();
                    assertThat(ids(rejected)).containsExactly("SAFIRE-0502", "SAFIRE-0512");
                })
                .hasMessageContaining("received fields: token_type, ***");
        assertThatThrownBy(() -> send(CREDENTIALS, 200, "{}"))
                .isInstanceOfSatisfying(TokenException.class, rejected -> assertThat(ids(rejected))
                        .containsExactly("SAFIRE-0502"))
                .hasMessageContaining("received fields: none (https://as.example/token)");
        assertThatThrownBy(() -> send(CREDENTIALS, 200, "{\"access_token\":null}"))
                .hasMessageContaining("received fields: access_token");
    }

    @Test
    void learnsClockOfServer() {
        InboundResponse response = new InboundResponse(
                ENDPOINT, 400, Map.of("date", "Tue, 24 Nov 2026 00:02:00 GMT"), "{\"error\":\"x\"}".getBytes(UTF_8));
        send(CODE, response);
        assertThat(serverClock.difference()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void namesSettingIfServerCannotBeReached() {
        TokenEndpointClient client = new TokenEndpointClient(
                TestServers.epic(),
                request -> {
                    throw new TransportException(
                            TransportException.FailureKind.NOT_CONNECTED, "Connection refused", request.target());
                },
                serverClock);
        assertThatThrownBy(() -> client.send(FormRequest.token(ENDPOINT, CODE, bearer(), () -> {})))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("Connection refused")
                .hasMessageContaining("safire.epic.token-endpoint");
    }

    @Test
    void omitsSecretsInStrings() {
        FormRequest request = FormRequest.token(ENDPOINT, CODE, bearer(), () -> {});
        assertThat(request.grantType()).isEqualTo("authorization_code");
        assertThat(CODE.type()).isEqualTo("authorization_code");
        assertThat(FormRequest.idempotent(ENDPOINT, Map.of("token", "t"), bearer(), List.of())
                        .grantType())
                .isEmpty();
        assertThat(request.toString())
                .contains("grant_type", "code_verifier", "https://as.example/token")
                .doesNotContain("c+1/code", "v-1234");
        assertThat(CODE.toString()).contains("grant_type", "code").doesNotContain("c+1/code", "v-1234");
        assertThat(send(CODE, 200, "{\"access_token\":\"at-1\"}").toString())
                .contains("https://as.example/token")
                .doesNotContain("at-1", "c+1/code");
    }

    private FormResponse send(Grant grant, int status, String body) {
        return send(
                grant,
                new InboundResponse(
                        ENDPOINT, status, Map.of("content-type", "application/json"), body.getBytes(UTF_8)));
    }

    private FormResponse send(Grant grant, InboundResponse response) {
        TokenEndpointClient client = new TokenEndpointClient(
                TestServers.epic(),
                request -> {
                    requests.add(request.authenticate());
                    events.add("sent");
                    return response;
                },
                serverClock);
        return client.send(FormRequest.token(ENDPOINT, grant, bearer(), () -> events.add("before")));
    }

    private static ClientAuthentication bearer() {
        return ClientAuthentication.ofBearer("secret-1");
    }

    private static List<String> ids(TokenException rejected) {
        return rejected.findings().stream().map(Finding::id).toList();
    }
}
