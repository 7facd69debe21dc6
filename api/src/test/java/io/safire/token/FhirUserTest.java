package io.safire.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class FhirUserTest {

    private static final URI BASE = URI.create("https://fhir.example/r4");

    @Test
    void resolvesRelativeReferenceAgainstBaseUrl() {
        FhirUser expected = new FhirUser(URI.create("https://fhir.example/r4/Practitioner/1"), "Practitioner", "1");
        assertThat(FhirUser.of("Practitioner/1", BASE)).contains(expected);
        assertThat(FhirUser.of("Practitioner/1", URI.create(BASE + "/"))).contains(expected);
        assertThat(expected.reference()).isEqualTo("Practitioner/1");
    }

    @Test
    void removesVersionFromAbsoluteReference() {
        FhirUser user = FhirUser.of("HTTPS://other.example:8443/a/b/Person/p-1.2/_history/7", BASE)
                .orElseThrow();
        assertThat(user.url()).hasToString("HTTPS://other.example:8443/a/b/Person/p-1.2");
        assertThat(user.type()).isEqualTo("Person");
        assertThat(user.id()).isEqualTo("p-1.2");
    }

    @Test
    void returnsEmptyForMalformedReference() {
        for (String text : List.of(
                "",
                "Practitioner",
                "/Practitioner/1",
                "Practitioner/1/",
                "Practitioner/..",
                "../Practitioner/1",
                "practitioner/1",
                "Practitioner/1?x=y",
                "Practitioner/1#a",
                "Practitioner/1 2",
                "Practitioner/" + "1".repeat(65),
                "https:///Practitioner/1",
                "https://fhir.example/%zz/Practitioner/1",
                "ftp://fhir.example/Practitioner/1",
                "https://fhir.example/" + "a".repeat(2100) + "/Practitioner/1")) {
            assertThat(FhirUser.of(text, BASE)).as(text).isEmpty();
        }
    }

    @Test
    void rejectsRelativeUrl() {
        assertThatThrownBy(() -> new FhirUser(URI.create("Practitioner/1"), "Practitioner", "1"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
