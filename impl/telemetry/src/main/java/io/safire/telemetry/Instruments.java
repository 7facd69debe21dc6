package io.safire.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.safire.event.SmartRequest;
import io.safire.spi.RequestObserver;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An observer that reports spans, and also metrics if the runtime supports them. */
final class Instruments implements RequestObserver {

    private static final Logger LOG = System.getLogger(Instruments.class.getName());

    private final Spans spans;
    private final @Nullable RequestObserver measurements;

    Instruments(OpenTelemetry telemetry) {
        spans = new Spans(telemetry);
        measurements = measurements(telemetry);
    }

    @Override
    public Watch begun(String server, SmartRequest request) {
        Watch span = spans.begun(server, request);
        if (measurements == null) {
            return span;
        }
        Watch measurement = measurements.begun(server, request);
        return outcome -> {
            // recorded while the span is current, so that OpenTelemetry can attach the span as an exemplar
            measurement.ended(outcome);
            span.ended(outcome);
        };
    }

    @Override
    public void repeated(String server) {
        if (measurements != null) {
            measurements.repeated(server);
        }
    }

    @Override
    public void waited(String server, Duration wait) {
        if (measurements != null) {
            measurements.waited(server, wait);
        }
    }

    private static @Nullable RequestObserver measurements(OpenTelemetry telemetry) {
        try {
            return new Measurements(telemetry);
        } catch (NoClassDefFoundError spansOnly) {
            // for example mpTelemetry-1.1 of Open Liberty, which hides the metrics API from applications
            LOG.log(Level.INFO, "This runtime has no OpenTelemetry metrics: requests to SMART servers are spans only.");
            return null;
        }
    }
}
