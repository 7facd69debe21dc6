package io.safire.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.ValidationException;
import org.junit.jupiter.api.Test;

class RedirectTest {

    @Test
    void keepsCookiesInTheirOrder() {
        Redirect redirect = Redirect.to("/chart").withCookie("a=1; Secure").withCookie("b=2");
        assertThat(redirect.target().value()).isEqualTo("/chart");
        assertThat(redirect.cookies()).containsExactly("a=1; Secure", "b=2");
    }

    @Test
    void rejectsCookieThatCouldEndTheHeader() {
        Redirect redirect = Redirect.to("/chart");
        for (String bad : new String[] {"a=1\r\nX: y", "a=1\nX: y", "a=\u0000", "a=\u00e9", ""}) {
            assertThatThrownBy(() -> redirect.withCookie(bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void rejectsTargetOnAnotherHost() {
        assertThatThrownBy(() -> Redirect.to("//attacker.example")).isInstanceOf(ValidationException.class);
    }

    @Test
    void masksCookieValues() {
        assertThat(Redirect.to("/chart").withCookie("sid=secret")).asString().doesNotContain("secret");
    }
}
