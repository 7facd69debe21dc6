package io.safire.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentCookiesTest {

    @Test
    void readsValuesWithAndWithoutQuotes() {
        AgentCookies cookies = AgentCookies.parse("$Version=\"1\"; one=\"a.b-c\"; $Path=\"/\"; two=d=e; one=later");
        assertThat(cookies.values())
                .containsEntry("one", "a.b-c")
                .containsEntry("two", "d=e")
                .hasSize(4);
    }

    @Test
    void keepsALoneQuoteAndPassesOverWhatIsNoCookie() {
        assertThat(AgentCookies.parse("one=\"; ; =x; y").values()).isEqualTo(Map.of("one", "\""));
        assertThat(AgentCookies.parse(null).values()).isEmpty();
    }

    @Test
    void showsNoValue() {
        assertThat(AgentCookies.parse("one=hidden").toString()).contains("one").doesNotContain("hidden");
    }
}
