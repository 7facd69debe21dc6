package io.safire.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.internal.TestServers;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of a proxy, for one server and for all servers. */
class ProxySettingsTest {

    private final Map<String, String> values = new HashMap<>(Map.of("safire.epic.base-url", "https://fhir.example/r4"));

    private ProxySettings proxy() {
        return TestServers.of(values).read("epic").http().proxy();
    }

    @Test
    void leavesChoiceToJvmWithoutHost() {
        values.put("safire.epic.proxy.user", "growth-chart");
        assertThat(proxy()).isEqualTo(ProxySettings.OF_JVM);
        assertThat(proxy().appliesTo("fhir.example")).isFalse();
    }

    @Test
    void usesOnlyOwnCredentialsWithOwnHost() {
        values.put("safire.proxy.host", "proxy.example");
        values.put("safire.proxy.user", "of-all");
        values.put("safire.proxy.password", "walnut");
        values.put("safire.proxy.exceptions", "fhir.example");
        assertThat(proxy().user()).isEqualTo("of-all");
        assertThat(proxy().port()).isEqualTo(3128);
        assertThat(proxy().appliesTo("fhir.example")).isFalse();
        values.put("safire.epic.proxy.exceptions", "other.example");
        assertThat(proxy().appliesTo("fhir.example")).isTrue();
        values.put("safire.epic.proxy.host", "own.example");
        values.put("safire.epic.proxy.port", "8080");
        assertThat(proxy().host()).isEqualTo("own.example");
        assertThat(proxy().port()).isEqualTo(8080);
        assertThat(proxy().user()).isNull();
        assertThat(proxy().toString()).doesNotContain("walnut");
    }

    @ParameterizedTest
    @CsvSource({
        "fhir.example, fhir.example, false",
        "FHIR.example, fhir.EXAMPLE, false",
        "*.example, fhir.example, false",
        "*.example, example, true",
        "*.example, fhir.anexample, true",
        "'a.example, [::1]', [::1], false",
        "example, fhir.example, true"
    })
    void comparesHostWithExceptions(String exceptions, String host, boolean proxied) {
        values.put("safire.epic.proxy.host", "proxy.example");
        values.put("safire.epic.proxy.exceptions", exceptions);
        assertThat(proxy().appliesTo(host)).isEqualTo(proxied);
    }

    @ParameterizedTest
    @CsvSource({
        "host, http://proxy.example, proxy_host",
        "host, proxy.example:8080, proxy_host",
        "port, 0, proxy_port",
        "port, 65536, proxy_port",
        "user, a:b, proxy_user",
        "user, growth-chart, proxy_password",
        "password, walnut, proxy_user",
        "exceptions, https://fhir.example, proxy_exceptions"
    })
    void rejectsUnusableValue(String key, String value, String attribute) {
        values.put("safire.epic.proxy.host", "proxy.example");
        values.put("safire.epic.proxy." + key, value);
        assertThatThrownBy(this::proxy)
                .hasMessageContaining(attribute)
                .hasMessageContaining("safire.epic.proxy.")
                .hasMessageNotContaining("walnut");
    }
}
