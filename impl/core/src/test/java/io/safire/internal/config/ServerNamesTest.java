package io.safire.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.ConfigurationException;
import io.safire.internal.TestServers;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerNamesTest {

    private static final String NORD = "https://fhir.nord.example/r4";

    private final Map<String, String> values = new HashMap<>(Map.of("safire.epic.base-url", "https://fhir.example/r4"));
    private final Map<String, String> variables = new HashMap<>();

    @Test
    void requiresListForServerOfVariables() {
        variables.put("SAFIRE_NORD_BASE_URL", NORD);
        variables.put("SAFIRE_NORD_CLIENT_ID", "app");
        assertThat(servers().names()).containsExactly("epic");
        assertUnknown("nord");
        values.put("safire.servers", "epic, nord");
        assertThat(servers().names()).containsExactly("epic", "nord");
        assertThat(servers().read("nord").endpoints().baseUrl()).hasToString(NORD);
        assertThat(servers().read("nord").client().clientId()).isEqualTo("app");
    }

    @Test
    void readsListFromVariable() {
        variables.put("SAFIRE_SERVERS", "epic,nord");
        variables.put("SAFIRE_NORD_BASE_URL", NORD);
        assertThat(servers().names()).containsExactly("epic", "nord");
        assertThat(servers().validateConfigKeys(Map.of())).isEmpty();
    }

    @Test
    void findsServerOfVariablesByKeyInFile() {
        variables.put("SAFIRE_NORD_BASE_URL", NORD);
        values.put("safire.nord.client-id", "app");
        assertThat(servers().names()).containsExactly("epic", "nord");
        assertThat(servers().read("nord").endpoints().baseUrl()).hasToString(NORD);
    }

    @Test
    void findsServerOfVariablesByInjectionPoint() {
        variables.put("SAFIRE_NORD_BASE_URL", NORD);
        assertThat(TestServers.of(values, variables, "nord", "other").names()).containsExactly("epic", "nord");
    }

    @Test
    void findsDefaultServerOfVariables() {
        variables.put("SAFIRE_BASE_URL", NORD);
        assertThat(servers().names()).containsExactly("default", "epic");
        assertThat(servers().validateConfigKeys(Map.of())).isEmpty();
    }

    /** One environment variable matches every name that differs only in case or dashes. */
    @Test
    void comparesNamesExactly() {
        variables.put("SAFIRE_EPIC_BASE_URL", NORD);
        assertThat(servers().names()).containsExactly("epic");
        for (String name : new String[] {"Epic", "EPIC", "eHr", "default", "epic ", "\"epic\"", ""}) {
            assertUnknown(name);
        }
        assertThat(servers().read("epic").endpoints().baseUrl()).hasToString(NORD);
    }

    @Test
    void ignoresUnlistedServers() {
        values.put("safire.cerner.base-url", "https://fhir.cerner.example/r4");
        values.put("safire.servers", "cerner");
        assertThat(TestServers.of(values, variables, "epic").names()).containsExactly("cerner");
        assertUnknown("epic");
    }

    @Test
    void rejectsListedServerWithoutBaseUrl() {
        values.put("safire.servers", "default,epic,nord");
        assertThatThrownBy(() -> servers().read("nord"))
                .isInstanceOfSatisfying(ConfigurationException.class, thrown -> assertThat(thrown.missingAttributes())
                        .containsExactly("base_url"))
                .hasMessage("SAFIRE-0101 nord: Configuration missing: base_url. Set safire.nord.base-url.");
        assertThatThrownBy(() -> servers().read("default")).hasMessageEndingWith(" Set safire.base-url.");
    }

    @Test
    void rejectsListWithoutNames() {
        values.put("safire.servers", " , ");
        assertThatThrownBy(() -> JoinedErrors.throwAll(servers().validateConfigKeys(Map.of())))
                .hasMessageContaining("SAFIRE-0102 Invalid servers: ,; valid: comma-separated names of servers.");
    }

    @Test
    void findsNameWithDotsQuotedOrUnquoted() {
        values.put("safire.two.dots.base-url", NORD);
        values.put("safire.\"three.dots.here\".base-url", NORD);
        assertThat(servers().names()).containsExactly("epic", "three.dots.here", "two.dots");
        assertThat(servers().read("two.dots").prefix()).isEqualTo("safire.two.dots.");
        values.put("safire.servers", "two.dots,three.dots.here,epic");
        assertThat(servers().read("three.dots.here").prefix()).isEqualTo("safire.\"three.dots.here\".");
        assertThat(servers().validateConfigKeys(Map.of())).isEmpty();
    }

    private void assertUnknown(String name) {
        assertThatThrownBy(() -> servers().read(name))
                .as(name)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("SAFIRE-0106 ");
    }

    private ConfiguredServers servers() {
        return TestServers.of(values, variables);
    }
}
