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

                """ + Arrays.stream(Setting.values()).map(Setting::row).collect(Collectors.joining("\n"))
                        + """

                |===

                == Settings of the application

                [cols="2,2,2,3,4"]
                |===
                |Key |Form |Default |Example |Purpose

                """
                        + Arrays.stream(ApplicationSetting.values())
                                .map(ApplicationSetting::row)
                                .collect(Collectors.joining("\n"))
                        + """

                |===

                == Names of servers

                Without `safire.servers`, a server is known if its `base-url` is set in any source and its name stands in a configuration key
                (`safire.nord.client-id`) or at an injection point (`@SmartServer("nord")`). `default` needs its `base-url` only.
                `@Inject SmartClient` without `@SmartServer` gives the default server or, if it is not configured, the only configured server.
                A server whose settings are all environment variables, such as `SAFIRE_NORD_BASE_URL`, is known only if `safire.servers` lists it:
                the name of a variable does not show capitals, dashes and dots. `safire.servers` is the complete list: settings below other names stop
                the deployment, and `default` has to be listed too. Names are compared exactly.
                A name must not equal the first segment of a setting, such as `private-key`, `scopes` or `servers`; for a name with dots, this applies to its
                part before the first dot.

                == Unknown keys

                A key below `safire.` that no server reads stops the deployment. One message lists all of them, each with the nearest known key:
                `safire.epic.scope (did you mean safire.epic.scopes?)`. Settings below a name without `base-url` also stop the deployment.
                Environment variables with the prefix of a server (`SAFIRE_EPIC_`) are compared in the same way, except those that
                Kubernetes sets for a service (`SAFIRE_EPIC_SERVICE_HOST`). A variable of the default server (`SAFIRE_SCOPE`) is reported only if it
                resembles a setting, since other programs have variables that begin with `SAFIRE_`.
                Keys of a profile (`%dev.safire.epic.base-url`) are not compared unless the profile is active.
                With `safire.unknown-keys=warn` the message is a warning, and the keys are ignored.
                """;
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
        String check = Files.readString(Path.of("src/main/java/io/safire/impl/config/KeyCheck.java"));
        assertThat(ApplicationSetting.values())
                .allMatch(setting -> check.contains("text(ApplicationSetting." + setting + ","));
    }
}
