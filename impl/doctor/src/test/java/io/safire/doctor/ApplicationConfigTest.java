package io.safire.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationConfigTest {

    private static final String KEY = "safire.epic.client-id";

    @TempDir
    Path directory;

    @AfterEach
    void clearSystemProperties() {
        System.clearProperty(KEY);
        System.clearProperty("mp.config.profile");
    }

    @Test
    void environmentAndSystemPropertiesOverrideFile() throws IOException {
        write(ArchiveExtractor.CONFIGURATION, KEY + "=file\n");
        assertThat(read(Map.of()).getValue(KEY, String.class)).isEqualTo("file");
        Map<String, String> environment = Map.of("SAFIRE_EPIC_CLIENT_ID", "environment");
        assertThat(read(environment).getValue(KEY, String.class)).isEqualTo("environment");
        System.setProperty(KEY, "property");
        assertThat(read(environment).getValue(KEY, String.class)).isEqualTo("property");
    }

    @Test
    void ordinalInFileCounts() throws IOException {
        write(ArchiveExtractor.CONFIGURATION, "config_ordinal=350\n" + KEY + "=file\n");
        assertThat(read(Map.of("SAFIRE_EPIC_CLIENT_ID", "environment")).getValue(KEY, String.class))
                .isEqualTo("file");
    }

    @Test
    void expandsExpressions() throws IOException {
        write(ArchiveExtractor.CONFIGURATION, KEY + "=app-${STAGE}\n");
        assertThat(read(Map.of("STAGE", "test")).getValue(KEY, String.class)).isEqualTo("app-test");
    }

    @Test
    void appliesProfileOfKeyAndFile() throws IOException {
        write(ArchiveExtractor.CONFIGURATION, KEY + "=file\n%test." + KEY + "=profile\n");
        write("META-INF/microprofile-config-stage.properties", KEY + "=stage\n");
        System.setProperty("mp.config.profile", "test");
        assertThat(read(Map.of()).getValue(KEY, String.class)).isEqualTo("profile");
        System.setProperty("mp.config.profile", "stage");
        assertThat(read(Map.of()).getValue(KEY, String.class)).isEqualTo("stage");
    }

    @Test
    void readsFileOutsideOfClassPath() throws IOException {
        write("prod.properties", KEY + "=prod\n");
        try (ApplicationFiles files = ApplicationFiles.find(directory, Path.of("prod.properties"))) {
            assertThat(config(files, Map.of()).getValue(KEY, String.class)).isEqualTo("prod");
        }
    }

    @Test
    void quarkusFileOverridesConfiguration() throws IOException {
        write(ArchiveExtractor.CONFIGURATION, KEY + "=file\n");
        write("application.properties", KEY + "=quarkus\n");
        assertThat(read(Map.of()).getValue(KEY, String.class)).isEqualTo("quarkus");
    }

    private Config read(Map<String, String> environment) {
        try (ApplicationFiles files = ApplicationFiles.find(directory, null)) {
            return config(files, environment);
        }
    }

    private static Config config(ApplicationFiles files, Map<String, String> environment) {
        return ApplicationConfig.read(files, files.classLoader(), environment, Map.of());
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
