package io.safire.internal.brand;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceResolverTest {

    private final ReferenceResolver references = new ReferenceResolver("Endpoint");

    @Test
    void prefersEntryWithSameBaseUrl() {
        add("https://a.example/fhir/Endpoint/1");
        add("https://b.example/fhir/Endpoint/1");
        references.add("urn:uuid:7", "urn:uuid:7", "7");
        String from = "https://b.example/fhir/Organization/9";
        assertThat(references.resolve(from, "Endpoint/1")).contains("https://b.example/fhir/Endpoint/1");
        assertThat(references.isUncertain(from, "Endpoint/1")).isFalse();
        assertThat(references.resolve("urn:uuid:1", "Endpoint/1")).contains("https://a.example/fhir/Endpoint/1");
        assertThat(references.isUncertain("urn:uuid:1", "Endpoint/1")).isTrue();
        assertThat(references.isUncertain("https://c.example/fhir/Organization/9", "Endpoint/1"))
                .isTrue();
        assertThat(references.resolve(from, "https://a.example/fhir/Endpoint/1/_history/2"))
                .contains("https://a.example/fhir/Endpoint/1");
        assertThat(references.resolve(from, "urn:uuid:7")).contains("urn:uuid:7");
        assertThat(references.resolve("urn:uuid:1", "Endpoint/2/_history/3")).isEmpty();
    }

    @Test
    void resolvesEachFormOfReference() {
        add("https://a.example/fhir/Endpoint/1");
        for (String reference : List.of(
                "1",
                "Endpoint/1",
                "endpoint/1",
                "ENDPOINT/1",
                "/Endpoint/1",
                "./Endpoint/1",
                "Endpoint/1/",
                "Endpoint/1/_history/2",
                "https://a.example/fhir/Endpoint/1",
                "https://a.example/fhir/endpoint/1",
                "https://a.example/fhir/Endpoint/1/_history/2")) {
            assertThat(references.resolve("urn:uuid:1", reference))
                    .as(reference)
                    .contains("https://a.example/fhir/Endpoint/1");
        }
        for (String reference : List.of(
                "",
                "/",
                "#",
                "#1",
                "2",
                "Organization/1",
                "MyEndpoint/1",
                "Endpoint/1/2",
                "urn:uuid:2",
                "https://other.example/fhir/Endpoint/1",
                "https://a.example/fhir/MyEndpoint/1",
                "https://a.example/fhir/Organization/1")) {
            assertThat(references.resolve("urn:uuid:1", reference))
                    .as(reference)
                    .isEmpty();
        }
    }

    @Test
    void ignoresBaseUrlOnlyIfEntryHasNone() {
        references.add("urn:uuid:AB", "urn:uuid:AB", "1");
        references.add("https://brands.example/list#Endpoint/2", "", "2");
        references.add("https://brands.example/fhir", "https://brands.example/fhir", "3");
        for (String base : List.of("https://a.example/fhir/", "http://b.example:8080/")) {
            assertThat(references.resolve("urn:uuid:9", base + "Endpoint/1")).contains("urn:uuid:AB");
            assertThat(references.resolve("urn:uuid:9", base + "endpoint/2/_history/1"))
                    .contains("https://brands.example/list#Endpoint/2");
        }
        assertThat(references.resolve("urn:uuid:9", "URN:UUID:ab")).contains("urn:uuid:AB");
        assertThat(references.resolve("urn:uuid:9", "urn:uuid:2")).contains("https://brands.example/list#Endpoint/2");
        assertThat(references.resolve("urn:uuid:9", "3")).contains("https://brands.example/fhir");
    }

    @Test
    void resolvesContainedResourceInItsContainerOnly() {
        String container = "https://a.example/fhir/Organization/1";
        references.add(container + "#r4", "", "");
        assertThat(references.resolve(container, "#r4")).contains(container + "#r4");
        assertThat(references.resolve(container, "r4")).contains(container + "#r4");
        assertThat(references.resolve(container, "Endpoint/r4")).contains(container + "#r4");
        assertThat(references.resolve("https://a.example/fhir/Organization/2", "#r4"))
                .isEmpty();
        add("https://a.example/fhir/Endpoint/r4");
        assertThat(references.resolve(container, "Endpoint/r4")).contains("https://a.example/fhir/Endpoint/r4");
        assertThat(references.resolve(container, "#r4")).contains(container + "#r4");
    }

    @Test
    void marksReferenceToOtherBaseUrlAsUncertain() {
        add("https://a.example/fhir/Endpoint/1");
        references.add("urn:uuid:2", "urn:uuid:2", "2");
        String from = "https://b.example/fhir/Organization/9";
        assertThat(references.resolve(from, "Endpoint/1")).contains("https://a.example/fhir/Endpoint/1");
        assertThat(references.isUncertain(from, "Endpoint/1")).isTrue();
        assertThat(references.isUncertain("urn:uuid:9", "Endpoint/1")).isFalse();
        assertThat(references.isUncertain(from, "https://a.example/fhir/Endpoint/1"))
                .isFalse();
        assertThat(references.isUncertain(from, "Endpoint/2")).isFalse();
        assertThat(references.isUncertain(from, "Endpoint/3")).isFalse();
    }

    @Test
    void distinguishesRegularReferences() {
        for (String regular :
                List.of("Endpoint/1", "Endpoint/1/_history/2", "urn:uuid:a", "#1", "https://a.example/x")) {
            assertThat(references.isRegular(regular)).as(regular).isTrue();
        }
        for (String irregular : List.of("1", "endpoint/1", "/Endpoint/1", "https://a.example/endpoint/1")) {
            assertThat(references.isRegular(irregular)).as(irregular).isFalse();
        }
    }

    /** Appending each reference to the base URL of such an entry would take hours for a long bundle. */
    @Test
    void skipsBaseUrlOfLongEntryId() {
        String endless = "https://b.example/" + "x".repeat(3000) + "/";
        references.add(endless + "Endpoint/1", endless + "Endpoint/1", "7");
        assertThat(references.resolve(endless + "Organization/9", "Endpoint/1")).isEmpty();
        assertThat(references.resolve(endless + "Organization/9", endless + "Endpoint/1"))
                .contains(endless + "Endpoint/1");
    }

    private void add(String url) {
        references.add(url, url, url.substring(url.lastIndexOf('/') + 1));
    }
}
