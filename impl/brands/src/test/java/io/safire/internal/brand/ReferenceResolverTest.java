package io.safire.internal.brand;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReferenceResolverTest {

    private final ReferenceResolver references = new ReferenceResolver();

    @Test
    void prefersEntryWithSameBaseUrl() {
        references.add("https://a.example/fhir/Endpoint/1", "Endpoint/1");
        references.add("https://b.example/fhir/Endpoint/1", "Endpoint/1");
        assertThat(references.resolve("https://b.example/fhir/Organization/9", "Endpoint/1"))
                .isEqualTo("https://b.example/fhir/Endpoint/1");
        assertThat(references.resolve("urn:uuid:1", "Endpoint/1")).isEqualTo("https://a.example/fhir/Endpoint/1");
        assertThat(references.resolve("urn:uuid:1", "Endpoint/2/_history/3")).isEqualTo("Endpoint/2");
    }

    /** Appending each reference to the base URL of such an entry would take hours for a long bundle. */
    @Test
    void skipsBaseUrlOfLongEntryId() {
        String endless = "https://b.example/" + "x".repeat(3000) + "/";
        references.add(endless + "Endpoint/1", "Endpoint/7");
        assertThat(references.resolve(endless + "Organization/9", "Endpoint/1")).isEqualTo("Endpoint/1");
    }
}
