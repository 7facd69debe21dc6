package io.safire.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurlCommandTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '"',
            value = {
                "https://fhir.example:8443/r4/.well-known/smart-configuration https://fhir.example:8443/r4/.well-known/smart-configuration",
                "https://fhir.example/token?secret=1 https://fhir.example/token",
                "https://fhir.example/token#secret https://fhir.example/token",
                "https://user:word@fhir.example/a https://fhir.example/a",
                "https://fhir.example/a;reboot 'https://fhir.example/a;reboot'",
                "https://fhir.example/$(reboot) 'https://fhir.example/$(reboot)'",
                "https://fhir.example/a';reboot;' 'https://fhir.example/a%27;reboot;%27'",
                "https://fhir.example/&reboot 'https://fhir.example/&reboot'",
                "http://[::1]:8080/fhir 'http://[::1]:8080/fhir'"
            })
    void quotesUrlAndOmitsSecrets(String url, String expected) {
        assertThat(CurlCommand.of(URI.create(url))).isEqualTo("curl -v " + expected);
    }
}
