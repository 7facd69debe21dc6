package io.safire.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.ConfigurationException;
import io.safire.internal.TestServers;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdditionalParametersTest {

    private final Map<String, String> values = new HashMap<>(Map.of("safire.epic.base-url", "https://fhir.example/r4"));
    private final Map<String, String> variables = new HashMap<>();

    @Test
    void readsParametersOfBothRequests() {
        values.put("safire.epic.authorization-parameters.prompt", "login consent");
        values.put("safire.epic.token-parameters.aud", "https://fhir.example/r4");
        variables.put("SAFIRE_EPIC_TOKEN_PARAMETERS_TENANT_ID", "north");
        ClientSettings client = read();
        assertThat(client.authorizationParameters().values()).containsOnly(Map.entry("prompt", "login consent"));
        assertThat(client.tokenParameters().values())
                .containsOnly(Map.entry("aud", "https://fhir.example/r4"), Map.entry("tenant_id", "north"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "authorization-parameters.state",
                "authorization-parameters.redirect_uri",
                "authorization-parameters.response_mode",
                "authorization-parameters.aud",
                "token-parameters.grant_type",
                "token-parameters.client_assertion",
                "token-parameters.scope",
                "token-parameters.a&b"
            })
    void rejectsParameterThatClientControls(String key) {
        values.put("safire.epic." + key, "walnut");
        assertThatThrownBy(this::read)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("safire.epic." + key)
                .message()
                .doesNotContain("walnut");
    }

    @Test
    void omitsValuesInText() {
        values.put("safire.epic.authorization-parameters.login_hint", "walnut");
        assertThat(read().toString()).contains("login_hint").doesNotContain("walnut");
    }

    private ClientSettings read() {
        return TestServers.of(values, variables).read("epic").client();
    }
}
