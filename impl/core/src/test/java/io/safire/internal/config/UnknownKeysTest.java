package io.safire.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.ConfigurationException;
import io.safire.internal.LogCapture;
import io.safire.internal.TestServers;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Configuration keys and environment variables that are not settings of the servers epic and two.dots. */
class UnknownKeysTest {

    private static final String ADVICE = ". Correct or remove the unknown keys.";

    private final Map<String, String> values = new HashMap<>(Map.of(
            "safire.epic.base-url", "https://fhir.example/r4",
            "safire.\"two.dots\".base-url", "https://fhir.dots.example/r4"));
    private final Map<String, String> variables = new HashMap<>();

    @ParameterizedTest
    @CsvSource({
        "safire.epic.scope, safire.epic.scopes",
        "safire.epic.clientid, safire.epic.client-id",
        "safire.epic.private-key.locaton, safire.epic.private-key.location",
        "safire.epic.foo.scopes, safire.epic.scopes",
        "safire.epci.scop, safire.epic.scopes",
        "safire.\"two.dots\".scope, safire.\"two.dots\".scopes",
        "safire.two.dots.scopes, safire.\"two.dots\".scopes",
        "safire.\"epic\".scopes, safire.epic.scopes",
        "safire.scope, safire.scopes",
        "safire.private-key.locaton, safire.private-key.location",
        "safire.server, safire.servers",
        "safire.unknown-key, safire.unknown-keys",
        "safire.Epic.scope, safire.epic.scopes"
    })
    void suggestsNearestKey(String key, String meant) {
        values.put(key, "x");
        assertThat(unknownKeys()).containsExactly(key + " (did you mean " + meant + "?)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "safire.epic.fhir-version",
                "safire.tck.libs",
                "safire.x",
                "safire.epic.url",
                "safire.epic/scopes"
            })
    void suggestsNoDistantKey(String key) {
        values.put(key, "x");
        assertThat(unknownKeys()).containsExactly(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "safire.epic.scopes",
                "safire.epic.private-key.location",
                "safire.epic.trust-store.password",
                "safire.\"two.dots\".client-secret.previous",
                "safire.store-key",
                "safire.store-key.previous",
                "safire.read-timeout",
                "safire.endpoint-hosts",
                "safire.allow-insecure-localhost",
                "%dev.safire.epic.scope",
                "epic/mp-rest/url",
                "safire.epic/mp-rest/url",
                "safirex.scope",
                "io.safire.http.RequestAttempt/send/Timeout/value"
            })
    void acceptsKnownAndForeignKeys(String key) {
        values.put(key, "x");
        assertThat(unknownKeys()).isEmpty();
    }

    @Test
    void acceptsEverySettingOfEachServer() {
        values.put("safire.base-url", "https://fhir.default.example/r4");
        for (Setting setting : Setting.values()) {
            values.putIfAbsent("safire." + setting.key(), "x");
            values.putIfAbsent("safire.epic." + setting.key(), "x");
            values.putIfAbsent("safire.\"two.dots\"." + setting.key(), "x");
        }
        values.put("safire.unknown-keys", "fail");
        assertThat(unknownKeys()).isEmpty();
        values.put("safire.servers", "default, epic,two.dots");
        assertThat(unknownKeys()).isEmpty();
    }

    @Test
    void reportsServerWithoutBaseUrlOnce() {
        values.put("safire.epci.scopes", "x");
        values.put("safire.epci.client-id", "x");
        values.put("safire.nord.scopes", "x");
        assertThat(unknownKeys())
                .containsExactly(
                        "safire.epci.client-id, safire.epci.scopes (safire.epci.base-url is not set;"
                                + " did you mean the server epic?)",
                        "safire.nord.scopes (safire.nord.base-url is not set)");
    }

    @Test
    void reportsSettingsWithoutDefaultServer() {
        values.put("safire.scopes", "x");
        values.put("safire.connect-timeout", "PT1S");
        assertThat(unknownKeys()).containsExactly("safire.scopes (safire.base-url is not set)");
        values.put("safire.base-url", "https://fhir.default.example/r4");
        assertThat(unknownKeys()).isEmpty();
    }

    @Test
    void reportsKeysWithPrefixDefault() {
        values.put("safire.default.scopes", "x");
        values.put("safire.base-url", "https://fhir.default.example/r4");
        assertThat(unknownKeys()).containsExactly("safire.default.scopes (did you mean safire.scopes?)");
    }

    @Test
    void reportsUnlistedServer() {
        values.put("safire.servers", "epic");
        values.put("safire.base-url", "https://fhir.default.example/r4");
        assertThat(unknownKeys())
                .containsExactly(
                        "safire.base-url (default is not in safire.servers)",
                        "safire.\"two.dots\".base-url (two.dots is not in safire.servers)");
    }

