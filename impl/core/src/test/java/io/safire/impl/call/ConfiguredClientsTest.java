package io.safire.impl.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.ConfigurationException;
import io.safire.impl.TestServers;
import io.safire.impl.config.ConfiguredServers;
import io.safire.impl.registration.RegistrationsInMemory;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfiguredClientsTest {

    private final Map<String, String> values = new HashMap<>(Map.of("safire.epic.base-url", "https://fhir.example/r4"));

    @Test
    void namesAllOffendersOfAllServersInOneError() {
        values.put("safire.epic.token-endpoint", "http://as.example/token");
        values.put("safire.epic.redirect-uri", "/callback");
        values.put("safire.epic.client-type", "secret");
        values.put("safire.epic.read-timeout", "15");
        values.put("safire.cerner.base-url", "ftp://fhir.example");
        assertThatThrownBy(() -> clients().check(List.of("missing"), false))
                .isInstanceOfSatisfying(ConfigurationException.class, thrown -> {
                    assertThat(thrown.missingAttributes()).containsExactly("base_url");
                    assertThat(thrown.nonHttpsUriAttributes()).containsExactlyInAnyOrder("token_endpoint", "base_url");
                    assertThat(thrown.invalidUriAttributes()).containsExactly("redirect_uri");
                })
                .hasMessageContaining("safire.epic.token-endpoint")
                .hasMessageContaining("safire.epic.redirect-uri")
                .hasMessageContaining("safire.epic.client-type")
                .hasMessageContaining("safire.epic.read-timeout")
                .hasMessageContaining("safire.cerner.base-url")
                .hasMessageContaining("safire.missing.base-url");
    }

    @Test
    void acceptsSettingsThatCanBeUsed() {
        clients().check(List.of("epic"), true);
        assertThat(clients().client("epic").name()).isEqualTo("epic");
    }

    private ConfiguredClients clients() {
        ConfiguredServers servers = TestServers.of(values);
        Surroundings surroundings =
                new Surroundings(Clock.systemUTC(), new SecureRandom(), new RegistrationsInMemory());
        return new ConfiguredClients(
                servers,
                transport -> (repetition, request) -> {
                    throw new IllegalStateException("nothing is sent");
                },
                surroundings);
    }
}
