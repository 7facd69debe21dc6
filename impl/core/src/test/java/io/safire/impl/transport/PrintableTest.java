package io.safire.impl.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrintableTest {

    @Test
    void textFromOutsideStaysOnItsLineAndInItsDirection() {
        assertThat(Printable.of("code \u00fcber 5 \u20ac")).isEqualTo("code \u00fcber 5 \u20ac");
        for (String control :
                new String[] {"\n", "\r", "\t", "\u001b", "\u007f", "\u0085", "\u009b", "\u2028", "\u202e", "\u200b"}) {
            assertThat(Printable.of("a" + control + "b")).isEqualTo("a b");
        }
        assertThat(Printable.of("x".repeat(400))).hasSize(303).endsWith("x...");
    }

    @Test
    void endOfLongTextIsMarkedAsOmitted() {
        assertThat(Printable.of("a" + " ".repeat(2_399))).isEqualTo("a");
        assertThat(Printable.of("a" + " ".repeat(2_399) + "b")).isEqualTo("a...");
    }

    @Test
    void addressIsShownWithoutPasswordAndQuery() {
        assertThat(HttpTransport.withoutQuery(URI.create("https://user:pass@as.example/token?key=1#x")))
                .isEqualTo("https://***@as.example/token");
        assertThat(HttpTransport.withoutQuery(URI.create("https://as.example/a@b")))
                .isEqualTo("https://as.example/a@b");
    }

    @Test
    void queryOfAnAddressIsInNoToString() {
        URI address = URI.create("https://as.example/register?token=hidden-word");
        assertThat(HttpRequest.get(address, null))
                .hasToString("OutboundRequest[method=GET, target=https://as.example/register]");
        assertThat(new HttpAnswer(address, 200, Map.of(), new byte[0]).toString())
                .doesNotContain("hidden-word");
    }
}
