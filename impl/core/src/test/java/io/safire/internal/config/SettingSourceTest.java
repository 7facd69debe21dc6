package io.safire.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class SettingSourceTest {

    private static final String KEY = "safire.ehr.client-secret";

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();

    @Test
    void findsValueWithItsSource() {
        values.put(KEY, "from-file");
        assertThat(find().source()).contains("file");
        assertThat(find().rawValue()).isEqualTo("from-file");
        assertThat(find().text()).contains("from-file");
        variables.put("SAFIRE_EHR_CLIENT_SECRET", "from-environment");
        assertThat(find().source()).contains("EnvConfigSource");
        assertThat(find().text()).contains("from-environment");
        assertThat(SettingSource.find(config(), "safire.ehr.client-id")).isEmpty();
    }

    @Test
    void findsRawValueOfExpression() {
        values.put(KEY, "${SMART_CLIENT_SECRET}");
        variables.put("SMART_CLIENT_SECRET", "from-environment");
        assertThat(find().rawValue()).isEqualTo("${SMART_CLIENT_SECRET}");
        assertThat(find().text()).contains("from-environment");
        assertThat(find().unsetVariable()).isNull();
    }

    @Test
    void namesUnsetVariable() {
        for (String raw : List.of(
                "${UNSET}",
                "a${UNSET}b",
                "${SET}${UNSET}",
                "${UNSET:${UNSET}}",
                "${NO:${UNSET}}",
                "${REFERENCE}",
                "${a.${UNSET}}",
                "$${SET}${UNSET}")) {
            values.put(KEY, raw);
            values.put("REFERENCE", "${UNSET}");
            variables.put("SET", "x");
            assertThat(find().unsetVariable()).as(raw).isEqualTo("UNSET");
            assertThat(find().text()).as(raw).isEmpty();
        }
        values.put(KEY, "${a.${SET}}");
        assertThat(find().unsetVariable()).isEqualTo("a.x");
    }

    @Test
    void acceptsExpressionWithValueOrDefault() {
        variables.put("SET", "x");
        values.put("a.x", "y");
        Map<String, String> expanded = Map.of(
                "${SET}", "x",
                "${UNSET:d}", "d",
                "${UNSET:${SET}}", "x",
                "${UNSET:http://d}", "http://d",
                "${a.${SET}}", "y",
                "${a.${UNSET:x}}", "y",
                "\\${UNSET}", "${UNSET}",
                "$${UNSET}", "${UNSET}",
                "a$b", "a$b");
        expanded.forEach((raw, value) -> {
            values.put(KEY, raw);
            assertThat(find().unsetVariable()).as(raw).isNull();
            assertThat(find().text()).as(raw).contains(value);
        });
    }

    /** An administrator writes an empty default if the setting is optional. */
    @Test
    void emptyDefaultMeansNotSet() {
        values.put(KEY, "${UNSET:}");
        assertThat(find().unsetVariable()).isNull();
        assertThat(find().text()).isEmpty();
    }

    @Test
    void acceptsExpressionThatIsNotExpanded() {
        values.put("mp.config.property.expressions.enabled", "false");
        values.put(KEY, "a${b}");
        assertThat(find().text()).contains("a${b}");
        assertThat(find().unsetVariable()).isNull();
    }

    @Test
    void namesVariableThatRefersToItself() {
        values.put(KEY, "${LOOP}");
        values.put("LOOP", "${LOOP}");
        assertThat(find().unsetVariable()).isEqualTo("LOOP");
        assertThat(find().source()).contains("file");
        assertThat(find().text()).isEmpty();
    }

    @Test
    void hidesValueInText() {
        values.put(KEY, "hidden-word");
        assertThat(find())
                .hasToString("SettingSource[key=" + KEY + ", source=" + find().source() + ", unsetVariable=null]");
        assertThat(find().toString()).doesNotContain("hidden-word");
    }

    private SettingSource find() {
        return SettingSource.find(config(), KEY).orElseThrow();
    }

    private Config config() {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(Map.copyOf(values), "file", 100))
                .withSources(new EnvConfigSource(variables, 300))
                .build();
    }
}
