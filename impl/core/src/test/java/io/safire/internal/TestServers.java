package io.safire.internal;

import io.safire.internal.config.ConfiguredServers;
import io.safire.internal.config.ServerSettings;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/** Factory of server settings for tests. */
public final class TestServers {

    private TestServers() {}

    /**
     * Returns the servers of a configuration.
     *
     * @param values the values by their full keys, read again at each access
     */
    public static ConfiguredServers of(Map<String, String> values) {
        return of(values, Map.of());
    }

    /**
     * Returns the servers of a configuration in a file and the environment, as SmallRye Config reads both.
     *
     * @param values the values of the file by their full keys, read again at each access
     * @param variables the environment variables
     * @param injectedNames the server names at injection points
     */
    public static ConfiguredServers of(
            Map<String, String> values, Map<String, String> variables, String... injectedNames) {
        return new ConfiguredServers(() -> config(values, variables), List.of(injectedNames), variables.keySet());
    }

    /** Returns a configuration in a file, as SmallRye Config reads it. */
    public static Config config(Map<String, String> values) {
        return config(values, Map.of());
    }

    private static Config config(Map<String, String> values, Map<String, String> variables) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(Map.copyOf(values), "test", 100))
                .withSources(new EnvConfigSource(variables, 300))
                .build();
    }

    /**
     * Returns the server {@code epic} at {@code https://fhir.example/r4}.
     *
     * @param additional additional settings, by their keys without {@code safire.epic.}
     */
    public static ServerSettings epic(Map<String, String> additional) {
        Map<String, String> values = new HashMap<>();
        values.put("safire.epic.base-url", "https://fhir.example/r4");
        additional.forEach((key, value) -> values.put("safire.epic." + key, value));
        return of(values).read("epic");
    }

    public static ServerSettings epic() {
        return epic(Map.of());
    }
}
