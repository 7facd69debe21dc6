package io.safire.weld;

import io.smallrye.opentelemetry.api.OpenTelemetryConfig;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** An extension that configures OpenTelemetry from MicroProfile Config and disables it by default, as MicroProfile Telemetry requires. */
public class TelemetryConfigExtension implements Extension {

    private static final String PREFIX = "otel.";

    void addConfigBean(@Observes AfterBeanDiscovery discovery) {
        discovery
                .<OpenTelemetryConfig>addBean()
                .types(OpenTelemetryConfig.class)
                .scope(Singleton.class)
                .createWith(context -> TelemetryConfigExtension::settings);
    }

    private static Map<String, String> settings() {
        Config config = ConfigProvider.getConfig();
        Map<String, String> settings = new HashMap<>(Map.of("otel.sdk.disabled", "true"));
        for (String name : config.getPropertyNames()) {
            if (name.startsWith(PREFIX)) {
                config.getOptionalValue(name, String.class).ifPresent(value -> settings.put(name, value));
            }
        }
        return settings;
    }
}