    @Test
    void reportsAllUnknownKeysInOneMessage() {
        values.put("safire.epic.scope", "system/Patient.rs");
        values.put("safire.x", "hidden-word");
        variables.put("SAFIRE_EPIC_CLIENT_IDD", "hidden-word");
        assertThat(TestServers.of(values, variables).validateConfigKeys(Map.of()))
                .singleElement()
                .isInstanceOf(ConfigurationException.class)
                .extracting(Throwable::getMessage)
                .asString()
                .startsWith(
                        "SAFIRE-0109 Configuration has unknown keys: safire.epic.scope (did you mean safire.epic.scopes?),"
                                + " safire.x, SAFIRE_EPIC_CLIENT_IDD (did you mean SAFIRE_EPIC_CLIENT_ID?)" + ADVICE)
                .contains("safire.unknown-keys=warn")
                .doesNotContain("hidden-word", "system/Patient.rs");
    }

    @Test
    void logsWarningInWarnMode() {
        values.put("safire.epic.scope", "x");
        values.put("safire.unknown-keys", "warn");
        try (LogCapture log = new LogCapture(ConfigKeyValidator.class.getName())) {
            assertThat(TestServers.of(values).validateConfigKeys(Map.of())).isEmpty();
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING SAFIRE-0109 ")
                    .contains("safire.epic.scope (did you mean safire.epic.scopes?)");
        }
    }

    @Test
    void rejectsMistypedMode() {
        values.put("safire.unknown-keys", "wran");
        values.put("safire.epic.scope", "x");
        List<ConfigurationException> failures = TestServers.of(values).validateConfigKeys(Map.of());
        assertThat(failures)
                .extracting(Throwable::getMessage)
                .satisfiesExactly(
                        mode -> assertThat(mode)
                                .isEqualTo("SAFIRE-0102 Invalid unknown_keys: wran; valid: fail, warn."
                                        + " Change safire.unknown-keys."),
                        keys -> assertThat(keys).startsWith("SAFIRE-0109 "));
    }

