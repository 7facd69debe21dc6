package io.safire.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.internal.LogCapture;
import io.safire.internal.TestServers;
import io.safire.internal.runtime.KnownRuntime;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerAddressCheckTest {

    private static final String TYPE = "org.example.PatientApi";
    private static final BearerInterface PATIENTS = new BearerInterface(TYPE, "epic", "fhir", "");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://fhir.example/r4",
                "https://fhir.example/r4/",
                "https://fhir.example:443/r4/Patient",
                "https://fhir.example",
                "https://fhir.example/",
                "no URL at all",
                ""
            })
    void logsNothingWhereTokenMayBeSent(String address) {
        assertThat(warnings(Map.of("fhir/mp-rest/url", address))).isEmpty();
        assertThat(warnings(Map.of())).isEmpty();
    }

    @Test
    void warnsOfUrlOutsideBaseUrl() {
        assertThat(warnings(Map.of("fhir/mp-rest/url", "https://user:pass@other.example/r4?key=secret")))
                .singleElement()
                .asString()
                .startsWith("WARNING SAFIRE-1303 epic: The REST client interface org.example.PatientApi never gets")
                .doesNotContain("pass", "secret");
        assertThat(warnings(Map.of("fhir/mp-rest/url", "https://other.example/r4")))
                .singleElement()
                .asString()
                .startsWith("WARNING SAFIRE-1302 epic: The REST client interface org.example.PatientApi")
                .contains("the address in fhir/mp-rest/url is https://other.example/r4, ")
                .contains("base-url is https://fhir.example/r4 (the host is other.example, ")
                .contains("set fhir/mp-rest/url=${safire.epic.base-url} or correct safire.epic.base-url.");
    }

    @Test
    void warnsOfHttpUrl() {
        assertThat(warnings(Map.of("fhir/mp-rest/url", "http://fhir.example/r4")))
                .singleElement()
                .asString()
                .startsWith("WARNING SAFIRE-1303 epic: The REST client interface org.example.PatientApi never gets")
                .contains("the scheme is http, and that of base-url is https");
    }

    @ParameterizedTest
    @ValueSource(strings = {TYPE + "/mp-rest/uri", TYPE + "/mp-rest/url", "fhir/mp-rest/uri"})
    void readsKeyThatRuntimePrefers(String key) {
        assertThat(warnings(Map.of("fhir/mp-rest/url", "https://fhir.example/r4", key, "https://other.example/r4")))
                .singleElement()
                .asString()
                .contains("the address in " + key + " is ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quarkus.rest-client.fhir.url",
                "quarkus.rest-client.\"fhir\".uri",
                "quarkus.rest-client.\"" + TYPE + "\".url"
            })
    void readsQuarkusKeysOnQuarkusOnly(String key) {
        Map<String, String> settings = Map.of(key, "https://other.example/r4");
        assertThat(warnings(settings)).isEmpty();
        assertThat(warnings(settings, PATIENTS, KnownRuntime.QUARKUS))
                .singleElement()
                .asString()
                .contains("the address in " + key + " is ");
    }

    @Test
    void readsAnnotationUrlIfNoKeyIsSet() {
        BearerInterface annotated = new BearerInterface(TYPE, "epic", "", "https://other.example/r4");
        assertThat(warnings(Map.of(), annotated, KnownRuntime.OTHER))
                .singleElement()
                .asString()
                .contains("set org.example.PatientApi/mp-rest/url=${safire.epic.base-url}");
        Map<String, String> overridden = Map.of(TYPE + "/mp-rest/url", "https://fhir.example/r4");
        assertThat(warnings(overridden, annotated, KnownRuntime.OTHER)).isEmpty();
    }

    private static List<String> warnings(Map<String, String> settings) {
        return warnings(settings, PATIENTS, KnownRuntime.OTHER);
    }

    private static List<String> warnings(Map<String, String> settings, BearerInterface type, KnownRuntime runtime) {
        try (LogCapture log = new LogCapture("io.safire.bearer")) {
            new BearerAddressCheck(
                            new SmallRyeConfigBuilder()
                                    .withSources(new PropertiesConfigSource(settings, "test", 100))
                                    .build(),
                            runtime)
                    .run(type, TestServers.epic());
            return log.lines();
        }
    }
}
