package io.safire.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthorizationRequestTest {

    @Test
    void keepsQueryOfEndpoint() {
        assertThat(request("https://as.example/authorize?x=1").uri().toString())
                .startsWith("https://as.example/authorize?x=1&");
        assertThat(request("https://as.example/authorize?").uri().toString())
                .startsWith("https://as.example/authorize?")
                .doesNotContain("?&");
    }

    /** A server that writes only the low byte of each character would turn U+010A into a line break. */
    @Test
    void encodesNonAsciiCharactersOfEndpoint() {
        assertThat(request("https://as.example/\u010AX-Made-Up:1").uri().toString())
                .matches("\\p{ASCII}+")
                .startsWith("https://as.example/%C4%8AX-Made-Up:1?");
    }

    private static AuthorizationRequest request(String endpoint) {
        return new AuthorizationRequest(
                "epic", URI.create(endpoint), Map.of("state", "s", "redirect_uri", "https://app.example/cb"), "v");
    }
}
