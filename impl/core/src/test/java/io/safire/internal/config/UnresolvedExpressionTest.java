package io.safire.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.ConfigurationException;
import io.safire.internal.LogCapture;
import io.safire.internal.TestServers;
import io.smallrye.config.PropertiesConfigSource;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values with an expression whose variable has no value, or with characters that MicroProfile Config replaces. */
class UnresolvedExpressionTest {

    private final Map<String, String> values =
            new HashMap<>(Map.of("safire.ehr.base-url", "https://fhir.example/r4", "safire.ehr.client-id", "app"));
    private final Map<String, String> variables = new HashMap<>();

    /** An optional setting may restrict access, so Safire must not ignore it. */
    @ParameterizedTest
    @EnumSource(Setting.class)
    void namesExpressionAndVariableOfEachSetting(Setting setting) {
        String key = "safire.ehr." + setting.key();
        values.put(key, "${SMART_VARIABLE}");
        assertThatThrownBy(() -> servers().read("ehr"))
                .isInstanceOfSatisfying(ConfigurationException.class, thrown -> {
                    assertThat(thrown.code()).isEqualTo("SAFIRE-0116");
                    assertThat(thrown.missingAttributes()).containsExactly(setting.attribute());
                    assertThat(thrown.findings()).singleElement().satisfies(finding -> assertThat(
                                    finding.configurationKey())
                            .contains(key));
                })
                .hasMessage("SAFIRE-0116 ehr: Configuration missing: " + setting.attribute() + ". " + key
                        + " is set in PropertiesConfigSource[source=test], but ${SMART_VARIABLE} has no value. Set"
                        + " SMART_VARIABLE as an environment variable, a system property or a configuration key, or change "
                        + key + ". To write ${ as part of a value, write \\${ instead.");
    }

    @Test
    void acceptsExpressionWithValue() {
        values.put("safire.ehr.client-secret", "${SMART_CLIENT_SECRET}");
        values.put("safire.ehr.client-secret.previous", "${FORMER_SECRET:}");
        values.put("safire.ehr.client-type", "confidential-symmetric");
        variables.put("SMART_CLIENT_SECRET", "of-the-environment");
        Secrets secrets = servers().read("ehr").secrets();
        assertThat(secrets.clientSecret()).contains("of-the-environment");
        assertThat(secrets.previousClientSecret()).isEmpty();
    }

    @Test
    void listsAllExpressionsAtOnce() {
        values.put("safire.ehr.base-url", "${EHR_URL}");
        values.put("safire.ehr.client-secret", "${EHR_SECRET}");
        values.put("safire.ehr.private-key.location", "/run/${EHR_KEY}");
        values.put("safire.ehr.client-type", "${EHR_TYPE}");
        assertThatThrownBy(() -> servers().read("ehr"))
                .hasMessageContainingAll("${EHR_URL}", "${EHR_SECRET}", "${EHR_KEY}", "${EHR_TYPE}")
                .hasMessageNotContaining("SAFIRE-0110");
    }

    /** The expression in a secret may be a part of the secret. */
    @ParameterizedTest
    @ValueSource(strings = {"pa${hidden}word", "${a}${hidden}", "pa${hidden", "${INDIRECT}"})
    void hidesTextOfSecret(String secret) {
        values.put("safire.ehr.client-secret", secret);
        variables.put("INDIRECT", "pa${hidden}word");
        assertThatThrownBy(() -> servers().read("ehr"))
                .isInstanceOfSatisfying(ConfigurationException.class, thrown -> {
                    assertThat(thrown.missingAttributes()).isEmpty();
                    assertThat(thrown.invalidAttribute()).contains("client_secret");
                })
                .hasMessageContaining(
                        "SAFIRE-0125 ehr: client_secret contains an expression that cannot be resolved (in ")
                .hasMessageContaining("If ${ belongs to the value of safire.ehr.client-secret, escape it as \\${")
                .hasMessageNotContaining("hidden")
                .hasMessageNotContaining("word");
    }

    @Test
    void namesKeyOfCommonSetting() {
        values.put("safire.read-timeout", "${SLOW}");
        assertThatThrownBy(() -> servers().read("ehr")).hasMessageContaining("safire.read-timeout is set in");
    }

