package io.safire.telemetry;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.safire.event.SmartRequest;
import io.safire.spi.RequestObserver;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jspecify.annotations.NullUnmarked;

/**
 * An observer that reports to the {@code OpenTelemetry} instance of MicroProfile Telemetry. Without one, it reports to the global
 * instance, which does nothing unless it is configured.
 */
@ApplicationScoped
@NullUnmarked // fields that the container sets
public class TelemetryObserver implements RequestObserver {

    @Inject
    Instance<OpenTelemetry> telemetries;

    private Instruments instruments;

    @PostConstruct
    void prepare() {
        instruments = new Instruments(telemetries.isResolvable() ? telemetries.get() : GlobalOpenTelemetry.get());
    }

    @Override
    public Watch begun(String server, SmartRequest request) {
        return instruments.begun(server, request);
    }

    @Override
    public void repeated(String server) {
        instruments.repeated(server);
    }

    @Override
    public void waited(String server, Duration wait) {
        instruments.waited(server, wait);
    }
}
