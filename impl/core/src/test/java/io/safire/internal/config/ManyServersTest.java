package io.safire.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

/** The number of configuration lookups grows linearly with the number of servers. */
class ManyServersTest {

    /** The number of lookups of a server beside one for each of its settings. */
    private static final int FURTHER_LOOKUPS = 35;

    @Test
    void looksUpLinearlyInNumberOfServers() {
        long ten = lookups(10);
        assertThat(ten).isPositive().isLessThan(10 * (Setting.values().length + FURTHER_LOOKUPS));
        assertThat(lookups(1_000)).isLessThanOrEqualTo(100 * ten);
    }

    private static long lookups(int servers) {
        Map<String, String> values = new HashMap<>();
        for (int number = 0; number < servers; number++) {
            values.put("safire.ehr" + number + ".base-url", "https://fhir" + number + ".example");
            values.put("safire.ehr" + number + ".client-id", "app");
        }
        Config config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build();
        long[] lookups = new long[1];
        Config counting = (Config) Proxy.newProxyInstance(
                ManyServersTest.class.getClassLoader(), new Class<?>[] {Config.class}, (proxy, method, arguments) -> {
                    lookups[0] += method.getName().equals("getPropertyNames") ? servers * 2L : 1;
                    return invoke(config, method, arguments);
                });
        ConfiguredServers configured = new ConfiguredServers(() -> counting, List.of(), List.of());
        assertThat(configured.names()).hasSize(servers);
        configured.names().forEach(configured::read);
        return lookups[0];
    }

    private static Object invoke(Config config, Method method, Object[] arguments) {
        return method.getName().equals("getPropertyNames")
                ? config.getPropertyNames()
                : config.getConfigValue((String) arguments[0]);
    }
}
