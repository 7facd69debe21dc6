package io.safire.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.internal.text.InvalidJsonException;
import io.safire.internal.text.StrictJsonReader;
import io.safire.internal.token.Redaction;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ErrorTextTest {

    private static InboundResponse response(int status, String body) {
        return response(status, body, Map.of());
    }

    private static InboundResponse response(int status, String body, Map<String, String> headers) {
        return new InboundResponse(URI.create("https://as.example/token"), status, headers, body.getBytes(UTF_8));
    }

    private static String read(String body) {
        return ErrorText.of(response(400, body));
    }

    private static String code(String body) {
        JsonObject members;
        try {
            members = StrictJsonReader.read(body.getBytes(UTF_8));
        } catch (InvalidJsonException notJson) {
            members = JsonValue.EMPTY_JSON_OBJECT;
        }
        return ErrorText.code(response(400, body), members);
    }

    @Test
    void quotesErrorOfRfc6749InItsOrder() {
        assertThat(read("{\"error_uri\":\"https://e\",\"error_description\":\"no\",\"error\":\"invalid_client\"}"))
                .isEqualTo("invalid_client — no — https://e");
    }

    @Test
    void quotesErrorsInOtherJsonForms() {
        assertThat(read("{\"error\":{\"code\":401,\"message\":\"key unknown\",\"status\":\"X\"}}"))
                .isEqualTo("401 — key unknown");
        assertThat(read("{\"errorCode\":\"E0000011\",\"errorSummary\":\"Invalid token\",\"errorLink\":\"E0000011\","
                        + "\"errorCauses\":[{\"errorSummary\":\"aud\"}]}"))
                .isEqualTo("E0000011 — Invalid token — aud");
        assertThat(read("{\"fault\":{\"faultstring\":\"Invalid client\",\"detail\":{\"errorcode\":\"oauth.v2.X\"}}}"))
                .isEqualTo("Invalid client — oauth.v2.X");
        assertThat(read("{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"login\","
                        + "\"details\":{\"text\":\"sign in\"},\"diagnostics\":\"no token\"}]}"))
                .isEqualTo("login — no token — sign in");
        assertThat(read("{\"type\":\"https://p/1\",\"title\":\"Forbidden\",\"detail\":\"no scope\",\"status\":403}"))
                .isEqualTo("https://p/1 — Forbidden — no scope");
        assertThat(read("{\"errors\":[{\"title\":\"one\"},\"two\"]}")).isEqualTo("one — two");
    }

    @Test
    void ignoresMembersThatDescribeNoError() {
        assertThat(read("{\"access_token\":\"t-1\",\"request\":{\"client_secret\":\"s\"},\"patient\":\"p\"}"))
                .isEmpty();
    }

    @Test
    void quotesTextXmlAndTitleOfPage() {
        assertThat(read(" Missing \r\n subscription key ")).isEqualTo("Missing subscription key");
        assertThat(read("<?xml version=\"1.0\"?><fault><code>12</code><text>a &lt; b</text></fault>"))
                .isEqualTo("12 a < b");
        assertThat(read("<!DOCTYPE html><html><head><title>Sign in &amp; go</title></head><script>x</script></html>"))
                .isEqualTo("web page with the title \"Sign in & go\"");
        assertThat(read("<html><body><h1>502 Bad Gateway</h1></body></html>"))
                .isEqualTo("web page with the title \"502 Bad Gateway\"");
        assertThat(read("<html></html>")).isEqualTo("web page without a title");
    }

    @Test
    void quotesHeaderOnlyIfBodyDescribesNoError() {
        Map<String, String> header = Map.of("www-authenticate", "Bearer error=\"invalid_token\", realm=\"fhir\"");
        assertThat(ErrorText.of(response(401, "", header)))
                .isEqualTo("WWW-Authenticate: Bearer error=\"invalid_token\", realm=\"fhir\"");
        assertThat(ErrorText.of(response(401, "no", header))).isEqualTo("no");
        assertThat(ErrorText.code(response(401, "", header), JsonValue.EMPTY_JSON_OBJECT))
                .isEqualTo("invalid_token");
    }

    @Test
    void neverQuotesSuccessfulOrUnreadableBody() {
        assertThat(ErrorText.of(response(200, "access_token=t-1&token_type=bearer")))
                .isEmpty();
        assertThat(read("{\"error\":\"x\",\"error\":\"y\"}"))
                .doesNotContain("x\"")
                .contains("more than once");
        assertThat(read("\u0000\u0001 key")).isEmpty();
    }

    @Test
    void masksSecretsAndOpaqueTextsAndBoundsLength() {
        String token = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJwYXRpZW50LTEyMyJ9.c2lnbmF0dXJlLXRlc3Q";
        assertThat(read("rejected " + token)).isEqualTo("rejected ***");
        Redaction redaction = new Redaction(List.of("word-1", "a&b<c>"));
        assertThat(ErrorText.of(response(400, "got word-1"), redaction::redact)).isEqualTo("got ***");
        assertThat(ErrorText.of(response(400, "<html><title>a&amp;b&lt;c&gt;</title>"), redaction::redact))
                .contains("\"***\"");
        assertThat(read("word ".repeat(10_000))).hasSizeLessThan(310);
        assertThat(read("{\"errors\":[{\"code\":\"1\",\"title\":\"2\",\"message\":\"3\",\"detail\":\"4\"},"
                        + "{\"code\":\"5\",\"title\":\"6\",\"message\":\"7\"}]}"))
                .isEqualTo("1 — 2 — 3 — 4 — 5 — 6");
    }

    @Test
    void findsRegisteredCodeInAnyForm() {
        assertThat(code("{\"error\":\"invalid_client\"}")).isEqualTo("invalid_client");
        assertThat(code("{\"error\":{\"code\":\"invalid_client\"}}")).isEqualTo("invalid_client");
        assertThat(code("{\"ErrorCode\":\"x\",\"errorCode\":\"invalid_grant\"}"))
                .isEqualTo("invalid_grant");
        assertThat(code("{\"error\":{\"code\":\"E1\"}}")).isEmpty();
        assertThat(code("invalid_client")).isEmpty();
    }
}
