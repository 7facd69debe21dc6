package io.safire.impl.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlRuleTest {

    private final UrlRule strict = new UrlRule(false);
    private final UrlRule loopback = new UrlRule(true);

    @ParameterizedTest
    @ValueSource(strings = {"https://fhir.example/r4", "HTTPS://FHIR.EXAMPLE", "https://localhost:8443"})
    void allowsHttps(String url) {
        assertThat(strict.allows(URI.create(url))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:80", "http://127.0.0.1/a", "http://127.3.2.1", "http://[::1]:8080/x"})
    void allowsHttpForLoopbackOnlyWhereItIsSet(String url) {
        assertThat(loopback.allows(URI.create(url))).isTrue();
        assertThat(strict.allows(URI.create(url))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://fhir.example",
                "http://localhost.attacker.example",
                "http://127.0.0.1.attacker.example",
                "http://localhost@attacker.example",
                "https://user:word@fhir.example",
                "ftp://localhost",
                "/relative",
                "https:opaque",
                "ws://127.0.0.1"
            })
    void refusesEverythingElse(String url) {
        assertThat(loopback.allows(URI.create(url))).isFalse();
    }
}
