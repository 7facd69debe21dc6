package io.safire.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestCookiesTest {

    @Test
    void readsValuesWithAndWithoutQuotes() {
        RequestCookies cookies = RequestCookies.parse("$Version=\"1\"; one=\"a.b-c\"; $Path=\"/\"; two=d=e; one=later");
        assertThat(cookies.values())
                .containsEntry("one", "a.b-c")
                .containsEntry("two", "d=e")
                .hasSize(4);
    }

    @Test
    void keepsLoneQuoteAndIgnoresMalformedPairs() {
        assertThat(RequestCookies.parse("one=\"; ; =x; y").values()).isEqualTo(Map.of("one", "\""));
        assertThat(RequestCookies.parse(null).values()).isEmpty();
    }

    @Test
    void stripsOnlySpaceAndTab() {
        assertThat(RequestCookies.parse(" \tone=1\t ;\ttwo=2 ").values()).isEqualTo(Map.of("one", "1", "two", "2"));
        for (char other : "\u000b\u000c\u001c\u001f\u0085\u00a0\u1680\u2003\u2028\u3000\ufeff".toCharArray()) {
            assertThat(RequestCookies.parse("a=b; " + other + "__Host-safire-x=1" + other)
                            .values())
                    .as("U+%04x", (int) other)
                    .doesNotContainKey("__Host-safire-x")
                    .containsEntry(other + "__Host-safire-x", "1" + other);
        }
    }

    @Test
    void readsRunsOfBlanksInLinearTime() {
        String header = "one=a" + " ".repeat(300_000) + "b;" + "\t".repeat(300_000) + "two=2";
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(RequestCookies.parse(header).values()).containsEntry("two", "2"));
    }

    @Test
    void masksValuesInToString() {
        assertThat(RequestCookies.parse("one=hidden").toString())
                .contains("one")
                .doesNotContain("hidden");
    }
}
