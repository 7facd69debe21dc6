package io.safire.tck.safire.observe;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.metrics.ConfigurableMetricExporterProvider;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.util.Collection;
import java.util.stream.Stream;

/** A metric exporter that the runtime's OpenTelemetry discovers as a service of the application. */
public final class MetricRecorder extends UnbufferedExporter
        implements ConfigurableMetricExporterProvider, MetricExporter {

    @Override
    public MetricExporter createExporter(ConfigProperties config) {
        return this;
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
        return AggregationTemporality.CUMULATIVE;
    }

    @Override
    public CompletableResultCode export(Collection<MetricData> metrics) {
        ExportedTelemetry.addPoints(metrics.stream().flatMap(MetricRecorder::exportedPoints));
        return CompletableResultCode.ofSuccess();
    }

    private static Stream<ExportedPoint> exportedPoints(MetricData metric) {
        if (metric.getType() == MetricDataType.HISTOGRAM) {
            return metric.getHistogramData().getPoints().stream()
                    .map(point -> new ExportedPoint(
                            metric.getName(),
                            metric.getUnit(),
                            SpanRecorder.texts(point.getAttributes()),
                            point.getCount()));
        }
        if (metric.getType() == MetricDataType.LONG_SUM) {
            return metric.getLongSumData().getPoints().stream()
                    .map(point -> new ExportedPoint(
                            metric.getName(),
                            metric.getUnit(),
                            SpanRecorder.texts(point.getAttributes()),
                            point.getValue()));
        }
        return Stream.empty();
    }
}
