package io.safire.internal.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.diagnosis.Finding;
import io.safire.error.NetworkException;
import io.safire.error.TokenException;
import io.safire.internal.TestServers;
import io.safire.internal.authentication.ClientAuthentication;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.TransportException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses of the introspection endpoint (RFC 7662) and of the revocation endpoint (RFC 7009). */
class TokenServiceClientTest {

    private static final URI ENDPOINT = URI.create("https://as.example/service?x=hidden");

    @ParameterizedTest
    @ValueSource(strings = {"true", "false", "\"true\"", "\"false\""})
    void acceptsIntrospectionWithActive(String active) {
        FormResponse response =
                send(TokenService.INTROSPECTION, 200, "{\"active\":" + active + ",\"scope\":\"openid\"}");
        assertThat(response.accepted()).isTrue();
        assertThat(response.members().getString("scope")).isEqualTo("openid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"active\":null}", "{\"active\":1}", "{\"active\":\"yes\"}", "{\"active\":\"\"}"})
    void rejectsIntrospectionWithoutBooleanActive(String body) {
        assertUnusable(TokenService.INTROSPECTION, body, "Introspection failed", "'active' is neither true nor false")
                .hasMessageContaining("safire.epic.introspection-endpoint");
    }

    @Test
    void rejectsIntrospectionThatIsNoObject() {
        for (String body : List.of("", "[]", "<html>", "true")) {
            assertUnusable(TokenService.INTROSPECTION, body, "Introspection failed", "response is not a JSON object: ");
        }
    }

    @Test
    void describesIntrospectionThatDiffersInItself() {
        assertThatThrownBy(() -> send(TokenService.INTROSPECTION, 200, "{\"active\":true,\"active\":false}"))
                .isInstanceOfSatisfying(TokenException.class, rejected -> {
                    assertThat(rejected.code()).isEqualTo("SAFIRE-0907");
                    assertThat(rejected.members()).isEmpty();
                    assertThat(rejected.status()).hasValue(200);
                })
                .hasMessageContaining("Introspection failed")
                .hasMessageContaining("(https://as.example/service)");
    }

    @Test
    void rejectsIntrospectionErrors() {
        assertThat(send(TokenService.INTROSPECTION, 200, "{\"error\":\"invalid_request\"}")
                        .accepted())
                .isFalse();
        assertThat(send(TokenService.INTROSPECTION, 200, "{\"active\":true,\"error\":\"ignored\"}")
                        .accepted())
                .isTrue();
        assertThat(send(TokenService.INTROSPECTION, 401, "{\"active\":true}").accepted())
                .isFalse();
    }

    /** RFC 7009, section 2.2: the content of the response body is ignored by the client. */
    @Test
    void acceptsRevocationWithoutUsableBody() {
        for (String body : List.of("", " \n", "{}", "{\"access_token\":\"echo\"}")) {
            FormResponse response = send(TokenService.REVOCATION, 200, body);
            assertThat(response.accepted()).as(body).isTrue();
            assertThat(response.members()).as(body).isEmpty();
            assertThat(response.findings()).as(body).isEmpty();
        }
    }

    @Test
    void reportsFindingAboutRevocationBody() {
        assertRevoked("OK", "SAFIRE-0921");
        assertRevoked("{\"error\":\"invalid_token\"}", "SAFIRE-0922");
    }

    @Test
    void rejectsRevocationErrors() {
        assertThat(send(TokenService.REVOCATION, 200, "{\"error\":\"unsupported_token_type\"}")
                        .accepted())
                .isFalse();
        assertThat(send(TokenService.REVOCATION, 503, "").accepted()).isFalse();
        assertThat(send(TokenService.REVOCATION, 400, "{\"error\":\"invalid_token\"}")
                        .accepted())
                .isFalse();
    }

    @Test
    void rejectsRevocationPageOfAnotherSender() {
        String reason = "response is an HTML page or exceeds the size limit";
        assertUnusable(TokenService.REVOCATION, " <html>Sign in", "Revocation failed", reason)
                .hasMessageContaining("safire.epic.revocation-endpoint");
        assertUnusable(TokenService.REVOCATION, "x".repeat((1 << 20) + 1), "Revocation failed", reason);
        assertThat(send(TokenService.REVOCATION, 200, " ".repeat(1 << 20)).accepted())
                .isTrue();
    }

    @Test
    void reportsRedirectWithoutFollowingIt() {
        for (TokenService service : TokenService.values()) {
            InboundResponse redirect = new InboundResponse(
                    ENDPOINT, 302, Map.of("location", "https://login.example/?s=hidden"), new byte[0]);
            assertThatThrownBy(() -> send(service, redirect))
                    .isInstanceOfSatisfying(TokenException.class, rejected -> {
                        assertThat(rejected.code()).isEqualTo("SAFIRE-0904");
                        assertThat(rejected.status()).hasValue(302);
                    })
                    .hasMessageContaining("https://as.example/service redirects to https://login.example/")
                    .hasMessageNotContaining("hidden");
        }
    }

    @Test
    void namesSettingOfServiceThatCannotBeReached() {
        assertUnreachable(TokenService.INTROSPECTION, "safire.epic.introspection-endpoint");
        assertUnreachable(TokenService.REVOCATION, "safire.epic.revocation-endpoint");
    }

    private static void assertUnreachable(TokenService service, String key) {
        TokenServiceClient client = new TokenServiceClient(TestServers.epic(), service, request -> {
            throw new TransportException(
                    TransportException.FailureKind.NOT_CONNECTED, "Connection refused", request.target());
        });
        assertThatThrownBy(() -> client.send(request()))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining(key);
    }

    private static void assertRevoked(String body, String finding) {
        FormResponse response = send(TokenService.REVOCATION, 200, body);
        assertThat(response.accepted()).isTrue();
        assertThat(response.members()).isEmpty();
        assertThat(response.findings()).singleElement().satisfies(found -> {
            assertThat(found).extracting(Finding::id).isEqualTo(finding);
            assertThat(found.member()).contains("revocation_endpoint");
        });
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertUnusable(
            TokenService service, String body, String start, String reason) {
        return assertThatThrownBy(() -> send(service, 200, body))
                .as(body.substring(0, Math.min(body.length(), 20)))
                .isInstanceOfSatisfying(TokenException.class, rejected -> {
                    assertThat(rejected.code()).isEqualTo("SAFIRE-0903");
                    assertThat(rejected.status()).hasValue(200);
                    assertThat(rejected.members()).isEmpty();
                })
                .hasMessageContaining(start)
                .hasMessageContaining(reason)
                .hasMessageContaining("(https://as.example/service)");
    }

    private static FormResponse send(TokenService service, int status, String body) {
        return send(
                service,
                new InboundResponse(
                        ENDPOINT, status, Map.of("content-type", "application/json"), body.getBytes(UTF_8)));
    }

    private static FormResponse send(TokenService service, InboundResponse response) {
        return new TokenServiceClient(TestServers.epic(), service, sent -> response).send(request());
    }

    private static FormRequest request() {
        return FormRequest.idempotent(
                ENDPOINT, Map.of("token", "t-1234"), ClientAuthentication.ofBearer("secret-1"), List.of("t-1234"));
    }
}
