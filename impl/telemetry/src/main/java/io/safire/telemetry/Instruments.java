package io.safire.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.safire.event.SmartRequest;
import io.safire.spi.RequestObserver;
import java.time.Duration;
import java.util.Locale;

/** A span and a measurement for each request. The span is current while it lasts, so that those of the HTTP client are below it. */
final class Instruments implements RequestObserver {

    static final AttributeKey<String> SERVER = AttributeKey.stringKey("safire.server");
    static final AttributeKey<String> REQUEST = AttributeKey.stringKey("safire.request");
    static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("safire.outcome");

    private static final String SCOPE = "io.safire";
    private static final double NANOS = 1e9;

    private final Tracer tracer;
    private final DoubleHistogram durations;
    private final LongCounter repetitions;
    private final DoubleHistogram waits;

    Instruments(OpenTelemetry telemetry) {
        tracer = telemetry.getTracer(SCOPE);
        Meter meter = telemetry.getMeter(SCOPE);
        durations = meter.histogramBuilder("safire.client.request.duration")
                .setDescription("Requests to SMART servers, with their repetitions")
                .setUnit("s")
                .build();
        repetitions = meter.counterBuilder("safire.client.request.repetitions")
                .setDescription("Requests to SMART servers that were sent again")
                .setUnit("{request}")
                .build();
        waits = meter.histogramBuilder("safire.client.wait.duration")
                .setDescription("Waits of callers until a request to a SMART server may be sent")
                .setUnit("s")
                .build();
    }

    @Override
    public Watch begun(String server, SmartRequest request) {
        String what = request.name().toLowerCase(Locale.ROOT);
        Attributes attributes = Attributes.of(SERVER, server, REQUEST, what);
        long start = System.nanoTime();
        Span span =
                tracer.spanBuilder("smart " + what).setAllAttributes(attributes).startSpan();
        Scope scope = span.makeCurrent();
        return outcome -> {
            String how = outcome.name().toLowerCase(Locale.ROOT);
            scope.close();
            span.setAttribute(OUTCOME, how);
            if (outcome != Outcome.DONE) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
            durations.record(
                    (System.nanoTime() - start) / NANOS,
                    attributes.toBuilder().put(OUTCOME, how).build());
        };
    }

    @Override
    public void repeated(String server) {
        repetitions.add(1, Attributes.of(SERVER, server));
    }

    @Override
    public void waited(String server, Duration wait) {
        waits.record(wait.toNanos() / NANOS, Attributes.of(SERVER, server));
    }
}
