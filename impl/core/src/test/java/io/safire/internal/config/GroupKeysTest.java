package io.safire.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClientSettings;
import io.safire.error.ConfigurationException;
import io.safire.internal.LogCapture;
import io.safire.internal.TestServers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings whose keys end with a free name, shown by the headers of a gateway. */
class GroupKeysTest {

    private final Map<String, String> values = new HashMap<>(Map.of(
            "safire.epic.base-url", "https://fhir.example/r4",
            "safire.\"two.dots\".base-url", "https://fhir.dots.example/r4",
            "safire.base-url", "https://fhir.default.example/r4"));
    private final Map<String, String> variables = new HashMap<>();

    private Map<String, String> headers(String server) {
        return TestServers.of(values, variables).read(server).http().headers().values();
    }

    private List<ConfigurationException> unknownKeys() {
        return TestServers.of(values, variables).validateConfigKeys(Map.of());
    }

    @ParameterizedTest
    @CsvSource({"safire.epic., epic", "safire.\"two.dots\"., two.dots", "safire., default"})
    void readsValuesOfEachFormOfServerName(String prefix, String server) {
        values.put(prefix + "headers.X-Api-Key", "walnut");
        values.put(prefix + "headers.client-id", "ferry");
        assertThat(headers(server)).containsOnly(Map.entry("X-Api-Key", "walnut"), Map.entry("client-id", "ferry"));
        assertThat(unknownKeys()).isEmpty();
        for (String other : List.of("epic", "two.dots", "default")) {
            assertThat(headers(other).isEmpty()).as(other).isNotEqualTo(other.equals(server));
        }
    }

    @Test
    void readsNameFromEnvironmentVariable() {
        variables.put("SAFIRE_EPIC_HEADERS_X_API_KEY", "walnut");
        variables.put("SAFIRE__TWO_DOTS__HEADERS_APIKEY", "ferry");
        assertThat(headers("epic")).containsOnly(Map.entry("x-api-key", "walnut"));
        assertThat(headers("two.dots")).containsOnly(Map.entry("apikey", "ferry"));
        assertThat(unknownKeys()).isEmpty();
    }

    @Test
    void keepsNameOfKeyThatVariableOverrides() {
        values.put("safire.epic.headers.X-Api-Key", "of-file");
        variables.put("SAFIRE_EPIC_HEADERS_X_API_KEY", "of-variable");
        assertThat(headers("epic")).containsOnly(Map.entry("X-Api-Key", "of-variable"));
    }

    @Test
    void ignoresBlankValue() {
        values.put("safire.epic.headers.X-Api-Key", " ");
        assertThat(headers("epic")).isEmpty();
        assertThat(unknownKeys()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "safire.epic.header.X-Api-Key, safire.epic.headers.<name>",
        "safire.epic.headres.X-Api-Key, safire.epic.headers.<name>",
        "safire.header.X-Api-Key, safire.headers.<name>"
    })
    void suggestsNearestGroup(String key, String meant) {
        values.put(key, "walnut");
        assertThat(unknownKeys())
                .singleElement()
                .extracting(Throwable::getMessage)
                .asString()
                .contains(key + " (did you mean " + meant + "?)")
                .doesNotContain("walnut");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "safire.epic.headers",
                "safire.epic.headers.",
                "safire.epic.headers.a.b",
                "safire.epic.headers.\"a\""
            })
    void rejectsKeyWithoutFreeName(String key) {
        values.put(key, "walnut");
        assertThat(unknownKeys())
                .singleElement()
                .extracting(Throwable::getMessage)
                .asString()
                .contains(key);
        assertThat(headers("epic")).isEmpty();
    }

    @Test
    void rejectsServerNamedLikeGroup() {
        values.put("safire.servers", "default, epic, two.dots, headers");
        assertThat(unknownKeys())
                .singleElement()
                .extracting(Throwable::getMessage)
                .asString()
                .contains("SAFIRE-0111");
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization, walnut, the client controls this header",
        "COOKIE, walnut, the client controls this header",
        "host, walnut, the client controls this header",
        "Content-Type, walnut, the client controls this header",
        "Proxy-Authorization, walnut, the client controls this header",
        "transfer-encoding, walnut, the client controls this header",
        "X Api Key, walnut, the name of a header may only contain letters",
        "X-Api-Key, wälnut, the value contains a character that is not a printable ASCII character"
    })
    void rejectsHeader(String name, String value, String reason) {
        values.put("safire.epic.headers." + name, value);
        assertThatThrownBy(() -> headers("epic"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("SAFIRE-0105 epic: headers cannot be used: " + reason)
                .hasMessageContaining("Change safire.epic.headers." + name + ".")
                .hasMessageNotContaining(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"walnut\r\nX-Other: ferry", "walnut\nferry", "walnut\u0000"})
    void rejectsControlCharacter(String value) {
        values.put("safire.epic.headers.X-Api-Key", value);
        assertThatThrownBy(() -> headers("epic"))
                .hasMessageContaining("headers cannot be used: its character 7 is the control character")
                .hasMessageContaining("Change safire.epic.headers.X-Api-Key.")
                .hasMessageNotContaining("walnut");
    }

    @Test
    void rejectsSameHeaderInCapitalLetters() {
        values.put("safire.epic.headers.X-Api-Key", "walnut");
        values.put("safire.epic.headers.x-api-key", "ferry");
        assertThatThrownBy(() -> headers("epic")).hasMessageContaining("the header is set twice");
    }

    @Test
    void rejectsExpressionWithoutValue() {
        values.put("safire.epic.headers.X-Api-Key", "${GATEWAY_KEY}");
        assertThatThrownBy(() -> headers("epic"))
                .hasMessageContaining("${GATEWAY_KEY}")
                .hasMessageContaining("safire.epic.headers.X-Api-Key");
    }

    @Test
    void warnsAboutReplacedDollarSign() {
        values.put("safire.epic.headers.X-Api-Key", "pa$$word");
        try (LogCapture log = new LogCapture(ReplacedSecrets.class.getName())) {
            ConfiguredServers servers = TestServers.of(values);
            servers.logReplacedSecrets(servers.read("epic"));
            assertThat(log.lines()).singleElement().asString().contains("safire.epic.headers.X-Api-Key");
        }
    }

    @Test
    void readsValuesOfClientInCode() {
        SmartClientSettings given = SmartClientSettings.builder("https://fhir.example/r4")
                .set("headers.X-Api-Key", "walnut")
                .build();
        List<ConfigurationException> failures = new ArrayList<>();
        Map<String, String> headers = CreatedClientSettings.read(given, Map.of(), failures)
                .orElseThrow()
                .http()
                .headers()
                .values();
        assertThat(failures).isEmpty();
        assertThat(headers).containsOnly(Map.entry("X-Api-Key", "walnut"));
    }

    @Test
    void hidesValues() {
        values.put("safire.epic.headers.X-Api-Key", "walnut");
        HttpSettings settings = TestServers.of(values).read("epic").http();
        assertThat(settings.headers() + " " + settings).contains("X-Api-Key").doesNotContain("walnut");
    }
}
