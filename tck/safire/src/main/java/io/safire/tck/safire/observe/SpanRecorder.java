package io.safire.tck.safire.observe;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSpanExporterProvider;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** A span exporter that the runtime's OpenTelemetry discovers as a service of the application. */
public final class SpanRecorder extends UnbufferedExporter implements ConfigurableSpanExporterProvider, SpanExporter {

    @Override
    public SpanExporter createExporter(ConfigProperties config) {
        return this;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        ExportedTelemetry.addSpans(
                spans.stream().map(SpanRecorder::exportedSpan).toList());
        return CompletableResultCode.ofSuccess();
    }

    static Map<String, String> texts(Attributes attributes) {
        return attributes.asMap().entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().getKey(), entry -> String.valueOf(entry.getValue())));
    }

    private static ExportedSpan exportedSpan(SpanData span) {
        return new ExportedSpan(
                span.getName(),
                texts(span.getAttributes()),
                span.getTraceId(),
                span.getSpanId(),
                span.getParentSpanId(),
                span.getStatus().getStatusCode() == StatusCode.ERROR);
    }
}