    /** SmallRye Config returns no value for such a property expression; other implementations throw an exception. */
    @Test
    void rejectsUnresolvableExpression() {
        Map<String, String> values = Map.of("safire.unknown-keys", "${MODE}", "safire.servers", "${NAMES}");
        Config config = (Config) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Config.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "getPropertyNames":
                            return List.of();
                        case "getConfigSources":
                            return List.of(new PropertiesConfigSource(values, "file", 100));
                        default:
                            throw new NoSuchElementException("no value for the expression");
                    }
                });
        ConfiguredServers servers = new ConfiguredServers(() -> config, List.of(), List.of());
        assertThatThrownBy(() -> JoinedErrors.throwAll(servers.validateConfigKeys(Map.of())))
                .hasMessageContaining("${MODE} has no value")
                .hasMessageContaining("change safire.unknown-keys.")
                .hasMessageContaining("${NAMES} has no value")
                .hasMessageContaining("change safire.servers.");
    }

    @ParameterizedTest
    @CsvSource({
        "SAFIRE_EPIC_SCOPE, SAFIRE_EPIC_SCOPES",
        "safire_epic_scope, SAFIRE_EPIC_SCOPES",
        "SAFIRE_EPIC_PRIVATE_KEY_LOCATON, SAFIRE_EPIC_PRIVATE_KEY_LOCATION",
        "SAFIRE_TWO_DOTS_SCOPES, SAFIRE__TWO_DOTS__SCOPES",
        "SAFIRE__TWO_DOTS__SCOPE, SAFIRE__TWO_DOTS__SCOPES"
    })
    void suggestsNearestVariable(String variable, String meant) {
        variables.put(variable, "x");
        assertThat(unknownKeysAndVariables())
                .containsExactly(variable.toUpperCase(Locale.ROOT) + " (did you mean " + meant + "?)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SAFIRE_EPIC_SCOPES",
                "safire_epic_scopes",
                "SAFIRE_EPIC_PRIVATE_KEY_LOCATION",
                "SAFIRE__TWO_DOTS__SCOPES",
                "SAFIRE_UNKNOWN_KEYS",
                "SAFIRE_EPIC_SERVICE_HOST",
                "SAFIRE_EPIC_SERVICE_PORT",
                "SAFIRE_EPIC_SERVICE_PORT_HTTP",
                "SAFIRE_EPIC_PORT",
                "SAFIRE_EPIC_PORT_80_TCP",
                "SAFIRE_EPIC_PORT_80_TCP_ADDR",
                "SAFIRE_NORD_BASE_URL",
                "SAFIRE_EPIC_EU_BASE_URL",
                "SAFIRE_HOME",
                "SAFIREX_EPIC_SCOPE"
            })
    void acceptsKnownAndForeignVariables(String variable) {
        variables.put(variable, variable.endsWith("KEYS") ? "fail" : "x");
        assertThat(unknownKeysAndVariables()).isEmpty();
    }

    @Test
    void reportsUnknownVariableWithoutSuggestion() {
        variables.put("SAFIRE_EPIC_FHIR_VERSION", "x");
        assertThat(unknownKeysAndVariables()).containsExactly("SAFIRE_EPIC_FHIR_VERSION");
    }

    /** Other programs may have variables that begin with SAFIRE_. */
    @Test
    void reportsSimilarVariableOfDefaultServer() {
        values.put("safire.base-url", "https://fhir.default.example/r4");
        variables.put("SAFIRE_SCOPE", "x");
        variables.put("SAFIRE_HOME", "x");
        variables.put("SAFIRE_CLIENT_ID", "x");
        assertThat(unknownKeysAndVariables()).containsExactly("SAFIRE_SCOPE (did you mean SAFIRE_SCOPES?)");
    }

    @Test
    void warnsOnceOfUnlistedServer() {
        values.put("safire.base-url", "https://fhir.default.example/r4");
        variables.put("SAFIRE_NORD_BASE_URL", "https://nord.example");
        variables.put("SAFIRE_NORD_CLIENT_ID", "x");
        try (LogCapture log = new LogCapture(ConfigKeyValidator.class.getName())) {
            assertThat(TestServers.of(values, variables).validateConfigKeys(Map.of()))
                    .isEmpty();
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "WARNING SAFIRE-0112 The environment variable SAFIRE_NORD_BASE_URL matches no known server")
                    .contains("Add the server name (for example, nord) to safire.servers,");
        }
    }

    /** SmallRye Config also lists the variable as safire.epic.client.idd. A .env file is not part of the environment. */
    @Test
    void ignoresDerivedPropertyNames() {
        variables.put("SAFIRE_EPIC_CLIENT_IDD", "x");
        variables.put("SAFIRE_EPIC_PORT_80_TCP", "x");
        variables.put("SAFIRE_OTHER_CLIENT_ID", "x");
        assertThat(unknownKeys()).isEmpty();
        ConfiguredServers fromFile = new ConfiguredServers(
                () -> new SmallRyeConfigBuilder()
                        .withSources(new EnvConfigSource(variables, 295))
                        .withSources(new PropertiesConfigSource(values, "test", 100))
                        .build(),
                List.of(),
                List.of());
        assertThat(fromFile.validateConfigKeys(Map.of()))
                .singleElement()
                .extracting(Throwable::getMessage)
                .asString()
                .contains(": SAFIRE_EPIC_CLIENT_IDD (did you mean SAFIRE_EPIC_CLIENT_ID?)" + ADVICE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"private-key", "client-secret", "store-key", "trust-store", "scopes", "unknown-keys"})
    void rejectsReservedServerName(String name) {
        values.put("safire." + name + ".base-url", "https://fhir.example");
        assertThat(TestServers.of(values).names()).containsExactly("epic", "two.dots");
        assertThat(TestServers.of(values).validateConfigKeys(Map.of()))
                .extracting(Throwable::getMessage)
                .singleElement()
                .asString()
                .startsWith("SAFIRE-0111 Invalid server name: " + name + ".");
        values.remove("safire." + name + ".base-url");
        assertThat(TestServers.of(values, Map.of(), name).validateConfigKeys(Map.of()))
                .hasSize(1);
        values.put("safire.servers", "epic,two.dots," + name);
        assertThat(TestServers.of(values).validateConfigKeys(Map.of())).hasSize(1);
    }

    /** Returns the findings about keys, without those about variables. */
    private List<String> unknownKeys() {
        return unknownKeysAndVariables().stream()
                .filter(finding -> !finding.startsWith("SAFIRE_"))
                .toList();
    }

    private List<String> unknownKeysAndVariables() {
        return TestServers.of(values, variables).validateConfigKeys(Map.of()).stream()
                .map(Throwable::getMessage)
                .peek(message -> assertThat(message).startsWith("SAFIRE-0109 Configuration has unknown keys: "))
                .flatMap(message -> Arrays.stream(message.substring(
                                "SAFIRE-0109 Configuration has unknown keys: ".length(), message.indexOf(ADVICE))
                        .split("(?<=[)]), |, (?=SAFIRE)")))
                .toList();
    }
}
