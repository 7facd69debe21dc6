package io.safire.impl.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of settings in the documentation is made from the constants; {@code -Ddocs.write=true} writes it. */
class SettingsTableTest {

    private static final Path TABLE = Path.of("../../docs/settings.adoc");

    @Test
    void documentationHasTheSettingsThatTheCodeReads() throws IOException {
        String expected =
                """
                = Settings

                Each key stands below `safire.` for the default server, and below `safire.<name>.` for a named one. A name with dots is quoted:
                `safire."fhir.example".base-url`. Durations are ISO-8601. Secrets and keys are looked up at each token request,
                trust store and key store when the application starts.

                [cols="2,2,2,3,4"]
                |===
                |Key |Form |Default |Example |Purpose

                """ + Arrays.stream(Setting.values()).map(Setting::row).collect(Collectors.joining("\n")) + "\n|===\n";
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(TABLE, expected);
        }
        assertThat(TABLE).hasContent(expected);
    }

    @Test
    void everySettingIsRead() throws IOException {
        String code = Files.readString(Path.of("src/main/java/io/safire/impl/config/SettingsReader.java"))
                + Files.readString(Path.of("src/main/java/io/safire/impl/config/Secrets.java"))
                + Files.readString(Path.of("src/main/java/io/safire/impl/config/KeySlot.java"));
        assertThat(Setting.values()).allMatch(setting -> code.matches("(?s).*\\b" + setting.name() + "\\b.*"));
    }
}
