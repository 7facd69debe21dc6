package io.safire.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.safire.event.SmartRequest;
import io.safire.spi.RequestObserver;
import io.safire.spi.RequestObserver.ActiveRequest;
import io.safire.spi.RequestObserver.RequestOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestTelemetryTest {

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .setMeterProvider(
                    SdkMeterProvider.builder().registerMetricReader(metrics).build())
            .build();
    private final RequestTelemetry requestTelemetry = new RequestTelemetry(sdk);

    @AfterEach
    void close() {
        sdk.close();
    }

    @Test
    void createsSpanWithOutcome() {
        requestTelemetry.onStart("epic", SmartRequest.REFRESH).onEnd(RequestOutcome.DONE);
        requestTelemetry.onStart("epic", SmartRequest.CLIENT_CREDENTIALS).onEnd(RequestOutcome.UNAVAILABLE);
        SpanData good = spans.getFinishedSpanItems().get(0);
        assertThat(good.getName()).isEqualTo("smart refresh");
        assertThat(good.getAttributes().asMap())
                .isEqualTo(Attributes.of(
                                TelemetryAttributes.SERVER,
                                "epic",
                                TelemetryAttributes.REQUEST,
                                "refresh",
                                TelemetryAttributes.OUTCOME,
                                "done")
                        .asMap());
        assertThat(good.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        SpanData bad = spans.getFinishedSpanItems().get(1);
        assertThat(bad.getAttributes().get(TelemetryAttributes.OUTCOME)).isEqualTo("unavailable");
        assertThat(bad.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void createsParentOfHttpClientSpans() {
        ActiveRequest watch = requestTelemetry.onStart("epic", SmartRequest.REFRESH);
        sdk.getTracer("http").spanBuilder("POST").startSpan().end();
        watch.onEnd(RequestOutcome.DONE);
        assertThat(Span.current().getSpanContext().isValid())
                .as("a span is still current")
                .isFalse();
        SpanData http = spans.getFinishedSpanItems().get(0);
        SpanData refresh = spans.getFinishedSpanItems().get(1);
        assertThat(http.getParentSpanId()).isEqualTo(refresh.getSpanId());
    }

    @Test
    void measuresRequestsRetriesAndWaits() {
        requestTelemetry.onStart("epic", SmartRequest.REFRESH).onEnd(RequestOutcome.DONE);
        requestTelemetry.onStart("epic", SmartRequest.REFRESH).onEnd(RequestOutcome.DONE);
        requestTelemetry.onStart("epic", SmartRequest.REFRESH).onEnd(RequestOutcome.REFUSED);
        requestTelemetry.onRetry("epic");
        requestTelemetry.onWait("epic", Duration.ofMillis(1500));
        Map<String, MetricData> all = metrics.collectAllMetrics().stream()
                .collect(Collectors.toMap(MetricData::getName, Function.identity()));
        assertThat(all)
                .containsOnlyKeys(
                        "safire.client.request.duration",
                        "safire.client.request.repetitions",
                        "safire.client.wait.duration");
        assertThat(all.get("safire.client.request.duration").getHistogramData().getPoints())
                .extracting(point -> point.getAttributes().get(TelemetryAttributes.OUTCOME) + " " + point.getCount())
                .containsExactlyInAnyOrder("done 2", "refused 1");
        assertThat(all.get("safire.client.request.repetitions").getLongSumData().getPoints())
                .singleElement()
                .satisfies(point -> assertThat(point.getValue()).isEqualTo(1));
        assertThat(all.get("safire.client.wait.duration").getHistogramData().getPoints())
                .singleElement()
                .satisfies(point -> assertThat(point.getSum()).isEqualTo(1.5));
    }

    @Test
    void createsSpansWithoutMetricsApi() throws ReflectiveOperationException {
        Class<?> type = new NoMetricsClassLoader().loadClass(RequestTelemetry.class.getName());
        Constructor<?> constructor = type.getDeclaredConstructor(OpenTelemetry.class);
        constructor.setAccessible(true);
        RequestObserver withoutMetrics = (RequestObserver) constructor.newInstance(sdk);
        assertThat(withoutMetrics.getClass()).isNotEqualTo(RequestTelemetry.class);
        withoutMetrics.onRetry("epic");
        withoutMetrics.onWait("epic", Duration.ofMillis(1));
        withoutMetrics.onStart("epic", SmartRequest.REFRESH).onEnd(RequestOutcome.DONE);
        assertThat(spans.getFinishedSpanItems()).extracting(SpanData::getName).containsExactly("smart refresh");
        assertThat(metrics.collectAllMetrics()).isEmpty();
    }

    /** A class loader without the metrics API, like that of an application with mpTelemetry-1.1 on Open Liberty. */
    private static final class NoMetricsClassLoader extends ClassLoader {

        NoMetricsClassLoader() {
            super(RequestTelemetryTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.opentelemetry.api.metrics.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("io.safire.telemetry.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream bytes = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] code = bytes.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }
    }
}
