package io.safire.impl.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class OriginTest {

    @Test
    void schemeHostAndPortAreCompared() {
        assertThat(same("https://as.example", "HTTPS://AS.example:443/x?y")).isTrue();
        assertThat(same("http://localhost", "http://localhost:80/")).isTrue();
        assertThat(same("https://as.example", "http://as.example")).isFalse();
        assertThat(same("https://as.example", "https://as.example:8443")).isFalse();
        assertThat(same("https://as.example", "https://as.example.attacker.example"))
                .isFalse();
    }

    @Test
    void whatIsNowhereIsNotAtTheSamePlace() {
        for (String nowhere : new String[] {"/x", "urn:x", "https:///x", "https://user@as.example"}) {
            assertThat(same(nowhere, nowhere)).as(nowhere).isFalse();
        }
    }

    @Test
    void portIsShownWhereItIsNotTheUsualOne() {
        assertThat(authority("https://AS.example:443/x")).isEqualTo("as.example");
        assertThat(authority("https://as.example:80")).isEqualTo("as.example:80");
        assertThat(authority("http://[::1]:8080")).isEqualTo("[::1]:8080");
    }

    private static boolean same(String one, String other) {
        return Origin.same(URI.create(one), URI.create(other));
    }

    private static String authority(String url) {
        return Origin.of(URI.create(url)).orElseThrow().authority();
    }
}
