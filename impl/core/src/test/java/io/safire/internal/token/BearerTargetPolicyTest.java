package io.safire.internal.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.safire.discovery.SmartMetadata;
import io.safire.internal.TestServers;
import io.safire.internal.config.ServerSettings;
import jakarta.json.Json;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTargetPolicyTest {

    private static final URI BASE = URI.create("https://host.example/fhir");

    private final BearerTargetPolicy targets = new BearerTargetPolicy(settings(BASE.toString()), Optional::empty);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://host.example/fhir",
                "https://host.example/fhir/",
                "https://host.example/fhir/Patient/1",
                "https://host.example/fhir/Patient/a.b..c",
                "https://host.example/fhir?_getpages=1&x=../..",
                "https://host.example/fhir/ValueSet/$expand?url=http%3A%2F%2Fa",
                "https://host.example/fhir/Patient/1%7C2",
                "https://HOST.example:443/fhir/Patient",
                "HTTPS://host.example/fhir/Patient#top"
            })
    void allowsAddressesBelowBaseUrl(String url) {
        assertThat(targets.allows(URI.create(url))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://other.example/fhir/Patient/1",
                "https://host.example.evil.example/fhir/Patient/1",
                "https://host.example./fhir/Patient/1",
                "https://evil-host.example/fhir/Patient/1",
                "http://host.example/fhir/Patient/1",
                "ftp://host.example/fhir/Patient/1",
                "https://host.example:8443/fhir/Patient/1",
                "https://host.example@evil.example/fhir/Patient/1",
                "https://user@host.example/fhir/Patient/1",
                "https://host.example/fhir-evil/Patient/1",
                "https://host.example/fhirevil",
                "https://host.example/FHIR/Patient/1",
                "https://host.example/fhir;x/Patient/1",
                "https://host.example/",
                "https://host.example//fhir/Patient/1",
                "https://host.example/fhir/../evil",
                "https://host.example/fhir/..",
                "https://host.example/fhir/./Patient",
                "https://host.example/fhir/a/../../evil",
                "https://host.example/fhir/..;/evil",
                "https://host.example/fhir/..;a=b/evil",
                "https://host.example/fhir/%2e%2e/evil",
                "https://host.example/fhir/.%2E/evil",
                "https://host.example/fhir/..%2fevil",
                "https://host.example/fhir/..%5Cevil",
                "https://host.example/fhir/%252e%252e/evil",
                "https://host.example/fhir/..%3B/evil",
                "https://host.example/fhir/%c0%ae%c0%ae/evil",
                "https://host.example/fhir/..%00/evil",
                "https://host.example/fhir/..\u00e9/evil",
                "https://host.example/%66hir/Patient/1",
                "https://host.example/fhir%2fPatient",
                "/fhir/Patient/1",
                "Patient/1",
                "//host.example/fhir/Patient/1",
                "https:host.example/fhir",
                "urn:uuid:1"
            })
    void rejectsAllOtherAddresses(String url) {
        assertThat(targets.allows(URI.create(url))).isFalse();
    }

    @Test
    void allowsWholeHostForRootBaseUrl() {
        BearerTargetPolicy root = new BearerTargetPolicy(settings("https://host.example/"), Optional::empty);
        assertThat(root.allows(URI.create("https://host.example/Patient/1"))).isTrue();
        assertThat(root.allows(URI.create("https://host.example"))).isTrue();
        assertThat(root.allows(URI.create("https://other.example/Patient/1"))).isFalse();
    }

    @Test
    void distinguishesLoopbackHosts() {
        BearerTargetPolicy loopback = new BearerTargetPolicy(settings("http://localhost:8080/fhir"), Optional::empty);
        assertThat(loopback.allows(URI.create("http://localhost:8080/fhir/Patient")))
                .isTrue();
        assertThat(loopback.allows(URI.create("http://127.0.0.1:8080/fhir/Patient")))
                .isFalse();
        assertThat(loopback.allows(URI.create("http://localhost:8081/fhir/Patient")))
                .isFalse();
    }

    @Test
    void allowsOnlyHttpsAssociatedEndpoints() {
        SmartMetadata metadata = new SmartMetadata(
                BASE,
                Json.createObjectBuilder()
                        .add(
                                "associated_endpoints",
                                Json.createArrayBuilder()
                                        .add(Json.createObjectBuilder().add("url", "https://imaging.example/r4"))
                                        .add(Json.createObjectBuilder().add("url", "http://plain.example/r4")))
                        .build());
        BearerTargetPolicy associated = new BearerTargetPolicy(settings(BASE.toString()), () -> Optional.of(metadata));
        assertThat(associated.allows(URI.create("https://imaging.example/r4/ImagingStudy/1")))
                .isTrue();
        assertThat(associated.allows(URI.create("https://imaging.example/r4b/ImagingStudy/1")))
                .isFalse();
        assertThat(associated.allows(URI.create("http://plain.example/r4/Patient/1")))
                .isFalse();
        assertThat(associated.allows(URI.create("https://plain.example/r4/Patient/1")))
                .isFalse();
    }

    @Test
    void comparesLongAssociatedEndpointsInLinearTime() {
        String url = "https://imaging.example" + "/".repeat(300_000) + "x";
        SmartMetadata metadata = new SmartMetadata(
                BASE,
                Json.createObjectBuilder()
                        .add(
                                "associated_endpoints",
                                Json.createArrayBuilder()
                                        .add(Json.createObjectBuilder().add("url", url)))
                        .build());
        BearerTargetPolicy associated = new BearerTargetPolicy(settings(BASE.toString()), () -> Optional.of(metadata));
        assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThat(associated.allows(URI.create("https://imaging.example/r4")))
                        .isFalse());
    }

    @Test
    void skipsDiscoveryForDecidableAddresses() {
        BearerTargetPolicy silent = new BearerTargetPolicy(settings(BASE.toString()), () -> {
            throw new IllegalStateException("discovered");
        });
        assertThat(silent.allows(URI.create("https://host.example/fhir/Patient/1")))
                .isTrue();
        assertThat(silent.allows(URI.create("http://evil.example/fhir"))).isFalse();
    }

    @Test
    void allowsFurtherUrlsWithoutDiscovery() {
        BearerTargetPolicy further = new BearerTargetPolicy(
                TestServers.epic(Map.of(
                        "further-resource-urls", "https://imaging.example/dicom-web/, https://terms.example:8443/r4")),
                () -> {
                    throw new IllegalStateException("discovered");
                });
        for (String allowed : List.of(
                "https://fhir.example/r4/Patient/1",
                "https://imaging.example/dicom-web",
                "https://imaging.example/dicom-web/studies?PatientID=1",
                "https://terms.example:8443/r4/ValueSet")) {
            assertThat(further.allows(URI.create(allowed))).as(allowed).isTrue();
        }
        assertThat(further.allowsSomeBelow(URI.create("https://imaging.example/")))
                .isTrue();
        assertThat(further.allowsSomeBelow(URI.create("https://terms.example/")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://imaging.example/",
                "https://imaging.example/dicom-web2/studies",
                "https://imaging.example/dicom-web-evil",
                "https://imaging.example/DICOM-web/studies",
                "https://imaging.example:8443/dicom-web/studies",
                "https://imaging.example/dicom-web/../admin",
                "https://imaging.example/dicom-web/..;/admin",
                "https://imaging.example/dicom-web/%2e%2e/admin",
                "https://imaging.example.evil.example/dicom-web/studies",
                "https://user@imaging.example/dicom-web/studies",
                "http://imaging.example/dicom-web/studies"
            })
    void rejectsAddressesBesideFurtherUrl(String url) {
        BearerTargetPolicy further = new BearerTargetPolicy(
                TestServers.epic(Map.of("further-resource-urls", "https://imaging.example/dicom-web")),
                Optional::empty);
        assertThat(further.allows(URI.create(url))).isFalse();
    }

    @Test
    void comparesAddressThatIsAboveBaseUrl() {
        for (String above : new String[] {"https://host.example", "https://host.example/", BASE.toString()}) {
            assertThat(targets.allowsSomeBelow(URI.create(above))).as(above).isTrue();
        }
        for (String other : new String[] {
            "https://host.example/fhir/Patient", "https://other.example/", "http://host.example/", "/", "host.example"
        }) {
            assertThat(targets.allowsSomeBelow(URI.create(other))).as(other).isFalse();
        }
    }

    private static ServerSettings settings(String baseUrl) {
        return TestServers.epic(Map.of("base-url", baseUrl));
    }
}
