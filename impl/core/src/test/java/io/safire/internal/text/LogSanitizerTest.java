package io.safire.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogSanitizerTest {

    @Test
    void replacesControlAndFormatCharacters() {
        assertThat(LogSanitizer.sanitize("code \u00fcber 5 \u20ac")).isEqualTo("code \u00fcber 5 \u20ac");
        for (String control :
                new String[] {"\n", "\r", "\t", "\u001b", "\u007f", "\u0085", "\u009b", "\u2028", "\u202e", "\u200b"}) {
            assertThat(LogSanitizer.sanitize("a" + control + "b")).isEqualTo("a b");
        }
        assertThat(LogSanitizer.sanitize("x".repeat(400))).hasSize(303).endsWith("x...");
    }

    @Test
    void marksTruncatedText() {
        assertThat(LogSanitizer.sanitize("a" + " ".repeat(2_399))).isEqualTo("a");
        assertThat(LogSanitizer.sanitize("a" + " ".repeat(2_399) + "b")).isEqualTo("a...");
    }

    @Test
    void removesUserInfoAndQueryFromUrl() {
        assertThat(HttpTransport.withoutQuery(URI.create("https://user:pass@as.example/token?key=1#x")))
                .isEqualTo("https://***@as.example/token");
        assertThat(HttpTransport.withoutQuery(URI.create("https://as.example/a@b")))
                .isEqualTo("https://as.example/a@b");
    }

    @Test
    void omitsQueryFromToString() {
        URI address = URI.create("https://as.example/register?token=hidden-word");
        assertThat(OutboundRequest.get(address, null))
                .hasToString("OutboundRequest[method=GET, target=https://as.example/register]");
        assertThat(new InboundResponse(address, 200, Map.of(), new byte[0]).toString())
                .doesNotContain("hidden-word");
    }
}
