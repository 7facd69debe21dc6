package io.safire.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.safire.event.SmartRequest;
import io.safire.spi.RequestObserver;

/**
 * An observer that creates a span for each request. The span is current until the request ends, so that HTTP client
 * spans become its children.
 */
final class RequestSpans implements RequestObserver {

    private final Tracer tracer;

    RequestSpans(OpenTelemetry telemetry) {
        tracer = telemetry.getTracer(TelemetryAttributes.INSTRUMENTATION_SCOPE);
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // the scope is closed at the end of the request
    public ActiveRequest onStart(String server, SmartRequest request) {
        Span span = tracer.spanBuilder("smart " + TelemetryAttributes.attributeValue(request))
                .setAllAttributes(TelemetryAttributes.attributes(server, request))
                .startSpan();
        Scope scope = span.makeCurrent();
        return outcome -> {
            scope.close();
            span.setAttribute(TelemetryAttributes.OUTCOME, TelemetryAttributes.attributeValue(outcome));
            if (outcome != RequestOutcome.DONE) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        };
    }
}
