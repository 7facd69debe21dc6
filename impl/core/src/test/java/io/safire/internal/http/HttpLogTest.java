package io.safire.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.internal.LogCapture;
import io.safire.internal.http.TransportException.FailureKind;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class HttpLogTest {

    private static final URI TOKEN = URI.create("https://as.example/token?code=hidden-query");
    private static final OutboundRequest REQUEST = OutboundRequest.postForm(TOKEN, true, UnaryOperator.identity())
            .withForm("Basic aGlkZGVuOmhpZGRlbg==", "client_assertion=hidden-body");

    private final HttpLog log = new HttpLog("epic", "Growth-Chart/2.1");

    @Test
    void logsRequestAndResponseWithoutSecrets() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("set-cookie", "hidden-cookie");
        headers.put("location", "https://as.example/next?code=hidden-code");
        headers.put("x-hidden-name", "hidden-value");
        InboundResponse response = new InboundResponse(TOKEN, 302, headers, "{\"hidden\":1}".getBytes(UTF_8));
        try (LogCapture lines = new LogCapture(HttpLog.LOGGER_NAME)) {
            assertThat(log.logExchange(REQUEST, () -> response)).isSameAs(response);
            assertThat(lines.lines()).hasSize(2).noneMatch(line -> line.contains("hidden"));
            assertThat(lines.lines().get(0))
                    .isEqualTo("FINE epic: POST https://as.example/token [accept: application/json,"
                            + " user-agent: Growth-Chart/2.1, authorization: Basic ***,"
                            + " content-type: application/x-www-form-urlencoded]");
            assertThat(lines.lines().get(1))
                    .matches("FINE epic: POST https://as\\.example/token: HTTP 302 after \\d+ ms \\[content-type:"
                            + " application/json, set-cookie: \\*\\*\\*, location: https://as\\.example/next] and 1"
                            + " more");
        }
    }

    @Test
    void logsFailure() {
        TransportException failure = new TransportException(FailureKind.READ_TIMEOUT, "Read timed out", TOKEN);
        try (LogCapture lines = new LogCapture(HttpLog.LOGGER_NAME)) {
            assertThatThrownBy(() -> log.logExchange(REQUEST, () -> {
                        throw failure;
                    }))
                    .isSameAs(failure);
            assertThat(lines.lines().get(1))
                    .matches(
                            "FINE epic: POST https://as\\.example/token: READ_TIMEOUT after \\d+ ms \\(Read timed out\\)");
        }
    }

    @Test
    void logsNothingAboveDebugLevel() {
        InboundResponse response = new InboundResponse(TOKEN, 200, Map.of(), new byte[0]);
        try (LogCapture lines = new LogCapture(HttpLog.LOGGER_NAME)) {
            Logger.getLogger(HttpLog.LOGGER_NAME).setLevel(Level.INFO);
            log.logExchange(REQUEST, () -> response);
            assertThat(lines.lines()).isEmpty();
        }
    }

    @Test
    void masksAuthorizationWithoutKnownScheme() {
        assertThat(HttpLog.describe(Map.of("Authorization", "hidden-token"))).isEqualTo("[authorization: ***]");
        assertThat(HttpLog.describe(Map.of("Authorization", "Bearer hidden-token")))
                .isEqualTo("[authorization: Bearer ***]");
    }

    @Test
    void masksLongAndUnprintableValues() {
        assertThat(HttpLog.describe(Map.of("Server", "x".repeat(201)))).isEqualTo("[server: ***]");
        assertThat(HttpLog.describe(Map.of("Server", "a\u202Eb"))).isEqualTo("[server: ***]");
    }
}
