package io.safire.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.internal.LogCapture;
import io.safire.internal.TestServers;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnusedSettingsTest {

    private static final String HIDDEN = "hidden-word";

    @ParameterizedTest
    @CsvSource({
        "client-type=public client-secret=x, client-secret, client-type is public",
        "client-type=confidential-asymmetric client-secret=x, client-secret, client-type is confidential-asymmetric",
        "client-type=public client-secret.previous=x, client-secret.previous, client-type is public",
        "client-type=public client-secret-encoding=raw, client-secret-encoding, client-type is public",
        "client-type=confidential-symmetric client-authentication-method=client_secret_post client-secret-encoding=raw,"
                + " client-secret-encoding, client-authentication-method is client_secret_post",
        "client-type=confidential-symmetric client-secret.previous=x, client-secret.previous, client-secret is not set",
        "private-key.published-since=x, private-key.published-since, private-key is not set",
        "next-kid=x, next-kid, next-key is not set",
        "retiring-kid=x, retiring-kid, retiring-key is not set",
        "key-store.password=x, key-store.password, key-store.location is not set",
        "trust-store.password=x, trust-store.password, trust-store.location is not set",
        "store-key.previous=x, store-key.previous, store-key is not set",
        "authorize-method=get login-origins=https://a.example, login-origins, authorize-method is get"
    })
    void warnsOfUnusedSettingWithReason(String settings, String unused, String reason) {
        try (LogCapture log = new LogCapture(UnusedSettings.class.getName())) {
            report(settings);
            assertThat(log.lines())
                    .containsExactly("WARNING SAFIRE-0113 epic: The following settings have no effect: safire.epic."
                            + unused + " ("
                            + reason + "). Remove each listed setting, or change the setting that is named in brackets"
                            + " as the reason.");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scopes=launch",
                "client-type=confidential-symmetric client-secret=x client-secret.previous=y client-secret-encoding=raw",
                "client-type=public private-key=x kid=y private-key.published-since=z",
                "client-type=confidential-asymmetric private-key.location=x kid=y private-key.published-since=z",
                "next-key.location=x next-kid=y retiring-key=x retiring-kid=y",
                "store-key=x store-key.previous=y",
                "authorize-method=auto login-origins=https://a.example"
            })
    void doesNotWarnOfUsedSetting(String settings) {
        try (LogCapture log = new LogCapture(UnusedSettings.class.getName())) {
            report(settings);
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void acceptsPreviousKeyOfCommonStoreKey() {
        Map<String, String> values = values("store-key.previous=x");
        values.put("safire.store-key", "y");
        try (LogCapture log = new LogCapture(UnusedSettings.class.getName())) {
            ConfiguredServers servers = TestServers.of(values);
            servers.logUnusedSettings(servers.read("epic"));
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void logsOneWarningPerServerWithoutValues() {
        try (LogCapture log = new LogCapture(UnusedSettings.class.getName())) {
            report("client-type=public client-secret=" + HIDDEN + " key-store.password=" + HIDDEN);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("safire.epic.client-secret (", ", safire.epic.key-store.password (")
                    .doesNotContain(HIDDEN);
        }
    }

    private static void report(String settings) {
        ConfiguredServers servers = TestServers.of(values(settings));
        servers.logUnusedSettings(servers.read("epic"));
    }

    private static Map<String, String> values(String settings) {
        Map<String, String> values = Arrays.stream(settings.split(" "))
                .map(setting -> List.of(setting.split("=", 2)))
                .collect(Collectors.toMap(
                        setting -> "safire.epic." + setting.get(0),
                        setting -> setting.get(1),
                        (a, b) -> a,
                        HashMap::new));
        values.put("safire.epic.base-url", "https://fhir.example/r4");
        return values;
    }
}