    @Test
    void reportsPasswordOnlyOnce() {
        values.put("safire.ehr.trust-store.location", "missing.p12");
        values.put("safire.ehr.trust-store.password", "${STORE_PASSWORD}");
        assertThatThrownBy(() -> servers().read("ehr"))
                .hasMessageContaining("${STORE_PASSWORD} has no value")
                .hasMessageNotContaining("SAFIRE-0105");
    }

    @Test
    void reportsSettingsOfApplication() {
        values.put("safire.servers", "${SERVERS}");
        values.put("safire.unknown-keys", "${MODE}");
        assertThat(servers().validateConfigKeys(Map.of()))
                .extracting(Throwable::getMessage)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith(
                                        "SAFIRE-0116 Configuration missing: unknown_keys. safire.unknown-keys is set"),
                        second -> assertThat(second)
                                .startsWith("SAFIRE-0116 Configuration missing: servers. safire.servers is set"));
    }

    /** The variable may disappear while the application runs. */
    @Test
    void reportsExpressionOfSecretAtTheCall() {
        Secrets secrets = servers().read("ehr").secrets();
        values.put("safire.ehr.client-secret", "${SMART_CLIENT_SECRET}");
        assertThatThrownBy(secrets::clientSecret)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("${SMART_CLIENT_SECRET} has no value");
        values.put("safire.store-key", "${STORE}");
        assertThatThrownBy(secrets::storeKey)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("safire.store-key is set in");
    }

    /** MicroProfile Config permits a runtime to throw an exception instead of returning no value. */
    @Test
    void namesExpressionIfLookupFails() {
        ConfigSource file =
                new PropertiesConfigSource(Map.of("safire.ehr.client-secret", "${SMART_SECRET}"), "file", 100);
        Config failing = (Config) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Config.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConfigSources")) {
                        return List.of(file);
                    }
                    throw new NoSuchElementException("no value for the expression");
                });
        Secrets secrets = new Secrets(() -> failing, "ehr", "safire.ehr.");
        assertThatThrownBy(secrets::clientSecret)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        "safire.ehr.client-secret is set in " + file.getName() + ", but ${SMART_SECRET} has");
    }

    @Test
    void namesOriginOfBlankValue() {
        ServerSettings settings = servers().read("ehr");
        values.put("safire.ehr.client-secret", "${SMART_CLIENT_SECRET}");
        variables.put("SMART_CLIENT_SECRET", " ");
        assertThatThrownBy(() -> ConfigurationErrors.throwIfMissing(settings, List.of(Setting.CLIENT_SECRET)))
                .hasMessage(
                        "SAFIRE-0101 ehr: Configuration missing: client_secret. Set safire.ehr.client-secret. The value"
                                + " of safire.ehr.client-secret in PropertiesConfigSource[source=test] is blank.");
    }

    @ParameterizedTest
    @CsvSource({
        "a$$b, WARNING",
        "a${UNSET:c}b, WARNING",
        "${UNSET:a$$b}, WARNING",
        "${SECRET}, WARNING",
        "a\\${b}, INFO",
        "a$b, ",
        "plain, ",
        "${PLAIN}, ",
        "${UNSET:plain}, "
    })
    void logsReplacedSecretWithoutValue(String secret, String level) {
        values.put("safire.ehr.client-type", "confidential-symmetric");
        values.put("safire.ehr.client-secret", secret);
        variables.put("SECRET", "of$$environment");
        variables.put("PLAIN", "plain");
        try (LogCapture log = new LogCapture(ReplacedSecrets.class.getName())) {
            ConfiguredServers servers = servers();
            servers.logReplacedSecrets(servers.read("ehr"));
            if (level == null) {
                assertThat(log.lines()).isEmpty();
            } else {
                assertThat(log.lines())
                        .singleElement()
                        .asString()
                        .startsWith(level + " SAFIRE-0119 ehr: The value of safire.ehr.client-secret differs")
                        .doesNotContain(secret, "of$", "${UNSET");
            }
        }
    }

    private ConfiguredServers servers() {
        return TestServers.of(values, variables);
    }
}
