package io.safire.internal.config;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.internal.TestServers;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The generated table in {@code docs/settings.adoc}; {@code -Ddocs.write=true} writes it. */
class SettingsTableTest {

    private static final List<String> SETTING_READERS = List.of(
            "ServerSettingsReader",
            "ProfileSettings",
            "EndpointSettings",
            "ResourceSettings",
            "ClientSettings",
            "AssertionSettings",
            "KeyPublicationSettings",
            "IdentitySettings",
            "RegistrationSettings",
            "AdditionalParameters",
            "GatewayHeaders",
            "ProxySettings",
            "HttpSettings",
            "ResilienceSettings",
            "MetadataSettings",
            "LaunchSettings",
            "ManagedTokenSettings",
            "Secrets",
            "KeySlot");

    private static final Path TABLE = Path.of("../../docs/settings.adoc");

    private final Properties descriptions = new Properties();

    @BeforeEach
    void readDescriptions() throws IOException {
        try (Reader reader =
                Files.newBufferedReader(Path.of("src/main/resources/io/safire/internal/config/settings.properties"))) {
            descriptions.load(reader);
        }
    }

    @Test
    void documentsAllSettings() throws IOException {
        String expected = """
                = Settings
                :toc:

                Each key has the prefix `safire.` for the default server, or `safire.<name>.` for a named server. Write a name with dots in
                quotes: `safire."fhir.example".base-url`. Durations and instants are in ISO-8601 format. Append the port to a host if it is not
                the default port (`fhir.example:8443`). Safire reads secrets and keys at each token request, and the trust store, the key store,
                the headers and the settings of the proxy when the application starts. A client that the application creates in code has the same settings without prefix; see
                xref:guides/clients-in-code.adoc[Clients in code].

                """
                + Arrays.stream(SettingGroup.values())
                        .map(group -> group.section(setting ->
                                tableRow(setting.key(), setting.type().description(), setting.defaultValue(), "")))
                        .collect(joining())
                + "== Settings of the application\n\n"
                + SettingGroup.TABLE_HEAD
                + Arrays.stream(ApplicationSetting.values())
                        .map(setting ->
                                tableRow(setting.segment(), setting.type(), setting.defaultValue(), ConfigKey.ROOT))
                        .collect(joining("\n"))
                + SettingGroup.TABLE_END
                + """

                == Keys for all servers

                These settings can also apply to all servers: COMMON. If there is no default server, `safire.<key>` applies to each server that
                does not set the key itself. `safire.store-key` applies to all servers even if there is a default server. A server with its own
                `trust-store.location` uses only its own `trust-store.password`. Any other `safire.<key>` requires a default server. The
                exceptions are `safire.endpoint-hosts` and `safire.allow-insecure-localhost`, which also apply to the brand bundles of vendors
                (`SmartClients.brands`).

                == Expressions in values

                MicroProfile Config replaces the expression `${SMART_CLIENT_SECRET}` in a value with the value of this environment variable,
                system property or configuration key. If the variable is not set, the deployment fails (SAFIRE-0116), even if the setting is
                optional. For an optional variable, give the expression an empty default: `${SMART_CLIENT_SECRET:}`. If the expression may be part
                of a secret, the message does not show it (SAFIRE-0125).

                These rules also apply to the values of environment variables. If a value contains a dollar sign, MicroProfile Config can change
                it: `pa$$word` becomes `pa$word` on runtimes with SmallRye Config, and `pa${x:y}word` becomes `payword`. Write a backslash before
                each dollar sign: `pa\\$\\$word`. In a properties file, write two backslashes, because the format of the file also replaces
                backslashes. If a secret differs from its text in the configuration, Safire logs SAFIRE-0119 when the application starts.

                == Names of servers

                Safire finds the name of a server in a configuration key (`safire.nord.base-url`) or at an injection point
                (`@SmartServer("nord")`). Each server requires a `base-url`. `@Inject SmartClient` without `@SmartServer` injects the client of
                the default server or, without a default server, the client of the only server.

                If all settings of a server are environment variables, such as `SAFIRE_NORD_BASE_URL`, list the server in `safire.servers`,
                because the name of a variable does not show capital letters, dashes and dots. `safire.servers` must then be the complete list of
                servers, including `default` if the default server is used.

                Names are compared exactly. A name must not equal the first segment of a setting, such as `private-key` or `scopes`. For a name
                with dots, this rule applies to the part before the first dot.

                == Keys that end with a name

                The last part of a key such as `safire.epic.headers.Ocp-Apim-Subscription-Key` is a name that you choose. The name must not
                contain a dot or a quote. Safire finds a name only in a configuration source that lists its keys. For a source that does not list
                its keys, write the key into a listed source, with an expression as its value.

                An environment variable can also set such a key: `SAFIRE_EPIC_HEADERS_X_API_KEY`. The name of a variable shows neither small
                letters nor hyphens. Therefore, Safire reads the name in small letters, and reads each underscore in the name of a header as a
                hyphen: `x-api-key`. If another source contains the key that corresponds to the variable, the name of this key applies.

                == Unknown keys

                An unknown key with the prefix `safire.` stops the deployment. One message lists all unknown keys, each with the nearest known
                key: `safire.epic.scope (did you mean safire.epic.scopes?)`. The deployment also fails if a server name has settings but no
                `base-url`. With `safire.unknown-keys=warn`, the message is a warning, and Safire ignores the keys. Safire checks the keys of a
                profile (`%dev.safire.epic.base-url`) only if the profile is active.

                Safire also checks environment variables with the prefix of a server (`SAFIRE_EPIC_`), except the variables that Kubernetes sets
                for a service (`SAFIRE_EPIC_SERVICE_HOST`). Other variables with the prefix `SAFIRE_` may belong to other programs, so Safire
                reports them only if they are similar to a setting (`SAFIRE_SCOPE`).
                """;
        expected = expected.replace("COMMON", commonKeys());
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(TABLE, expected);
        }
        assertThat(TABLE).hasContent(expected);
    }

    private static String commonKeys() {
        return Arrays.stream(Setting.values())
                .filter(Setting::isCommon)
                .map(setting -> "`" + setting.key() + "`")
                .collect(joining(", "));
    }

    private String tableRow(String key, String type, String defaultValue, String prefix) {
        String[] documentation = descriptions.getProperty(key, "").split(" \\| ", 2);
        assertThat(documentation).as(key + " in settings.properties").hasSize(2);
        return "|`" + prefix + key + "` |" + type + " |" + defaultValue + " |`" + documentation[0] + "` |"
                + documentation[1];
    }

    @Test
    void describesNoOtherSetting() {
        Set<String> keys = new TreeSet<>(ConfigKey.SETTINGS);
        Arrays.stream(ApplicationSetting.values()).forEach(setting -> keys.add(setting.segment()));
        assertThat(new TreeSet<>(descriptions.stringPropertyNames())).isEqualTo(keys);
    }

    @Test
    void defaultsAreValid() {
        Map<String, String> defaults = new HashMap<>(Map.of("safire.epic.base-url", "https://fhir.example/r4"));
        for (Setting setting : Setting.values()) {
            if (!setting.type().min().isEmpty()) {
                defaults.put("safire.epic." + setting.key(), setting.defaultValue());
            }
        }
        assertThat(TestServers.of(defaults).read("epic").http().readTimeout()).hasSeconds(15);
    }

    @Test
    void everySettingBelongsToOneGroup() {
        assertThat(Stream.of(SettingGroup.values()).flatMap(group -> group.settings().stream()))
                .containsExactlyInAnyOrder(Setting.values());
    }

    @Test
    void readsEverySetting() throws IOException {
        StringBuilder code = new StringBuilder();
        for (String reader : SETTING_READERS) {
            code.append(Files.readString(Path.of("src/main/java/io/safire/internal/config/" + reader + ".java")));
        }
        assertThat(Setting.values())
                .allMatch(setting -> code.toString().matches("(?s).*\\b" + setting.name() + "\\b.*"));
        String check = Files.readString(Path.of("src/main/java/io/safire/internal/config/ConfigKeyValidator.java"));
        assertThat(ApplicationSetting.values())
                .allMatch(setting -> check.contains("text(ApplicationSetting." + setting + ","));
    }
}
