package io.safire.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlPolicyTest {

    private final UrlPolicy strict = new UrlPolicy(false);
    private final UrlPolicy loopback = new UrlPolicy(true);

    @ParameterizedTest
    @ValueSource(strings = {"https://fhir.example/r4", "HTTPS://FHIR.EXAMPLE", "https://localhost:8443"})
    void allowsHttps(String url) {
        assertThat(strict.isAllowed(URI.create(url))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:80", "http://127.0.0.1/a", "http://127.3.2.1", "http://[::1]:8080/x"})
    void allowsHttpForLoopbackOnlyIfPermitted(String url) {
        assertThat(loopback.isAllowed(URI.create(url))).isTrue();
        assertThat(strict.isAllowed(URI.create(url))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://fhir.example,",
        "http://fhir.example,NOT_HTTPS",
        "ftp://localhost,NOT_HTTPS",
        "http://localhost:8080/a,LOOPBACK_HTTP",
        "https://user@fhir.example,USER_NAME",
        "http://user:word@localhost,USER_NAME",
        "https://fhir_1.example,HOST_NAME",
        "http://fhir_1.example/r4,HOST_NAME",
        "https://user@fhir_1.example,USER_NAME",
        "https://*.example/a,HOST_NAME",
        "https://fhir.example/{tenant},MALFORMED",
        "https://fhir.example/a b,MALFORMED",
        "/relative,NOT_ABSOLUTE",
        "file:///etc,NOT_ABSOLUTE"
    })
    void namesViolation(String url, @Nullable UrlViolation expected) {
        assertThat(strict.violation(url)).isEqualTo(Optional.ofNullable(expected));
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
    void rejectsOtherUrls(String url) {
        assertThat(loopback.isAllowed(URI.create(url))).isFalse();
    }
}
