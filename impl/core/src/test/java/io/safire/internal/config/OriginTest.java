package io.safire.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class OriginTest {

    @Test
    void comparesSchemeHostAndPort() {
        assertThat(same("https://as.example", "HTTPS://AS.example:443/x?y")).isTrue();
        assertThat(same("http://localhost", "http://localhost:80/")).isTrue();
        assertThat(same("https://as.example", "http://as.example")).isFalse();
        assertThat(same("https://as.example", "https://as.example:8443")).isFalse();
        assertThat(same("https://as.example", "https://as.example.attacker.example"))
                .isFalse();
    }

    @Test
    void neverMatchesUrlWithoutOrigin() {
        for (String withoutOrigin : new String[] {"/x", "urn:x", "https:///x", "https://user@as.example"}) {
            assertThat(same(withoutOrigin, withoutOrigin)).as(withoutOrigin).isFalse();
        }
    }

    @Test
    void showsOnlyNonDefaultPort() {
        assertThat(authority("https://AS.example:443/x")).isEqualTo("as.example");
        assertThat(authority("https://as.example:80")).isEqualTo("as.example:80");
        assertThat(authority("http://[::1]:8080")).isEqualTo("[::1]:8080");
    }

    private static boolean same(String one, String other) {
        return Origin.isSame(URI.create(one), URI.create(other));
    }

    private static String authority(String url) {
        return Origin.of(URI.create(url)).orElseThrow().authority();
    }
}
