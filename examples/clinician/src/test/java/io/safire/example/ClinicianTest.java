package io.safire.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.inject.SmartBearer;
import jakarta.enterprise.inject.Stereotype;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ClinicianTest {

    /**
     * Without a bean-defining annotation, WildFly does not discover the clients, because {@code beans.xml} sets {@code
     * annotated}.
     */
    @Test
    void clientsHaveBeanDefiningAnnotation() {
        assertThat(FhirApi.class).hasAnnotation(SmartBearer.class);
        assertThat(NightlyApi.class).hasAnnotation(SmartBearer.class);
        assertThat(SmartBearer.class).hasAnnotation(Stereotype.class);
    }

    @Test
    void configuresNoWildcardScopes() throws IOException {
        assertThat(settings().getProperty("safire.ehr.scopes"))
                .contains("patient/Patient.rs")
                .doesNotContain("*");
        assertThat(settings().getProperty("safire.nightly.scopes"))
                .contains("system/Patient.rs")
                .doesNotContain("*");
    }

    @Test
    void containsNoSecrets() throws IOException {
        assertThat(settings().stringPropertyNames())
                .contains("safire.ehr.client-id")
                .noneMatch(
                        name -> name.contains("secret") || name.contains("private-key") || name.contains("store-key"));
    }

    @Test
    void reportsUnknownTotal() {
        assertThat(BackendJob.formatTotal(
                        Json.createObjectBuilder().add("total", 5).build()))
                .isEqualTo("5");
        assertThat(BackendJob.formatTotal(JsonValue.EMPTY_JSON_OBJECT)).isEqualTo("an unknown number of");
    }

    private static Properties settings() throws IOException {
        Properties settings = new Properties();
        try (InputStream file = BackendJob.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
            settings.load(new InputStreamReader(file, UTF_8));
        }
        return settings;
    }
}
