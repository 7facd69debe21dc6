package io.safire.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.safire.event.SmartRequest;
import io.safire.spi.RequestObserver;

/** An observer that creates a span for each request. The span is current until it ends, so that HTTP client spans become its children. */
final class Spans implements RequestObserver {

    private final Tracer tracer;

    Spans(OpenTelemetry telemetry) {
        tracer = telemetry.getTracer(Words.SCOPE);
    }

    @Override
    public Watch begun(String server, SmartRequest request) {
        Span span = tracer.spanBuilder("smart " + Words.of(request))
                .setAllAttributes(Words.attributes(server, request))
                .startSpan();
        Scope scope = span.makeCurrent();
        return outcome -> {
            scope.close();
            span.setAttribute(Words.OUTCOME, Words.of(outcome));
            if (outcome != Outcome.DONE) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        };
    }
}
