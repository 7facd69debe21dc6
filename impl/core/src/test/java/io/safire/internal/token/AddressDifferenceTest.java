package io.safire.internal.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressDifferenceTest {

    private static final URI BASE_URL = URI.create("https://fhir.example/api/r4/");

    /** The segment after the first difference could identify a patient. */
    @ParameterizedTest
    @CsvSource({
        "https://fhir.example/api/dstu2/Patient/mrn-1, https://fhir.example/api/dstu2",
        "https://fhir.example/other/r4/mrn-1, https://fhir.example/other",
        "https://fhir.example/api/r4/Patient/mrn-1, https://fhir.example/api/r4",
        "https://fhir.example//api//r4//Patient, https://fhir.example/api/r4",
        "https://fhir.example, https://fhir.example",
        "HTTPS://Other.EXAMPLE:0/api?x=mrn-1#mrn-1, https://other.example:0/api",
        "https://doe:pass@other.example:8443/r4, https://other.example:8443/r4",
        "urn:uuid:1, (no absolute URL)",
        "Patient/mrn-1, (no absolute URL)/Patient"
    })
    void redactsAddressAfterFirstDifference(URI address, String redacted) {
        assertThat(new AddressDifference(BASE_URL, address).redactedAddress()).isEqualTo(redacted);
    }

    @Test
    void namesOriginOnly() {
        assertThat(new AddressDifference(BASE_URL, URI.create("https://Other.example:8443/a?b#c")).origin())
                .isEqualTo("https://other.example:8443");
    }

    @Test
    void namesBothPaths() {
        assertThat(new AddressDifference(BASE_URL, URI.create("https://fhir.example/api")).cause())
                .isEqualTo("the path is /api, and that of base-url is /api/r4");
        assertThat(new AddressDifference(BASE_URL, URI.create("https://fhir.example/")).cause())
                .isEqualTo("the path is /, and that of base-url is /api/r4");
    }

    @Test
    void distinguishesLoopbackHostsOnlyFromEachOther() {
        URI loopback = URI.create("http://localhost:8080/r4");
        assertThat(new AddressDifference(loopback, URI.create("http://127.0.0.1:8080/r4")).cause())
                .isEqualTo("127.0.0.1 and localhost are different hosts");
        assertThat(new AddressDifference(loopback, URI.create("http://other.example:8080/r4")).cause())
                .isEqualTo("the host is other.example, and that of base-url is localhost");
        assertThat(new AddressDifference(BASE_URL, URI.create("http://localhost/api/r4")).cause())
                .isEqualTo("the host is localhost, and that of base-url is fhir.example");
    }
}
