package io.safire.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.internal.config.AuthorizeMethod;
import io.safire.internal.config.LaunchSettings;
import io.safire.launch.AuthorizationRequest;
import io.safire.web.WebResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthorizationPageTest {

    private static final LaunchSettings SETTINGS = new LaunchSettings(
            AuthorizeMethod.POST, Duration.ofMinutes(10), List.of("https://ehr.example"), List.of(), false);
    private static final AuthorizationRequest REQUEST = new AuthorizationRequest(
            "epic",
            URI.create("https://as.example/authorize?a=1&b=2"),
            Map.of("state", "<\"1\">", "redirect_uri", "https://app.example/callback"),
            "verifier");

    private final WebResponse page = AuthorizationPage.of(REQUEST, SETTINGS, "n0nce", List.of("a=1"));

    @Test
    void hasButtonForDisabledScripts() {
        assertThat(page.body())
                .contains(
                        "<html lang=\"en\">",
                        "<meta name=\"viewport\"",
                        "<h1>Continue to sign in</h1>",
                        "<button>Continue</button>");
    }

    @Test
    void escapesParameters() {
        assertThat(page.body())
                .contains("action=\"https://as.example/authorize?a=1&amp;b=2\"")
                .contains("name=\"state\" value=\"&lt;&quot;1&quot;&gt;\"")
                .doesNotContain("verifier");
    }

    @Test
    void allowsOnlyOwnStyleScriptAndTarget() {
        assertThat(page.header("Content-Security-Policy"))
                .containsExactly("default-src 'none'; script-src 'nonce-n0nce'; style-src " + Html.STYLE_SOURCE
                        + "; form-action https://as.example https://app.example; base-uri 'none'; frame-ancestors"
                        + " https://ehr.example");
        assertThat(page.header("Set-Cookie")).containsExactly("a=1");
    }
}
