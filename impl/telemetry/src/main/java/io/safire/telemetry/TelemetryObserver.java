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
 * An observer that reports to the {@code OpenTelemetry} instance of MicroProfile Telemetry. Without such an instance,
 * the observer reports to the global instance, which does nothing by default.
 */
@ApplicationScoped
@NullUnmarked // fields that the container sets
public class TelemetryObserver implements RequestObserver {

    @Inject
    Instance<OpenTelemetry> openTelemetry;

    private RequestTelemetry requestTelemetry;

    @PostConstruct
    void initialize() {
        requestTelemetry =
                new RequestTelemetry(openTelemetry.isResolvable() ? openTelemetry.get() : GlobalOpenTelemetry.get());
    }

    @Override
    public ActiveRequest onStart(String server, SmartRequest request) {
        return requestTelemetry.onStart(server, request);
    }

    @Override
    public void onRetry(String server) {
        requestTelemetry.onRetry(server);
    }

    @Override
    public void onWait(String server, Duration wait) {
        requestTelemetry.onWait(server, wait);
    }
}
