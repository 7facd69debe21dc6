package io.safire.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.safire.event.SmartRequest;
import io.safire.spi.RequestObserver;
import java.time.Duration;

/** An observer that records metrics of requests. */
final class RequestMetrics implements RequestObserver {

    private static final double NANOS_PER_SECOND = 1e9;

    private final DoubleHistogram durations;
    private final LongCounter retries;
    private final DoubleHistogram waits;

    RequestMetrics(OpenTelemetry telemetry) {
        Meter meter = telemetry.getMeter(TelemetryAttributes.INSTRUMENTATION_SCOPE);
        durations = meter.histogramBuilder("safire.client.request.duration")
                .setDescription("Duration of requests to SMART servers, including retries")
                .setUnit("s")
                .build();
        retries = meter.counterBuilder("safire.client.request.repetitions")
                .setDescription("Number of retries of requests to SMART servers")
                .setUnit("{request}")
                .build();
        waits = meter.histogramBuilder("safire.client.wait.duration")
                .setDescription("Time that callers wait until a request to a SMART server may be sent")
                .setUnit("s")
                .build();
    }

    @Override
    public ActiveRequest onStart(String server, SmartRequest request) {
        long start = System.nanoTime();
        return outcome -> durations.record(
                (System.nanoTime() - start) / NANOS_PER_SECOND,
                TelemetryAttributes.attributes(server, request).toBuilder()
                        .put(TelemetryAttributes.OUTCOME, TelemetryAttributes.attributeValue(outcome))
                        .build());
    }

    @Override
    public void onRetry(String server) {
        retries.add(1, Attributes.of(TelemetryAttributes.SERVER, server));
    }

    @Override
    public void onWait(String server, Duration wait) {
        waits.record(wait.toNanos() / NANOS_PER_SECOND, Attributes.of(TelemetryAttributes.SERVER, server));
    }
}
