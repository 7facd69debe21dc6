package io.safire.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.safire.event.SmartRequest;
import io.safire.spi.RequestObserver;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An observer that reports spans and, if the runtime supports them, metrics. */
final class RequestTelemetry implements RequestObserver {

    private static final Logger LOG = System.getLogger(RequestTelemetry.class.getName());

    private final RequestSpans spans;
    private final @Nullable RequestObserver metrics;

    RequestTelemetry(OpenTelemetry telemetry) {
        spans = new RequestSpans(telemetry);
        metrics = metrics(telemetry);
    }

    @Override
    public ActiveRequest onStart(String server, SmartRequest request) {
        ActiveRequest span = spans.onStart(server, request);
        if (metrics == null) {
            return span;
        }
        ActiveRequest metric = metrics.onStart(server, request);
        return outcome -> {
            // the metric is recorded while the span is current, so that OpenTelemetry can attach the span as an
            // exemplar
            metric.onEnd(outcome);
            span.onEnd(outcome);
        };
    }

    @Override
    public void onRetry(String server) {
        if (metrics != null) {
            metrics.onRetry(server);
        }
    }

    @Override
    public void onWait(String server, Duration wait) {
        if (metrics != null) {
            metrics.onWait(server, wait);
        }
    }

    private static @Nullable RequestObserver metrics(OpenTelemetry telemetry) {
        try {
            return new RequestMetrics(telemetry);
        } catch (NoClassDefFoundError spansOnly) {
            // some runtimes, such as Open Liberty with mpTelemetry-1.1, hide the metrics API from applications
            LOG.log(Level.INFO, "This runtime has no OpenTelemetry metrics: requests to SMART servers are spans only.");
            return null;
        }
    }
}
