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
final class Measurements implements RequestObserver {

    private static final double NANOS = 1e9;

    private final DoubleHistogram durations;
    private final LongCounter repetitions;
    private final DoubleHistogram waits;

    Measurements(OpenTelemetry telemetry) {
        Meter meter = telemetry.getMeter(Words.SCOPE);
        durations = meter.histogramBuilder("safire.client.request.duration")
                .setDescription("Duration of requests to SMART servers, including retries")
                .setUnit("s")
                .build();
        repetitions = meter.counterBuilder("safire.client.request.repetitions")
                .setDescription("Number of retries of requests to SMART servers")
                .setUnit("{request}")
                .build();
        waits = meter.histogramBuilder("safire.client.wait.duration")
                .setDescription("Time that callers wait until a request to a SMART server may be sent")
                .setUnit("s")
                .build();
    }

    @Override
    public Watch begun(String server, SmartRequest request) {
        long start = System.nanoTime();
        return outcome -> durations.record(
                (System.nanoTime() - start) / NANOS,
                Words.attributes(server, request).toBuilder()
                        .put(Words.OUTCOME, Words.of(outcome))
                        .build());
    }

    @Override
    public void repeated(String server) {
        repetitions.add(1, Attributes.of(Words.SERVER, server));
    }

    @Override
    public void waited(String server, Duration wait) {
        waits.record(wait.toNanos() / NANOS, Attributes.of(Words.SERVER, server));
    }
}
