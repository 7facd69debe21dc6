package io.safire.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.ConfigurationException;
import io.safire.internal.TestServers;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceSettingsTest {

    private static final String KEY = "further-resource-urls";

    @Test
    void readsUrlsThatCommasSeparate() {
        ResourceSettings resources = TestServers.epic(Map.of(KEY, "https://b.example/x , https://a.example"))
                .resources();
        assertThat(resources.furtherUrls())
                .containsExactly(URI.create("https://a.example"), URI.create("https://b.example/x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",",
                "imaging.example/dicom-web",
                "https:imaging.example",
                "https://*.imaging.example/dicom-web",
                "https://imaging.example/*",
                "https://user@imaging.example/dicom-web",
                "https://imaging.example/dicom-web?key=1",
                "https://imaging.example/dicom-web#top",
                "https://imaging.example/dicom-web/..",
                "https://imaging.example/a/../dicom-web",
                "https://imaging.example/..;/dicom-web",
                "https://imaging.example/%2e%2e/dicom-web",
                "http://imaging.example/dicom-web",
                "http://localhost:8080/dicom-web",
                "https://imaging.example/dicom web",
                "https://fhir.example/a, imaging.example"
            })
    void rejectsUnusableUrl(String value) {
        assertThatThrownBy(() -> TestServers.epic(Map.of(KEY, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("safire.epic.further-resource-urls");
    }

    @Test
    void allowsLoopbackHttpBesideLoopbackBaseUrl() {
        ResourceSettings resources = TestServers.epic(
                        Map.of("base-url", "http://localhost:8080/fhir", KEY, "http://localhost:8081/imaging"))
                .resources();
        assertThat(resources.furtherUrls()).containsExactly(URI.create("http://localhost:8081/imaging"));
    }

    @Test
    void reportsEachUnusableUrl() {
        assertThatThrownBy(
                        () -> TestServers.epic(Map.of(KEY, "a.example, b.example, http://c.example, http://d.example")))
                .hasMessageContaining("(a.example)")
                .hasMessageContaining("(b.example)")
                .hasMessageContaining("(http://c.example)")
                .hasMessageContaining("(http://d.example)");
    }
}
