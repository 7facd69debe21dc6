package io.safire.tck.safire.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.tck.browser.Hop;
import org.junit.jupiter.api.Assertions;

/** Assertions on the error pages of the library. */
public final class ErrorPageAssertions {

    private ErrorPageAssertions() {}

    /** Asserts the status, the headers and the text of an error page. */
    public static void assertShown(Hop hop, int status) {
        Assertions.assertAll(
                hop.toString(),
                () -> assertThat(hop.status()).as("status").isEqualTo(status),
                () -> assertThat(hop.header("content-type"))
                        .as("Content-Type")
                        .isEqualToIgnoringWhitespace("text/html;charset=utf-8"),
                () -> assertThat(hop.header("content-security-policy"))
                        .as("Content-Security-Policy")
                        .startsWith("default-src 'none'")
                        .contains("frame-ancestors https://ehr.example"),
                () -> assertThat(hop.header("cache-control"))
                        .as("Cache-Control")
                        .isEqualTo("no-store"),
                () -> assertThat(hop.header("referrer-policy"))
                        .as("Referrer-Policy")
                        .isEqualTo("no-referrer"),
                () -> assertThat(hop.header("x-content-type-options"))
                        .as("X-Content-Type-Options")
                        .isEqualTo("nosniff"),
                () -> assertThat(hop.headers()).as("headers").doesNotContainKey("location"),
                () -> assertThat(hop.body())
                        .as("page")
                        .startsWith("<!DOCTYPE html>")
                        .contains("<html lang=", "<meta name=\"viewport\"", "<h1>")
                        .doesNotContain("Exception", "localhost", "attacker"));
    }
}
