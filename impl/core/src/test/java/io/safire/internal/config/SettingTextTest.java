package io.safire.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClientSettings;
import io.safire.error.ConfigurationException;
import io.safire.internal.TestServers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values from mounted files, which end with line breaks or contain other control characters. */
class SettingTextTest {

    private final Map<String, String> values = new HashMap<>(Map.of(
            "safire.ehr.base-url",
            "https://fhir.example/r4",
            "safire.ehr.client-id",
            "app",
            "safire.ehr.client-type",
            "confidential-symmetric"));

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\n\n", "\r"})
    void removesLineBreaksAtEndOfSecret(String lineBreaks) {
        values.put("safire.ehr.client-secret", " se cret " + lineBreaks);
        values.put("safire.ehr.client-secret.previous", "\uFEFFformer" + lineBreaks);
        values.put("safire.ehr.kid", "2026-01" + lineBreaks);
        Secrets secrets = TestServers.of(values).read("ehr").secrets();
        assertThat(secrets.clientSecret()).contains(" se cret ");
        assertThat(secrets.previousClientSecret()).contains("former");
        assertThat(secrets.kid(KeySlot.ACTIVE)).contains("2026-01");
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void removesLineBreaksAtEndOfEachSetting(Setting setting) {
        values.put("safire.ehr." + setting.key(), "value\r\n");
        assertThat(new Secrets(() -> TestServers.config(values), "ehr", "safire.ehr.")
                        .source(setting)
                        .flatMap(SettingSource::text))
                .contains("value");
    }

    @ParameterizedTest
    @CsvSource({
        "client-secret, 000A, line feed (lf)",
        "client-secret.previous, 0000, null",
        "kid, 0009, character tabulation",
        "client-id, 007F, delete",
        "private-key.password, 2028, line separator",
        "next-key.alias, 000D, carriage return (cr)",
        "store-key, 000A, line feed (lf)"
    })
    void namesPositionOfControlCharacter(String key, String character, String name) {
        values.put("safire.ehr." + key, "walnut" + (char) Integer.parseInt(character, 16) + "ferry");
        assertThatThrownBy(() -> TestServers.of(values).read("ehr"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("SAFIRE-0105 ehr: " + key.replace('-', '_').replace('.', '_')
                        + " cannot be used: its character 7 is the control character U+" + character + " " + name
                        + ". Change safire.ehr." + key + ".")
                .hasMessageNotContaining("walnut");
    }

    @Test
    void acceptsLineBreaksBetweenScopes() {
        values.put("safire.ehr.scopes", "openid\nfhirUser\n");
        assertThat(TestServers.of(values).read("ehr").client().scopes().values())
                .hasSize(2);
    }

    @Test
    void namesControlCharacterOfClientInCode() {
        SmartClientSettings settings = SmartClientSettings.builder("https://fhir.example")
                .set("client-id", "a\tb")
                .build();
        List<ConfigurationException> failures = new ArrayList<>();
        assertThat(CreatedClientSettings.read(settings, Map.of(), failures)).isEmpty();
        assertThat(failures).singleElement().satisfies(failure -> assertThat(failure)
                .hasMessageContaining("client_id cannot be used: its character 2 is the control character U+0009"));
    }
}
