package io.safire.internal.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.diagnosis.Finding;
import io.safire.internal.text.InvalidJsonException;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies with unexpected headers, encodings and members. A body is read whenever its content is certain. */
class ReceivedJsonTest {

    private static final String JSON = "application/json";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "APPLICATION/JSON;charset=UTF-8",
                "application/json; charset=\"utf-8\"",
                "application/fhir+json",
                "application/json;"
            })
    void reportsNothingForJson(String contentType) {
        assertThat(ids(contentType, "{\"a\":\"ü\"}".getBytes(UTF_8))).isEmpty();
    }

    @Test
    void readsContentTypeWithManyParameters() {
        assertThat(ids("application/json" + ";a=b".repeat(20_000), "{}".getBytes(UTF_8)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "json",
                "nonsense",
                "/",
                "application/json; charset",
                "application/json; charset=",
                "application/json; =utf-8",
                "application/json, application/json",
                "text/html",
                "text/plain;charset=klingon",
                "multipart/form-data"
            })
    void ignoresContentTypeWithFinding(String contentType) {
        assertThat(response(contentType, "{\"a\":1}".getBytes(UTF_8)).json().members())
                .containsKey("a");
        assertThat(ids(contentType, "{\"a\":1}".getBytes(UTF_8))).containsExactly("SAFIRE-0241");
    }

    @Test
    void readsDeclaredCharsetOnlyIfBodyIsNotUtf8() {
        assertThat(text(JSON + "; charset=iso-8859-1", "{\"a\":\"M\u00fcller\"}".getBytes(ISO_8859_1)))
                .isEqualTo("M\u00fcller");
        assertThat(text(
                        JSON + ";charset='windows-1252'",
                        "{\"a\":\"\u20ac\"}".getBytes(Charset.forName("windows-1252"))))
                .isEqualTo("\u20ac");
        assertThat(text(JSON + "; charset=utf-16", "{\"a\":\"\u00fc\"}".getBytes(UTF_8)))
                .isEqualTo("\u00fc");
        assertThat(text(JSON + "; charset=iso-8859-1", "{\"a\":\"\u00fc\"}".getBytes(UTF_8)))
                .isEqualTo("\u00fc");
        assertThat(text(JSON + "; charset=utf-16le", "{\"a\":\"\u00fc\"}".getBytes(UTF_16LE)))
                .isEqualTo("\u00fc");
        assertThat(ids(JSON + "; charset=iso-8859-1", "{\"a\":\"\u00fc\"}".getBytes(ISO_8859_1)))
                .containsExactly("SAFIRE-0243");
    }

    @Test
    void readsUtf16WithByteOrderMark() {
        assertThat(text(JSON, "\uFEFF{\"a\":\"\u00fc\"}".getBytes(UTF_16BE))).isEqualTo("\u00fc");
        assertThat(text(JSON, "\uFEFF{\"a\":\"\u00fc\"}".getBytes(UTF_16LE))).isEqualTo("\u00fc");
    }

    @Test
    void replacesMalformedBytesAndNamesMembers() {
        byte[] body = "{\"access_token\":\"a\",\"name\":\"M\u00fcller\"}".getBytes(ISO_8859_1);
        for (String contentType : List.of(JSON, JSON + "; charset=utf-8", JSON + "; charset=klingon")) {
            ReceivedJson json = response(contentType, body).json();
            assertThat(json.members().getString("access_token")).isEqualTo("a");
            assertThat(json.members().getString("name")).isEqualTo("M\uFFFDller");
            assertThat(json.findings()).extracting(Finding::id).contains("SAFIRE-0244");
            assertThat(json.findings().toString()).contains("name").doesNotContain("access_token", "ller");
        }
    }

    @Test
    void readsErrorWithMalformedBytes() {
        byte[] body = "{\"error\":\"invalid_client\",\"error_description\":\"ung\u00fcltig\"}".getBytes(ISO_8859_1);
        assertThat(ErrorText.of(new InboundResponse(URI.create("https://as.example/token"), 401, Map.of(), body)))
                .isEqualTo("invalid_client — ung\uFFFDltig");
        byte[] plain = "Schl\u00fcssel unbekannt".getBytes(ISO_8859_1);
        assertThat(ErrorText.of(new InboundResponse(URI.create("https://as.example/token"), 401, Map.of(), plain)))
                .isEqualTo("Schl\uFFFDssel unbekannt");
    }

    @Test
    void acceptsRepeatedMemberWithSameValueOnly() {
        for (String body : List.of(
                "{\"a\":1,\"a\":1}",
                "{\"a\":\"x\",\"b\":2,\"a\":\"x\"}",
                "{\"a\":[1,{\"b\":null}],\"a\":[1,{\"b\":null}]}",
                "{\"o\":{\"a\":true,\"a\":true}}",
                "{\"a\":1,\"a\":1,\"a\":1}")) {
            assertThat(ids(JSON, body.getBytes(UTF_8))).as(body).containsExactly("SAFIRE-0245");
        }
        for (String body : List.of(
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,\"a\":\"1\"}",
                "{\"a\":null,\"a\":1}",
                "{\"a\":[1,2],\"a\":[2,1]}",
                "{\"o\":{\"a\":true,\"a\":false}}",
                "{\"a\":1,\"a\":1,\"a\":2}")) {
            assertThatThrownBy(() -> response(JSON, body.getBytes(UTF_8)).json())
                    .as(body)
                    .hasMessage("the member a occurs more than once, with different values")
                    .isInstanceOfSatisfying(InvalidJsonException.class, thrown -> assertThat(thrown.isFromServer())
                            .isTrue());
        }
    }

    @Test
    void redactsNamesInFindings() {
        byte[] body = "{\"hidden-word\":1,\"hidden-word\":1}".getBytes(UTF_8);
        assertThat(response(JSON, body)
                        .json(name -> name.replace("hidden-word", "***"))
                        .findings()
                        .toString())
                .doesNotContain("hidden-word");
    }

    @Test
    void keepsLimits() {
        assertThatThrownBy(() -> response(JSON, ("{\"a\":" + "[".repeat(64) + "]".repeat(64) + "}").getBytes(UTF_8))
                        .json())
                .hasMessageContaining("nesting");
        assertThatThrownBy(() -> response(JSON, new byte[(1 << 20) + 1]).json()).hasMessageContaining("1 MiB");
        assertThatThrownBy(() -> response(JSON, "<html>".getBytes(UTF_8)).json())
                .isInstanceOfSatisfying(InvalidJsonException.class, thrown -> assertThat(thrown.isFromServer())
                        .isFalse());
    }

    private static InboundResponse response(String contentType, byte[] body) {
        Map<String, List<String>> headers =
                contentType.isEmpty() ? Map.of() : Map.of("Content-Type", List.of(contentType.split(", ")));
        return InboundResponse.of(URI.create("https://as.example/token"), 200, headers, body);
    }

    private static List<String> ids(String contentType, byte[] body) {
        return response(contentType, body).json().findings().stream()
                .map(Finding::id)
                .toList();
    }

    private static String text(String contentType, byte[] body) {
        return response(contentType, body).json().members().getString("a");
    }
}
